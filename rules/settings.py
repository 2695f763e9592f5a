"""What a centre may decide for itself about its jobs."""

from dataclasses import dataclass

from rules.people import Language
from rules.ways import Mode, Terms


@dataclass(frozen=True, slots=True)
class CentreSettings:
    """Numbers of one centre. Days are calendar days, unless `proposal_days`: working days, as the law counts."""

    languages: tuple[Language, ...] = ("kk", "ru")
    slot_minutes: int = 15  # visits start on this grid
    buffer_minutes: int = 0  # nobody's time after a visit
    notice_minutes: int = 30  # the least from a booking to its visit
    horizon_days: int = 30
    hold_minutes: int = 10  # how long a chosen time waits for its confirmation
    max_open_bookings: int = 2  # of one person at this centre
    proposal_days: int = 15
    written: bool = False  # questions in writing, answered in the staff's group
    written_days: int = 2  # working days to an answer
    written_a_day: int = 10  # of all people together
    attachments: bool = False  # files and voice sent to a booking
    ways: tuple[Mode, ...] = ("office",)  # how a consultation can be held; the first is what a tap on a time books
    online_link: str = ""  # where an online consultation is held; empty: the centre tells it by phone
    rooms_for_all: bool = False  # lent to anybody, not to organisations alone
    room_notice_minutes: int = 180  # the least from a request for a room to its hour
    room_horizon_days: int = 60
    room_longest_minutes: int = 480
    max_open_reservations: int = 3  # of one organisation, or of one person without any
    terms: tuple[Terms, ...] = ()  # topics that differ

    def of_topic(self, code: str) -> Terms:
        return next((each for each in self.terms if each.topic == code), Terms(code))
