"""Why the centre says no: wordless here, worded in screens.refusals.

Refusal
├── NotYours              it belongs to somebody else, or the role does not allow it
├── NotFound              there is no such thing (any more)
├── OutdatedButton        the thing has changed since the button was made
├── AlreadyDone           a second press of what is done
├── JobClosed             the centre has switched this job off
├── ConsentMissing        personal data is needed and the consent is not given
├── PhoneMissing          the centre would call and knows no number
├── NotOwnNumber          a contact that is somebody else's
├── TextTooLong(length, most) · TextTooShort(least) · NotText
├── IinTyped · NotABin     a person's number, which is not kept; no number of an organisation
├── TimePassed            a time set by staff is over already, or too far away
├── TooFast(seconds)      a flood of one person
├── StillNeeded           an administrator in charge cannot be erased
├── InvitationSpent       the one-time link is used, expired or unknown
├── TooManyProposals(most)  sent today and not withdrawn
├── TooManyQuestions(most)  brought along to one visit
├── TooManyReservations(most)  of rooms, asked for or promised
├── TooManyPeople(most)   more than the room has seats
├── OrganisationMissing   rooms are lent to organisations alone
├── WrittenFull(most)     questions in writing that the centre takes a day
├── ContestRefused
│   ├── ContestOver       applications are closed
│   ├── AlreadyTold       somebody has heard of it: it cannot be taken back in silence
│   └── TooManySubscriptions(most)
├── MeetingRefused
│   ├── MeetingPast       it has begun
│   ├── MeetingCancelled  it will not take place
│   ├── MeetingMoved      the button speaks of another day or place
│   ├── AnswersClosed(until)  the list of those who come is closed
│   ├── NotBegun          attendance is noted afterwards
│   ├── OtherCentre(centre_id)  another centre holds it
│   └── SeatsTaken(going) fewer seats than people who go
└── BookingRefused
    ├── TimeTaken         somebody was faster
    ├── TooSoon           less than the minimum notice
    ├── TooLate           the visit has begun
    ├── NotYet            the visit has not begun
    ├── DayClosed         the centre does not work then
    ├── AlreadyBooked(when)     one live booking a topic
    ├── TooManyBookings(most)   live bookings of one person
    ├── PersonBusy        the person has another visit then
    └── HoldExpired       the time is no longer kept
"""

from datetime import datetime


class Refusal(Exception):
    """An expected no. It carries the facts its sentence needs, never the sentence."""


class NotYours(Refusal): ...


class NotFound(Refusal): ...


class OutdatedButton(Refusal): ...


class AlreadyDone(Refusal): ...


class JobClosed(Refusal): ...


class ConsentMissing(Refusal): ...


class PhoneMissing(Refusal): ...


class NotOwnNumber(Refusal): ...


class IinTyped(Refusal): ...


class NotABin(Refusal): ...


class TimePassed(Refusal): ...


class NotText(Refusal): ...


class StillNeeded(Refusal): ...


class InvitationSpent(Refusal): ...


class TextTooLong(Refusal):
    def __init__(self, length: int, most: int) -> None:
        super().__init__(length, most)
        self.length, self.most = length, most


class TextTooShort(Refusal):
    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least


class TooFast(Refusal):
    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class TooManyProposals(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyReservations(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyPeople(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class OrganisationMissing(Refusal): ...


class BookedSince(Refusal): ...


class TooManySentences(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TakenAlready(Refusal): ...


class SaidMore(Refusal): ...


class WrittenFull(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyQuestions(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class BookingRefused(Refusal): ...


class TimeTaken(BookingRefused): ...


class TooSoon(BookingRefused): ...


class TooLate(BookingRefused): ...


class NotYet(BookingRefused): ...


class DayClosed(BookingRefused): ...


class PersonBusy(BookingRefused): ...


class HoldExpired(BookingRefused): ...


class AlreadyBooked(BookingRefused):
    def __init__(self, starts_at: datetime, booking_id: int) -> None:
        super().__init__(starts_at, booking_id)
        self.starts_at, self.booking_id = starts_at, booking_id


class TooManyBookings(BookingRefused):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class SessionRefused(Refusal): ...


class SessionOver(SessionRefused):
    """The group consultation has begun, or does not take place."""

    def __init__(self, starts_at: datetime, topic_id: int) -> None:
        super().__init__(starts_at, topic_id)
        self.starts_at, self.topic_id = starts_at, topic_id


class SessionFull(SessionRefused):
    def __init__(self, session_id: int) -> None:
        super().__init__(session_id)
        self.session_id = session_id


class SeatsOutOfRange(SessionRefused):
    def __init__(self, least: int, most: int) -> None:
        super().__init__(least, most)
        self.least, self.most = least, most


class AwayThen(SessionRefused):
    """Somebody receives in a district on that day already."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ContestRefused(Refusal): ...


class ContestOver(ContestRefused): ...


class AlreadyTold(ContestRefused): ...


class TooManySubscriptions(ContestRefused):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class MeetingRefused(Refusal): ...


class MeetingPast(MeetingRefused): ...


class MeetingCancelled(MeetingRefused): ...


class MeetingMoved(MeetingRefused): ...


class NotBegun(MeetingRefused): ...


class AnswersClosed(MeetingRefused):
    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class OtherCentre(MeetingRefused):
    def __init__(self, centre_id: int) -> None:
        super().__init__(centre_id)
        self.centre_id = centre_id


class SeatsTaken(MeetingRefused):
    def __init__(self, going: int) -> None:
        super().__init__(going)
        self.going = going
