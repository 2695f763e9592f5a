"""A consultation in words: the topics, the booking as it stands, my bookings, cancelling."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import screens.calendars
import screens.languages
import screens.questions
import screens.sessions
import screens.ways
from rules.cards import Card, Moved
from rules.centres import Topic
from rules.delays import turn
from rules.keys.booking import (
    AskCancel,
    AskMove,
    Cancel,
    Mine,
    Move,
    Pick,
    Restore,
    Show,
    Topics,
    Undo,
)
from rules.keys.cases import Case
from rules.keys.codec import Key, minute
from rules.keys.for_others import BookFor, ForOther, NewLink
from rules.keys.privacy import AskConsent
from rules.keys.start import Home
from rules.letters import Button, Rows, Screen
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.times import cut
from screens.words import Words

BUTTONS = 8  # on one screen of topics, with those that lead back
PAGE = 5


def topics(found: Sequence[Topic], words: Words, page: int = 0) -> Screen:
    """All topics where they fit, else page by page."""
    if not found:
        return Screen(words.t("The centre does not offer this at the moment."), ((home(words),),))
    fits = len(found) <= BUTTONS - len(footer(words, Home()))
    first = 0 if fits else min(max(page, 0), (len(found) - 1) // PAGE) * PAGE
    shown = found if fits else found[first : first + PAGE]
    last = fits or first + PAGE >= len(found)
    more = () if last else ((Button(words.b("Show more"), Topics(first // PAGE + 1).pack()),),)
    back = Topics(first // PAGE - 1) if first else Home()
    return Screen(words.t("What do you need advice on?"), (*topic_buttons(shown, words), *more, footer(words, back)))


def topics_for_a_time(found: Sequence[Topic], words: Words) -> Screen:
    """When is clear; what about comes next."""
    screen = topics(found, words)
    return replace(screen, text=lines(words.t("I will look for that time."), screen.text))


def topic_buttons(found: Sequence[Topic], words: Words) -> Rows:
    return tuple((Button(cut(topic.name(words.language)), Pick(topic.id).pack()),) for topic in found)


def booked(card: Card, words: Words, above: str = "") -> Screen:
    """A booking to come, or one that waits for the centre's yes, with everything that can be done about it."""
    if card.booking.state == "requested":
        return requested(card, words, above)
    return _to_come(card, words, paragraphs(above, head(card, words)))


def head(card: Card, words: Words) -> str:
    """The good news, for whom it is."""
    when = time_of(card, words)
    said = words.t("Booked: {when}.", when=when) if card.for_name else words.t("You are booked: {when}.", when=when)
    return lines(f"✅ {said}", details(card, words))


def requested(card: Card, words: Words, above: str = "") -> Screen:
    """The time is kept; whether the visit takes place is for the centre to say."""
    said = words.t("The time is kept for you: {when}. The centre still has to confirm it.", when=time_of(card, words))
    return _to_come(card, words, paragraphs(above, lines(f"⏳ {said}", details(card, words))))


def _to_come(card: Card, words: Words, text: str, other: BookFor | None = None) -> Screen:
    undo = [Button(f"↩️ {words.b('Undo')}", key_of(Undo, card).pack())] if card.undo_until else []
    change = Button(f"🔁 {words.b('Change the time')}", key_of(AskMove, card).pack())
    give_up = Button(f"✖️ {words.b('Cancel the booking')}", key_of(AskCancel, card).pack())
    rows = (
        *pairs([*undo, change]),
        *pairs([give_up, *screens.languages.speak(card, words)]),
        *_told_the_visitor(card, words),
        *_for_another(card, words, other),
        (_mine(words), home(words)),
    )
    return Screen(text, rows)


def _told_the_visitor(card: Card, words: Words) -> Rows:
    """The question, the calendar, the visits that this one goes on with: not for who has booked it for another."""
    its = card.booking
    if card.booker:
        return ()
    calendar = [screens.calendars.button(its, words)] if its.state == "booked" else []  # a request is in nobody's
    more = pairs([screens.questions.button(its, words), *calendar])
    case = ((Button(words.b("The whole case"), Case(its.id).pack()),),) if its.case_id else ()
    return (*more, *case)


