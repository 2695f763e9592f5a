"""A meeting in words: in a notice, as a card, in the list, in letters, as text to pass on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from urllib.parse import quote

from rules.keys.codec import Key
from rules.keys.meetings import Going, Look, Meetings, NotGoing, Share
from rules.keys.start import Home
from rules.letters import Button, Rows, Screen
from rules.meetings import PAGE, Card, Listing, Meeting
from screens.common import footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.times import cut
from screens.words import Words

TWO_HOURS = timedelta(hours=2)
NEARLY = timedelta(minutes=15)  # a letter may leave a little late


def menu_button(words: Words) -> Button:
    """For the main menu, where the centre has not switched meetings off."""
    return Button(f"👥 {words.b('Meetings')}", Meetings().pack())


def kind(code: str, words: Words) -> str:
    names = {
        "meeting": words.b("Meeting"),
        "open_day": words.b("Open day"),
        "seminar": words.b("Seminar"),
        "training": words.b("Training"),
        "public_council": words.b("Public council"),
        "forum": words.b("Forum"),
    }
    return names.get(code, code)


def whom(code: str, words: Words) -> str:
    names = {
        "all": words.b("Everybody"),
        "ngo": words.b("People of NGOs"),
        "departments": words.b("Specialists of departments"),
    }
    return names.get(code, code)


def when(meeting: Meeting, words: Words) -> str:
    """Day and hours: «8 желтоқсан, сейсенбі, 15:00–17:00»."""
    same_day = words.local(meeting.starts_at).date() == words.local(meeting.ends_at).date()
    ends = words.time(meeting.ends_at) if same_day else words.when(meeting.ends_at)
    return f"{words.when(meeting.starts_at)}–{ends}"


def block(card: Card, words: Words) -> str:
    """What a meeting is, for a notice or a card: title, day, place, who takes part, seats."""
    meeting, language = card.meeting, words.language
    bodies = "; ".join(each.name(language) for each in card.departments)
    missing = not (meeting.titles.kk if language == "kk" else meeting.titles.ru)
    return paragraphs(
        lines(
            strong(meeting.title(language)),
            words.t("The original: published in this language only.") if missing else "",
            words.t("Kind: {kind}", kind=kind(meeting.kind, words)),
            words.t("When: {when}", when=when(meeting, words)),
            words.t("Place: {place}", place=meeting.place(language)),
            words.t("Takes part: {departments}", departments=bodies) if bodies else "",
            words.t("For whom: {whom}", whom=whom(meeting.whom, words)),
        ),
        verbatim(meeting.text(language)),
        lines(*seats(card, words)),
    )


def seats(card: Card, words: Words) -> Sequence[str]:
    """How many go, how many seats are left, how long the line is."""
    left, waiting = card.seats_left, card.counts.waiting
    if left is None:
        free = words.t("The number of seats is not limited.")
    else:
        free = words.t("Seats left: {n}", n=left) if left else words.t("No seats are left.")
    return (
        words.t("Going: {n}", n=card.counts.going),
        free,
        words.t("On the waiting list: {n}", n=waiting) if waiting else "",
    )


def answers(card: Card, words: Words, notice_id: int = 0) -> Rows:
    """«I will come» and «I cannot come», each with how many have said so; the line where no seat is left."""
    meeting, counts = card.meeting, card.counts
    come = Going(meeting.id, meeting.moves, notice_id).pack()
    if card.answer == "waiting" or (card.answer != "going" and card.is_full):
        label = f"🔔 {words.b('Waiting list')} · {counts.waiting}"
    else:
        label = f"✅ {words.b('I will come')} · {counts.going}"
    no = Button(f"{words.b('I cannot come')} · {counts.no}", NotGoing(meeting.id, meeting.moves, notice_id).pack())
    return pairs([Button(label, come), no])


def standing(card: Card, now: datetime, words: Words) -> str:
    """What has become of it, and of one's own answer."""
    meeting, mine = card.meeting, card.mine
    if meeting.state == "cancelled":
        return words.t("The meeting will not take place.")
    if meeting.starts_at <= now:
        return words.t("The meeting has begun already.")
    if mine is None:
        return words.t("The list is closed: {when}", when=words.when(meeting.answer_by)) if _closed(card, now) else ""
    if mine.answer == "waiting":
        return words.t("You are on the waiting list. Your place in the list: {n}.", n=card.place)
    if mine.answer == "no":
        return words.t("You said that you cannot come. If that changes, answer here.")
    said = words.t("You are on the list for the meeting: {when}.", when=words.when(meeting.starts_at))
    return lines(f"✅ {said}", words.t("Please say whether you will come.") if mine.asked else "")


def _closed(card: Card, now: datetime) -> bool:
    return card.meeting.answer_by <= now


def look(card: Card, now: datetime, words: Words, above: str = "") -> Screen:
    """A meeting looked at, with one's own answer; it can be changed until the beginning."""
    ahead = card.meeting.is_ahead(now)
    until = ""
    if ahead and card.mine is None and now < card.meeting.answer_by < card.meeting.starts_at:
        until = words.t("Answer until: {when}", when=words.when(card.meeting.answer_by))
    text = paragraphs(above, block(card, words), standing(card, now, words), until)
    may = ahead and (card.mine is not None or not _closed(card, now))
    share = ((_share(card, words),),) if ahead else ()
    return Screen(text, (*(answers(card, words) if may else ()), *share, footer(words, Meetings())))


