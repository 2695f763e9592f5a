"""Every no in words: what happened and what next."""

from html import escape

from rules.centres import Centre
from rules.letters import Screen
from rules.refusal import (
    AlreadyBooked,
    AlreadyDone,
    AlreadyTold,
    AnswersClosed,
    AwayThen,
    BookedSince,
    ConsentMissing,
    ContestOver,
    DayClosed,
    HoldExpired,
    IinTyped,
    InvitationSpent,
    JobClosed,
    MeetingCancelled,
    MeetingMoved,
    MeetingPast,
    NotABin,
    NotBegun,
    NotFound,
    NotOwnNumber,
    NotText,
    NotYet,
    NotYours,
    OrganisationMissing,
    OtherCentre,
    OutdatedButton,
    PersonBusy,
    PhoneMissing,
    Refusal,
    SaidMore,
    SeatsOutOfRange,
    SeatsTaken,
    SessionFull,
    SessionOver,
    StillNeeded,
    TakenAlready,
    TextTooLong,
    TextTooShort,
    TimePassed,
    TimeTaken,
    TooFast,
    TooLate,
    TooManyBookings,
    TooManyPeople,
    TooManyProposals,
    TooManyQuestions,
    TooManyReservations,
    TooManySentences,
    TooManySubscriptions,
    TooSoon,
    WrittenFull,
)
from screens.common import home
from screens.words import Words


def refused(refusal: Refusal, centre: Centre | None, words: Words) -> Screen:
    """The refusal as a screen that leads on."""
    return Screen(escape(sentence(refusal, centre, words), quote=False), ((home(words),),))


def sentence(refusal: Refusal, centre: Centre | None, words: Words) -> str:  # noqa: C901, PLR0911, PLR0912, PLR0915 -- a table: one line a refusal
    """The refusal as plain words, for a pop-up too."""
    b = words.b
    match refusal:
        case NotYours():
            return b("You have no right to do this.")
        case NotFound() | OutdatedButton():
            return b("This button is old. Please open the menu again: /start")
        case AlreadyDone():
            return b("This has already been done.")
        case JobClosed():
            return _closed(centre, words)
        case ConsentMissing():
            return b("This needs your consent to keep your data. Please begin with /book")
        case PhoneMissing():
            return b("The centre will call you. Send your number with the button under the chat.")
        case NotOwnNumber():
            return b("This is somebody else's number. We have not saved it.")
        case NotText():
            return b("Words are needed here. Please write them, or press /cancel.")
        case StillNeeded():
            return b(
                "You administer this bot. First another administrator is needed, "
                "and your number must leave the settings file."
            )
        case InvitationSpent():
            return b("This invitation is no longer valid.")
        case TextTooLong(length=length, most=most):
            return b("The text is too long: {length} of {max} characters.", length=length, max=most)
        case TextTooShort(least=least):
            return b("The text is too short. At least {min} characters are needed.", min=least)
        case IinTyped():
            return b("This looks like a personal IIN. We have not saved it.")
        case NotABin():
            return b("The BIN does not pass the check. Compare the digits.")
        case TimePassed():
            return b("That time has passed, or is more than half a year ahead. Choose another.")
        case TooFast(seconds=seconds):
            return b("Too many requests. Please wait {seconds} s.", seconds=seconds)
        case TimeTaken():
            return b("This time has just been taken. Please choose another one.")
        case TooSoon():
            return b("This time is too near. Please choose a later one.")
        case NotYet():
            return b("It is too early for this. Please wait until the visit has begun.")
        case TooLate():
            phone = centre.phone if centre else ""
            return b("It is too late to change this booking. Please call: {phone}", phone=phone)
        case DayClosed():
            return b("The centre is closed on this day.")
        case PersonBusy():
            return b("You have another booking at this time.")
        case HoldExpired():
            return b("The time is no longer held for you. Please choose again.")
        case AlreadyBooked(starts_at=starts_at):
            return b("You already have a booking on this topic: {when}.", when=words.when(starts_at))
        case TooManyBookings(most=most):
            return _and(
                b("Open bookings allowed at one time: {n}.", n=most), b("Yours: {command}", command="/bookings")
            )
        case TooManyProposals(most=most):
            return _and(b("Proposals that can be sent in a day: {n}.", n=most), b("More can be sent tomorrow."))
        case TooManyReservations(most=most):
            most_of = b("Halls and desks that can be asked for at the same time: {n}.", n=most)
            return _and(most_of, b("Cancel one to ask for another: /bookings"))
        case TooManyPeople(most=most):
            return b("The room has fewer places: {n}. Choose another room or fewer people.", n=most)
        case OrganisationMissing():
            return b("Halls and desks are lent to organisations. Name yours: /organisation")
        case TooManySentences(most=most):
            most_of = b("Sentences that a list can hold: {n}.", n=most)
            return _and(most_of, b("Take one off the list to add another."))
        case BookedSince():
            return b("Somebody has booked one of the new hours since. Change the hours in the schedule instead.")
        case TakenAlready():
            return b("A colleague has taken this question meanwhile. Open it again to see who.")
        case SaidMore():
            return b("The person has written more meanwhile. Read it first, then say whether it is answered.")
        case WrittenFull():
            return b("Today's questions in writing are all taken. Ask tomorrow, or book a consultation: /book")
        case TooManyQuestions(most=most):
            most_of = b("Questions that can be added to one booking: {n}.", n=most)
            return _and(most_of, b("Take one back to add another."))
    return _of_contests(refusal, words)


