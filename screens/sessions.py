"""Group consultations in words, for the citizen: when, where, a seat of one's own, or a place in the queue."""

from collections.abc import Sequence
from datetime import datetime

import screens.languages
from rules.cards import Card
from rules.keys.booking import Mine, Pick, Show
from rules.keys.sessions import Queue, Session, Sessions, TakeSeat
from rules.keys.waiting_list import ShowPlace
from rules.letters import Button, Rows, Screen
from rules.sessions import Seen
from screens.common import footer, home, lines, paragraphs
from screens.words import Words

PAGE = 5


def rows(found: Sequence[Seen], topic_id: int, words: Words) -> Rows:
    """What stands among the free times: the one there is, or the way to several."""
    if not found:
        return ()
    if len(found) > 1:
        return ((Button(f"👥 {words.b('Group consultations: {n}', n=len(found))}", Sessions(topic_id).pack()),),)
    return ((_row(found[0], words),),)


def _row(seen: Seen, words: Words) -> Button:
    return Button(f"👥 {label(seen, words)}", Session(seen.session.id).pack())


def label(seen: Seen, words: Words) -> str:
    """«жм 27 қар 15:00 · топ · 7 орын»."""
    starts_at = seen.session.starts_at
    when = f"{words.short_day(words.local(starts_at).date())} {words.time(starts_at)}"
    if not seen.free:
        return words.b("{when} · group · full", when=when)
    return words.b("{when} · group · seats: {n}", when=when, n=seen.free)


def listed(found: Sequence[Seen], key: Sessions, words: Words) -> Screen:
    """Page by page; after the last ones come the first again."""
    pages = max(-(-len(found) // PAGE), 1)
    here = found[key.page % pages * PAGE :][:PAGE]
    further = Sessions(key.topic_id, (key.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    text = words.t("Group consultations:") if found else words.t("There are no group consultations on this topic.")
    return Screen(text, (*((_row(each, words),) for each in here), *more, footer(words, Pick(key.topic_id))))


def shown(seen: Seen, words: Words, above: str = "", *, booking_id: int = 0, entry_id: int = 0) -> Screen:
    """One of them. `booking_id`: the reader has a seat there; `entry_id`: they stand in its queue."""
    text = paragraphs(above, lines(details(seen, words), _seats(seen, words)))
    return Screen(text, (_press(seen, booking_id, entry_id, words), footer(words, Pick(seen.session.topic_id))))


def _seats(seen: Seen, words: Words) -> str:
    if seen.free:
        return words.t("Free seats: {n} of {all}", n=seen.free, all=seen.session.seats)
    return lines(words.t("All seats are taken: {n}.", n=seen.session.seats), _waiting(seen, words))


def _waiting(seen: Seen, words: Words) -> str:
    return words.t("People waiting: {n}", n=seen.waiting)


def _press(seen: Seen, booking_id: int, entry_id: int, words: Words) -> tuple[Button, ...]:
    if booking_id:
        return (Button(words.b("My seat"), Show(booking_id).pack()),)
    if seen.free:
        return (Button(f"✅ {words.b('Take a seat')}", TakeSeat(seen.session.id).pack()),)
    if entry_id:
        return (Button(words.b("My place in the queue"), ShowPlace(entry_id).pack()),)
    return (Button(f"🔔 {words.b('Stand in the queue')}", Queue(seen.session.id).pack()),)


def details(seen: Seen, words: Words) -> str:
    """What, when, with whom, where, in which language."""
    one, named = seen.session, words.t("Group consultation: {topic}", topic=seen.topic.name(words.language))
    return lines(
        f"👥 <b>{named}</b>",
        hour(one.starts_at, one.minutes, words),
        words.t("Specialist: {name}", name=seen.specialist),
        words.t("Place: {place}", place=place(seen, words)) if place(seen, words) else "",
        words.t("Language of the visit: {language}", language=screens.languages.NAMES[one.language]),
    )


def hour(starts_at: datetime, minutes: int, words: Words) -> str:
    return words.t("{when}. Duration: {minutes} min.", when=words.when(starts_at), minutes=minutes)


def place(seen: Seen, words: Words) -> str:
    """What is said of the place beside the centre's address: a room, or somewhere else."""
    own = seen.session.place.read(words.language)
    return own or (seen.room.name(words.language) if seen.room else "")


def seat(card: Card, words: Words) -> str:
    """The line of a booking that is a seat."""
    if card.booking.session_id is None:
        return ""
    number = card.booking.seat
    return words.t("Group consultation. Your seat: {n}", n=number) if number else words.t("Group consultation")


def gone(words: Words) -> str:
    """The last seat went to somebody else a moment ago."""
    return words.t("The last seat has just been taken.")


def over(starts_at: datetime, topic_id: int, words: Words) -> Screen:
    said = words.t("This group consultation does not take seats any more: {when}.", when=words.when(starts_at))
    again = Button(words.b("Other times"), Pick(topic_id).pack())
    return Screen(said, ((again,), (home(words),)))


def off(seen: Seen, words: Words) -> Screen:
    """To whoever waited for a seat at one that does not take place."""
    when, topic = words.when(seen.session.starts_at), seen.topic.name(words.language)
    text = lines(
        words.t("The group consultation will not take place: {when}.", when=when),
        words.t("Topic: {topic}", topic=topic),
        words.t("We are sorry. You are not in its queue any more."),
    )
    again = Button(words.b("Other times"), Pick(seen.session.topic_id).pack())
    mine = Button(f"📋 {words.b('My bookings')}", Mine().pack())
    return Screen(text, ((again,), (mine, home(words))))
