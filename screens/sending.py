"""Notices as staff see them: the list, the draft with everything that can be set, the way of it, the report."""

from collections.abc import Sequence

import screens.directions
from rules.broadcasts import Audience, Broadcast, Report, State, Who
from rules.filters import Direction
from rules.keys.broadcasts import (
    AskSend,
    AskStop,
    AskWhen,
    AskWho,
    Begin,
    CallBack,
    Correct,
    Desk,
    Drop,
    OneLanguage,
    Open,
    Pause,
    Resend,
    Resume,
    Share,
    Test,
    Write,
)
from rules.keys.desk import Panel as StaffPanel
from rules.letters import Button, Screen
from rules.sending import Panel
from screens.broadcasts import plain
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.words import Words

PAGE = 5
DIRECTIONS = 6  # on one screen
_SHOWN = 600  # characters of a text on a panel
_TITLE = 28
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(words.b("Notices"), Desk(centre_id).pack())


def desk(key: Desk, found: Sequence[Broadcast], total: int, words: Words) -> Screen:
    """A centre's notices, newest first."""
    rows = [(Button(_line(one, words), Open(one.id).pack()),) for one in found]
    begin = (Button(f"➕ {words.b('New broadcast')}", Begin(key.centre_id).pack()),)
    more = key.page + 1 if (key.page + 1) * PAGE < total else 0
    further = ((Button(words.b("Show more"), Desk(key.centre_id, more).pack()),),) if total > PAGE else ()
    text = words.t("Notices of the centre: {n}", n=total) if total else words.t("No notice has been sent yet.")
    return Screen(text, (begin, *rows, *further, footer(words, StaffPanel(key.centre_id))))


def _line(one: Broadcast, words: Words) -> str:
    title = " ".join(plain(one.text(words.language)).split()) or "…"
    cut = title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"
    return f"{_MARKS[one.state]} {cut}"


_MARKS: dict[State, str] = {
    "draft": "✏️",
    "scheduled": "🕒",
    "running": "📤",
    "paused": "⏸",
    "done": "✅",
    "cancelled": "✖️",
}


# --- writing -----------------------------------------------------------------------------------------------


def ask_text(one: Broadcast, language: str, words: Words, above: str = "") -> Screen:
    """One language after the other; the second may be left out by a tap that is recorded."""
    asked = words.t("Write the text in Kazakh.") if language == "kk" else words.t("Write the text in Russian.")
    how = words.t("Send or forward a text, or a photo or a file with a caption.") if not one.kk and not one.ru else ""
    alone = Button(words.b("This language is enough"), OneLanguage(one.id, one.rev).pack())
    rows = ((alone,),) if one.kk or one.ru else ()
    return Screen(paragraphs(above, lines(asked, how)), (*rows, footer(words, Desk(one.centre_id))))


def panel(found: Panel, words: Words, above: str = "") -> Screen:
    """The notice as it stands, with everything that can be done with it now."""
    one = found.broadcast
    text = paragraphs(above, lines(*_head(found, words)), _texts(one), lines(*numbers(found, words)))
    return Screen(text, (*pairs(_deeds(found, words)), footer(words, Desk(one.centre_id))))


def _head(found: Panel, words: Words) -> list[str]:
    one = found.broadcast
    states = {
        "draft": words.t("Draft of a notice"),
        "scheduled": words.t("The notice is scheduled"),
        "running": words.t("The notice is being sent"),
        "paused": words.t("Sending is paused"),
        "done": words.t("The notice is sent"),
        "cancelled": words.t("Sending was stopped"),
    }
    when = words.t("It will be sent: {when} (Astana time).", when=words.when(one.due_at)) if one.due_at else ""
    invites = words.t("It carries an invitation to a meeting.") if one.meeting_id else ""
    return [strong(f"{_MARKS[one.state]} {states[one.state]}"), when if one.state == "scheduled" else "", invites]


def _texts(one: Broadcast) -> str:
    media = {"photo": "🖼", "document": "📎"}.get(one.media.kind if one.media else "", "")
    shown = [(LANGUAGE_NAMES[code], plain(html)) for code, html in (("kk", one.kk), ("ru", one.ru)) if html]
    return paragraphs(media, *(lines(f"<i>{name}</i>", verbatim(_short(text))) for name, text in shown))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def numbers(found: Panel, words: Words) -> list[str]:
    one, report = found.broadcast, found.report
    whom = words.t("To: {whom}", whom=audience(one.audience, found.direction, words))
    if one.state in {"draft", "scheduled"}:
        size = words.t("Recipients: {n}. Blocked the bot: {blocked}.", n=found.size.people, blocked=found.size.blocked)
        return [whom, size]
    if one.state in {"running", "paused"}:
        total = max(report.total, found.size.people)
        return [whom, words.t("Sending: {sent} of {total}", sent=report.ended, total=total)]
    absent = (
        words.t("Organisations not here yet: {n}. Pass the text on to them.", n=found.absent) if found.absent else ""
    )
    return [whom, *ended(report, words), absent]