def _for_another(card: Card, words: Words, other: BookFor | None) -> Rows:
    """The booking is for somebody else, or another time is; or their link once more, until it is opened."""
    label = f"👥 {words.b('Book for another person')}"
    if other is not None:
        return ((Button(label, other.pack()),),)
    if card.booking.booked_by is not None or card.booking.case_id or card.booking.session_id:
        return ()
    if card.for_name:
        return ((Button(f"🔗 {words.b('Make a new link')}", NewLink(card.booking.id).pack()),),)
    return ((Button(label, ForOther(card.booking.id).pack()),),)


def details(card: Card, words: Words) -> str:
    """What, with whom, where, what to bring, and the number to read out at the desk."""
    return lines(
        whom(card, words), words.t("Topic: {topic}", topic=card.topic.name(words.language)), visit(card, words)
    )


def whom(card: Card, words: Words) -> str:
    """For the booker, whom they have booked it for."""
    return words.t("For whom: {name}", name=card.for_name) if card.for_name else ""


def visit(card: Card, words: Words) -> str:
    """The number to read out at the desk is there once it is booked: an offer has none yet."""
    bring, number = card.topic.bring(words.language), card.booking.number
    return lines(
        late(card, words),
        screens.sessions.seat(card, words),
        words.t("Specialist: {name}", name=card.specialist) if card.specialist else "",
        screens.ways.where(card, words),
        words.t("What to bring: {list}", list=bring) if bring else "",
        screens.languages.spoken(card, words),
        words.t("Number: {number}", number=number) if card.booking.state != "held" else "",
    )


def late(card: Card, words: Words) -> str:
    """Today's delay, for whoever has not heard of it with the others who wait."""
    if not card.late:
        return ""
    there = words_there(card, words)
    return lines(
        words.t("We are running late today, by about {minutes} min.", minutes=card.late),
        words.t("Your turn is at about: {time}", time=there.time(turn(card.booking, card.late))),
    )


def standing(card: Card, words: Words, above: str = "") -> Screen:
    """A booking as it is now, whatever has become of it."""
    match card.booking.state:
        case "booked" | "requested":
            return booked(card, words, above)
        case "held":
            return _held(card, words, above)
        case "cancelled":
            return cancelled(card, words, above)
        case "expired":
            return _over(card, words, paragraphs(above, words.t("This time is no longer held for you.")))
        case _:
            said = words.t("This consultation has passed: {when}.", when=time_of(card, words))
            screen = _over(card, words, paragraphs(above, said))
            agreed = Button(words.b("What was agreed"), Case(card.booking.id).pack())
            return replace(screen, rows=((agreed,), *screen.rows))


def old_button(card: Card, words: Words) -> Screen:
    return standing(card, words, words.t("This button is old. This is how it stands now:"))


def already(card: Card, words: Words, other: BookFor | None = None) -> Screen:
    """The person has a booking on this topic: here it is, it can be moved; `other` is the time for somebody else."""
    if card.booking.state != "booked":
        return standing(card, words)
    said = words.t("You already have a booking on this topic: {when}.", when=time_of(card, words))
    return _to_come(card, words, lines(said, details(card, words)), other)


def passed(card: Card, words: Words) -> Screen:
    """The visit has begun or is over: nothing more can be changed here. A cancelled one is told as it stands."""
    if card.booking.state == "cancelled":
        return standing(card, words)
    said = words.t("It is too late to change this booking. Please call: {phone}", phone=card.phone)
    return Screen(paragraphs(said, details(card, words)), ((_mine(words), home(words)),))


def _held(card: Card, words: Words, above: str) -> Screen:
    until = card.booking.hold_expires_at or card.booking.starts_at
    said = words.t("This time is held for you until {time}.", time=words_there(card, words).time(until))
    rows = ((Button(words.b("Continue"), AskConsent().pack()),), footer(words, Pick(card.topic.id)))
    return Screen(paragraphs(above, lines(said, details(card, words))), rows)


