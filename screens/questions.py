"""A question brought along to a visit, in words: to its author, and to the staff."""

from collections.abc import Sequence

from rules.booking import Booking
from rules.desk import Card as Seen
from rules.enquiries import Line
from rules.keys.booking import Show
from rules.keys.desk import Visit
from rules.keys.questions import Ask, OpenFile, Read, TakeBack
from rules.letters import Button, Rows, Screen
from rules.questions import AT_MOST, Question
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.words import Words

MOST_LINES = 8  # of what was said in writing


def button(booking: Booking, words: Words) -> Button:
    """On the card of a booking to come."""
    return Button(f"📎 {words.b('Add a question')}", Ask(booking.id).pack())


def ask(booking: Booking, questions: Sequence[Question], words: Words, *, files: bool) -> Screen:
    """What has been said so far, and room for more."""
    kept = lines(*(f"• {_told(each, words)}" for each in questions))
    full = len(questions) >= AT_MOST
    more = words.t("There is no room for more. Take it back to write anew.") if full else _invited(words, files=files)
    back = [Button(words.b("Take it back"), TakeBack(booking.id).pack())] if questions else []
    head = words.t("The specialist reads this before the visit:") if questions else ""
    return Screen(paragraphs(lines(head, kept), more), (*pairs(back), footer(words, Show(booking.id))))


def _invited(words: Words, *, files: bool) -> str:
    if not files:
        return words.t("Write your question in one message. Do not write an IIN or anything about health.")
    return words.t(
        "Write your question, or send a photo, a file or a voice message. "
        "Do not send identity documents, an IIN or anything about health: messages pass through Telegram."
    )


def _told(question: Question, words: Words) -> str:
    what = kind(question.media_kind, words)
    return " · ".join(part for part in (what, verbatim(question.text)) if part)


def kind(code: str, words: Words) -> str:
    kinds = {"photo": words.b("Photo"), "document": words.b("File"), "voice": words.b("Voice message")}
    return kinds.get(code, "")


def words_only(booking_id: int, words: Words) -> Screen:
    """A file where the centre takes none."""
    text = words.t("This centre takes no files in the chat. Write your question in words, or bring the paper along.")
    return Screen(text, (footer(words, Show(booking_id)),))


# --- to staff ----------------------------------------------------------------------------------------------


def card_buttons(seen: Seen, words: Words) -> Rows:
    """On the staff's card of a visit: only that something was asked; what, behind a tap."""
    if not seen.questions:
        return ()
    label = words.b("Questions of this person: {n}", n=seen.questions)
    return ((Button(f"💬 {label}", Read(seen.visit.booking.id).pack()),),)


def read(booking_id: int, questions: Sequence[Question], words: Words, written: Sequence[Line] = ()) -> Screen:
    """`written`: what was asked and answered in writing before, so that nobody tells it twice."""
    back = footer(words, Visit(booking_id))
    if not questions and not written:
        return Screen(words.t("The person has taken the question back."), (back,))
    files = [
        Button(f"{kind(each.media_kind, words)} {number}", OpenFile(each.id).pack())
        for number, each in enumerate(questions, 1)
        if each.media is not None
    ]
    told = (f"{number}. {_told(each, words)}" for number, each in enumerate(questions, 1))
    before = lines(*(f"{'↩️' if each.from_staff else '💬'} {verbatim(each.text)}" for each in written[-MOST_LINES:]))
    head = strong(words.b("Asked in writing before")) if written else ""
    text = paragraphs(strong(words.b("What the person asks")), *told, lines(head, before))
    return Screen(text, (*pairs(files), back))


def file(question: Question, words: Words) -> Screen:
    """The thing itself, under what led there."""
    back = footer(words, Read(question.booking_id))
    return Screen(verbatim(question.text), (back,), attachment=question.media, below=True)