def _share(card: Card, words: Words) -> Button:
    return Button(f"📨 {words.b('Share')}", Share(card.meeting.id).pack())


def is_moved(words: Words) -> str:
    """Over the card that an old button has led to."""
    return words.t("The meeting has been moved. Please answer for the new day and place.")


def noted(words: Words) -> str:
    """Over the card, for somebody of whom nothing is kept."""
    return words.t("All right. If that changes, answer here.")


def listing(seen: Listing, words: Words) -> Screen:
    """What is still to come, the nearest first; a sign where one goes or waits."""
    if not seen.cards:
        return Screen(words.t("No meetings are planned."), ((home(words),),))
    text = paragraphs(words.t("Nearest meetings:"), *(_line(each, words) for each in seen.cards))
    rows = tuple((Button(cut(label(each, words)), Look(each.meeting.id).pack()),) for each in seen.cards)
    last = (seen.page + 1) * PAGE >= seen.total
    more = () if last else ((Button(words.b("Show more"), Meetings(seen.page + 1).pack()),),)
    back = Meetings(seen.page - 1) if seen.page else Home()
    return Screen(text, (*rows, *more, footer(words, back)))


def _line(card: Card, words: Words) -> str:
    meeting = card.meeting
    left = card.seats_left
    free = "" if left is None else words.t("Seats left: {n}", n=left) if left else words.t("No seats are left.")
    return lines(strong(meeting.title(words.language)), when(meeting, words), free)


def label(card: Card, words: Words) -> str:
    """A meeting on a button: its day leads, and what one has answered."""
    meeting = card.meeting
    sign = {"going": "✅ ", "waiting": "🔔 "}.get(card.answer or "", "")
    return f"{sign}{words.short_day(words.local(meeting.starts_at).date())} · {meeting.title(words.language)}"


def share(card: Card, address: str, words: Words, back: Key | None = None) -> Screen:
    """Plain words with a link, for people who are not here yet; the way back is to the card, unless named."""
    plain = shared(card, words)
    button = Button(f"📨 {words.b('Share')}", url=f"https://t.me/share/url?url={quote(address)}&text={quote(plain)}")
    text = paragraphs(words.t("Text to pass on:"), lines(escape(plain, quote=False), escape(address, quote=False)))
    return Screen(text, ((button,), footer(words, back or Look(card.meeting.id))))


def shared(card: Card, words: Words) -> str:
    meeting, language = card.meeting, words.language
    return lines(
        meeting.title(language),
        words.b("When: {when}", when=when(meeting, words)),
        words.b("Place: {place}", place=meeting.place(language)),
        meeting.text(language),
        words.b("Say whether you will come:"),
    )


def _letter(card: Card, said: str, words: Words) -> Screen:
    """A letter about a meeting is its control panel: what it is, and both answers."""
    meeting, language = card.meeting, words.language
    text = lines(
        said,
        strong(meeting.title(language)),
        words.t("When: {when}", when=when(meeting, words)),
        words.t("Place: {place}", place=meeting.place(language)),
    )
    more = Button(words.b("Details"), Look(meeting.id).pack())
    return Screen(text, (*answers(card, words), (more, home(words))))


def seated(card: Card, words: Words) -> Screen:
    """The first in line has a seat now."""
    said = words.t("A seat is free, and it is yours. Will you come?")
    return _letter(card, f"🔔 {said}", words)


def day_before(card: Card, now: datetime, words: Words) -> Screen:
    starts_at = card.meeting.starts_at
    if words.local(starts_at).date() == words.local(now).date() + timedelta(days=1):
        said = words.t("Reminder: the meeting is tomorrow at {time}.", time=words.time(starts_at))
    else:
        said = words.t("Reminder of the meeting: {when}.", when=words.when(starts_at))
    return _letter(card, f"🔔 {said}", words)


def soon(card: Card, now: datetime, words: Words) -> Screen:
    starts_at = card.meeting.starts_at
    if abs(starts_at - now - TWO_HOURS) <= NEARLY:
        said = words.t("The meeting is in 2 hours: {time}.", time=words.time(starts_at))
    else:
        said = words.t("The meeting begins soon: {time}.", time=words.time(starts_at))
    return _letter(card, f"🔔 {said}", words)


def moved(card: Card, old: datetime, elsewhere: bool, words: Words) -> Screen:  # noqa: FBT001 -- read from a letter's data
    """Another day, another place or both; asked anew."""
    new = card.meeting.starts_at
    said = (
        words.t("The meeting is moved: {old} → {new}", old=words.when(old), new=words.when(new)) if old != new else "",
        words.t("The place of the meeting has changed.") if elsewhere else "",
        words.t("Please say whether you will come."),
    )
    return _letter(card, f"🔁 {lines(*said)}", words)


def cancelled(card: Card, words: Words) -> Screen:
    meeting = card.meeting
    said = words.t("The meeting will not take place: {title}", title=meeting.title(words.language))
    text = lines(f"✖️ {said}", words.t("When: {when}", when=when(meeting, words)))
    return Screen(text, ((Button(words.b("Other meetings"), Meetings().pack()), home(words)),))