def _over(card: Card, words: Words, said: str) -> Screen:
    again = Button(words.b("Book again"), Pick(card.topic.id).pack())
    return Screen(said, ((again,), (_mine(words), home(words))))


def moved(change: Moved, words: Words) -> Screen:
    """The booking at its new time; undoing moves it back, if the old time is free still."""
    card, there = change.card, words_there(change.card, words)
    old, new = there.when(change.old_start), there.when(card.booking.starts_at)
    said = words.t("Moved: {old} → {new}", old=old, new=new)
    return Screen(lines(f"🔁 {said}", details(card, words)), _moved_rows(change, words))


def _moved_rows(change: Moved, words: Words) -> Rows:
    card = change.card
    way_back = Move(card.booking.id, card.booking.rev, change.old_specialist_id or 0, minute(change.old_start))
    undo = [Button(f"↩️ {words.b('Undo')}", way_back.pack())] if change.old_specialist_id else []
    again = Button(f"🔁 {words.b('Change the time')}", key_of(AskMove, card).pack())
    give_up = Button(f"✖️ {words.b('Cancel the booking')}", key_of(AskCancel, card).pack())
    own = card.booking.state == "booked" and not card.booker
    calendar = [screens.calendars.button(card.booking, words)] if own else []
    return (*pairs([*undo, again]), (give_up, *calendar), (_mine(words), home(words)))


def ask_cancel(card: Card, words: Words) -> Screen:
    """The reasons are the confirmation. Who finds the time bad is shown other times first."""
    booking = card.booking
    reasons = [
        Button(words.b("The question is solved"), Cancel(booking.id, booking.rev, "solved").pack()),
        Button(words.b("The time does not suit"), key_of(AskMove, card).pack()),
        Button(words.b("Another reason"), Cancel(booking.id, booking.rev, "other").pack()),
        Button(words.b("No, keep it"), Show(booking.id).pack()),
    ]
    said = words.t("Why are you cancelling? The answer helps us plan.")
    rows = (*((button,) for button in reasons), footer(words, Show(booking.id)))
    return Screen(paragraphs(lines(strong(time_of(card, words)), details(card, words)), said), rows)


def cancelled(card: Card, words: Words, above: str = "") -> Screen:
    when = time_of(card, words)
    if card.undo_until is None:
        return _over(card, words, paragraphs(above, words.t("This booking is cancelled: {when}.", when=when)))
    until = words_there(card, words).time(card.undo_until)
    said = words.t("Cancelled: {when}. You can undo this until {time}.", when=when, time=until)
    undo = Button(f"↩️ {words.b('Undo')}", key_of(Restore, card).pack())
    again = Button(words.b("Book again"), Pick(card.topic.id).pack())
    out = screens.calendars.take_out(card.booking, words)
    return Screen(paragraphs(above, said), (*pairs([undo, again]), (out,), (_mine(words), home(words))))


def restored(card: Card, words: Words) -> Screen:
    said = words.t("The booking is restored: {when}.", when=time_of(card, words))
    return _to_come(card, words, lines(f"✅ {said}", details(card, words)))


def too_many(most: int, words: Words) -> Screen:
    text = words.t("Open bookings allowed at one time: {n}.", n=most)
    return Screen(text, ((_mine(words), home(words)),))


def _mine(words: Words) -> Button:
    return Button(f"📋 {words.b('My bookings')}", Mine().pack())


def key_of(kind: type[Undo] | type[Restore] | type[AskMove] | type[AskCancel], card: Card) -> Key:
    return kind(card.booking.id, card.booking.rev)


def words_there(card: Card, words: Words) -> Words:
    """The same words by the wall clock of the booking's own centre."""
    return Words(words.language, ZoneInfo(card.booking.zone))


def time_of(card: Card, words: Words) -> str:
    return words_there(card, words).when(card.booking.starts_at)