def ended(report: Report, words: Words) -> list[str]:
    """The parts add up to the whole."""
    said = words.t(
        "Finished. Sent: {sent}. Blocked: {blocked}. Failed: {failed}. Uncertain: {uncertain}.",
        sent=report.sent,
        blocked=report.blocked,
        failed=report.failed,
        uncertain=report.uncertain,
    )
    unwanted = words.t("Did not want notices any more: {n}", n=report.refused) if report.refused else ""
    stopped = words.t("Not sent, as sending was stopped: {n}", n=report.stopped) if report.stopped else ""
    doubt = words.t("Uncertain: Telegram did not confirm. The message may have arrived.") if report.uncertain else ""
    return [words.t("Recipients in all: {n}", n=report.total), said, unwanted, stopped, doubt]


def audience(audience: Audience, direction: Direction | None, words: Words) -> str:
    parts = [who_name(audience.who, words)]
    if direction is not None:
        parts.append(screens.directions.label(direction, words))
    if audience.language:
        parts.append(LANGUAGE_NAMES[audience.language])
    return " · ".join(parts)


def who_name(who: Who, words: Words) -> str:
    return {
        "everyone": words.b("Everyone"),
        "subscribers": words.b("Contest subscribers"),
        "staff": words.b("Staff"),
    }[who]


def _deeds(found: Panel, words: Words) -> list[Button]:
    one = found.broadcast
    seen = Button(words.b("Send a test to me"), Test(one.id).pack())
    share = Button(f"🔗 {words.b('Text to pass on')}", Share(one.id).pack())
    match one.state:
        case "draft":
            return _while_drafted(one, words) if not one.missing else [_text(one, words), _drop(one, words)]
        case "scheduled":
            back = Button(f"↩️ {words.b('Call it back')}", CallBack(one.id, one.rev).pack())
            return [back, seen, *_correct(one, words)]
        case "running" | "paused":
            return [*_under_way(one, words), *_correct(one, words), share]
        case "done":
            again = Button(words.b("Send again where uncertain"), Resend(one.id).pack())
            return [*([again] if found.uncertain else []), *_correct(one, words), share]
        case _:
            return [share]


def _while_drafted(one: Broadcast, words: Words) -> list[Button]:
    return [
        Button(words.b("Send a test to me"), Test(one.id).pack()),
        Button(words.b("Who will receive it?"), AskWho(one.id, one.rev).pack()),
        _text(one, words),
        Button(words.b("Set a time"), AskWhen(one.id, one.rev).pack()),
        Button(f"📤 {words.b('Send now')}", AskSend(one.id, one.rev).pack()),
        _drop(one, words),
    ]


def _text(one: Broadcast, words: Words) -> Button:
    return Button(words.b("Write the text anew"), Write(one.id, one.rev).pack())


def _drop(one: Broadcast, words: Words) -> Button:
    return Button(words.b("Throw the draft away"), Drop(one.id, one.rev).pack())


def _under_way(one: Broadcast, words: Words) -> list[Button]:
    again = Button(f"🔄 {words.b('Refresh')}", Open(one.id).pack())
    if one.state == "paused":
        turn = Button(f"▶️ {words.b('Resume sending')}", Resume(one.id, one.rev).pack())
    else:
        turn = Button(f"⏸ {words.b('Pause sending')}", Pause(one.id, one.rev).pack())
    return [again, turn, Button(f"⏹ {words.b('Stop sending')}", AskStop(one.id, one.rev).pack())]


def _correct(one: Broadcast, words: Words) -> list[Button]:
    labels = {"kk": words.b("Correct the Kazakh text"), "ru": words.b("Correct the Russian text")}
    written = [code for code in ("kk", "ru") if getattr(one, code)]
    return [Button(labels[code], Correct(one.id, one.rev, code).pack()) for code in written]


def not_a_notice(words: Words) -> str:
    return words.t("A notice is a text, a photo or a file. Please send one of these.")


def first_of_album(words: Words) -> str:
    """Over what comes next, where several photos were sent at once."""
    return words.t("A notice carries one photo: the first of the album is taken.")


def ask_correction(one: Broadcast, language: str, words: Words, above: str = "") -> Screen:
    asked = words.t("Write the text in Kazakh.") if language == "kk" else words.t("Write the text in Russian.")
    changes = words.t("It also changes where it has arrived already.") if one.state != "scheduled" else ""
    return Screen(paragraphs(above, lines(asked, changes)), (footer(words, Open(one.id)),))


def old_button(found: Panel, words: Words) -> Screen:
    return panel(found, words, words.t("This button is old. This is how it stands now:"))


def tested(found: Panel, words: Words) -> Screen:
    return panel(found, words, words.t("Sent to you as it will arrive."))