def _and(*sentences: str) -> str:
    return " ".join(sentences)


def _closed(centre: Centre | None, words: Words) -> str:
    """What is off, and where to turn all the same."""
    if centre is None:
        return words.b("The centre does not offer this at the moment.")
    return words.b("The centre does not offer this at the moment. Please call: {phone}", phone=centre.phone)


def _of_contests(refusal: Refusal, words: Words) -> str:
    match refusal:
        case ContestOver():
            return words.b("Applications are closed.")
        case AlreadyTold():
            return words.b("Somebody has been told of it already. It can be changed or cancelled.")
        case TooManySubscriptions(most=most):
            most_of = words.b("Subscriptions allowed at one time: {n}.", n=most)
            return _and(most_of, words.b("Yours: {command}", command="/subscriptions"))
    return _of_meetings(refusal, words)


def _of_meetings(refusal: Refusal, words: Words) -> str:  # noqa: PLR0911 -- a table: one line a refusal
    match refusal:
        case MeetingPast():
            return words.b("The meeting has begun already. The coming ones: /meetings")
        case MeetingCancelled():
            return words.b("The meeting will not take place. Others: /meetings")
        case MeetingMoved():
            return words.b("The meeting has been moved. Please look at the new day and place: /meetings")
        case AnswersClosed(until=until):
            return words.b("The list of those who come was closed: {when}. Others: /meetings", when=words.when(until))
        case NotBegun():
            return words.b("The meeting has not begun yet. Note afterwards who came.")
        case OtherCentre():
            return words.b("Another centre holds this meeting. Choose that centre first: /settings")
        case SeatsTaken(going=going):
            return words.b("Fewer seats than people who go are not possible. They are: {n}.", n=going)
    return _of_sessions(refusal, words)


def _of_sessions(refusal: Refusal, words: Words) -> str:
    match refusal:
        case SessionOver(starts_at=starts_at):
            over = words.b("This group consultation does not take seats any more: {when}.", when=words.when(starts_at))
            return _and(over, words.b("Other times: /book"))
        case SessionFull():
            return words.b("All seats are taken there. Other times: /book")
        case SeatsOutOfRange(least=least, most=most):
            return words.b("Seats can be from {least} to {most}. Write another number.", least=least, most=most)
        case AwayThen(name=name):
            return words.b("In a district on that day already: {name}. Take another day or leave them out.", name=name)
    return unavailable(words)


def unavailable(words: Words) -> str:
    return words.b("The service is temporarily unavailable. Please try again in a few minutes.")


def unavailable_screen(words: Words) -> Screen:
    return Screen(escape(unavailable(words), quote=False), ((home(words),),))
