"""Reminders of a consultation: each is a control panel, so that a change is one tap away."""

from dataclasses import replace
from datetime import datetime, timedelta

from rules.cards import Card
from rules.keys.booking import AskCancel, AskMove, Come, Pack
from rules.letters import Button, Rows, Screen
from screens.booking import late, standing, visit, whom
from screens.common import home, lines, pairs, paragraphs
from screens.times import cut
from screens.ways import place, where
from screens.words import Words

TWO_HOURS = timedelta(hours=2)
MOST_THINGS = 5  # to tick on one screen
NEARLY = timedelta(minutes=15)  # a letter may leave a little late


def day_before(card: Card, now: datetime, words: Words) -> Screen:
    """The day before, with what to bring."""
    text = paragraphs(
        lines(f"🔔 {_tomorrow(card, now, words)}", whom(card, words), visit(card, words)),
        words.t("If you cannot come, please say so now: other people are waiting for this time."),
    )
    return Screen(text, (*_things(card, words), *_panel(card, words)))


def _things(card: Card, words: Words) -> Rows:
    """What to bring, to tick: as many as leave room for the answers."""
    things = card.topic.things(words.language)[:MOST_THINGS]
    return tuple((_thing(card, number, each),) for number, each in enumerate(things))


def _thing(card: Card, number: int, name: str) -> Button:
    packed = bool(card.booking.packed & 1 << number)
    return Button(f"{'☑' if packed else '☐'} {cut(name)}", Pack(card.booking.id, number, int(not packed)).pack())


def packing(card: Card, words: Words, above: str = "") -> Screen:
    """The list again, after a tick or an answer."""
    left = [
        each for number, each in enumerate(card.topic.things(words.language)) if not card.booking.packed & 1 << number
    ]
    still = words.t("Still to pack: {list}", list=", ".join(left)) if left else words.t("Everything is packed.")
    said = lines(words.t("Your consultation: {when}.", when=words.when(card.booking.starts_at)), visit(card, words))
    return Screen(paragraphs(above, said, still), (*_things(card, words), *_panel(card, words)))


def _tomorrow(card: Card, now: datetime, words: Words) -> str:
    """«Tomorrow» only when it is: the night moves some reminders to the evening before."""
    starts_at, topic = card.booking.starts_at, card.topic.name(words.language)
    if words.local(starts_at).date() == words.local(now).date() + timedelta(days=1):
        return words.t(
            "Reminder: consultation tomorrow at {time}. Topic: {topic}.", time=words.time(starts_at), topic=topic
        )
    return words.t("Reminder of your consultation: {when}. Topic: {topic}.", when=words.when(starts_at), topic=topic)


def soon(card: Card, now: datetime, words: Words) -> Screen:
    """Two hours before, with the place."""
    at, there, left = words.time(card.booking.starts_at), place(card, words), card.booking.starts_at - now
    if abs(left - TWO_HOURS) <= NEARLY:
        said = words.t("The consultation is in 2 hours: {time}, {place}.", time=at, place=there)
    else:
        said = words.t("The consultation begins soon: {time}, {place}.", time=at, place=there)
    how = "" if card.booking.mode == "office" else where(card, words)
    number = words.t("Number: {number}", number=card.booking.number)
    text = lines(f"🔔 {said}", late(card, words), whom(card, words), how, number)
    return Screen(text, _panel(card, words))


def _panel(card: Card, words: Words) -> Rows:
    """The answers; who has said that they come is not asked again."""
    booking = card.booking
    answered = booking.coming or card.booker
    come = [] if answered else [Button(f"✅ {words.b('I will come')}", Come(booking.id, booking.rev).pack())]
    answers = [
        *come,
        Button(f"🔁 {words.b('Change the time')}", AskMove(booking.id, booking.rev).pack()),
        Button(f"✖️ {words.b('I cannot come')}", AskCancel(booking.id, booking.rev).pack()),
    ]
    return (*pairs(answers), (home(words),))


def moved(card: Card, was: datetime, words: Words) -> Screen:
    """The centre has given another time: it stands, and can be answered as a reminder is."""
    old, new = words.when(was), words.when(card.booking.starts_at)
    said = words.t("The centre has moved your consultation: {old} → {new}", old=old, new=new)
    topic = words.t("Topic: {topic}", topic=card.topic.name(words.language))
    ask = words.t("If the new time does not suit you, choose another one.")
    text = paragraphs(lines(f"🔁 {said}", whom(card, words), topic, visit(card, words)), ask)
    return Screen(text, _panel(card, words))


def told(card: Card, did: str, words: Words) -> Screen:
    """Two people look after a booking: what the other has done with it, and how it stands now."""
    if did == "join":
        said = words.t("The link has been opened: reminders come to that person too.")
    elif card.booking.state == "cancelled":
        when = words.when(card.booking.starts_at)
        gone = words.t("The other person has cancelled the booking: {when}.", when=when)
        return replace(standing(card, words), text=gone)
    else:
        said = words.t("The other person has changed the booking. This is how it stands now:")
    return standing(card, words, said)


def coming(words: Words) -> str:
    """The line over the booking once somebody has said that they come."""
    return words.t("Thank you, we are expecting you.")
