"""Asking in writing, in words: to the author, and to the staff in their group."""

from rules.centres import Topic
from rules.enquiries import Enquiry, Line, Offer
from rules.keys.booking import Pick
from rules.keys.enquiries import Enough, More, Write
from rules.letters import Button, Screen
from screens.common import footer, home, paragraphs, strong, verbatim
from screens.words import Words


def button(topic_id: int, words: Words) -> Button:
    return Button(f"💬 {words.b('Ask in writing')}", Write(topic_id).pack())


def ask(offer: Offer, words: Words) -> Screen:
    text = paragraphs(
        strong(offer.topic.name(words.language)),
        words.t("A specialist answers here by: {when}.", when=words.when(offer.due_at)),
        words.t("Write your question in one message. Do not write an IIN or anything about health."),
    )
    return Screen(text, (footer(words, Pick(offer.topic.id)),))


def sent(one: Enquiry, words: Words) -> Screen:
    text = words.t(
        "Your question is with the specialists. The answer comes here by: {when}. What you write now is added to it.",
        when=words.when(one.due_at),
    )
    return Screen(text, (footer(words, Pick(one.topic_id)),))


def more(one: Enquiry, words: Words) -> Screen:
    return Screen(words.t("Write what you want to add to your question."), (footer(words, Pick(one.topic_id)),))


def enough(words: Words) -> Screen:
    return Screen(words.t("Good. The question is closed."), ((home(words),),))


def answer(one: Enquiry, topic: Topic, line: Line, words: Words) -> Screen:
    """What a specialist wrote, as it was written."""
    head = words.t("Answer to your question. Topic: {topic}.", topic=topic.name(words.language))
    rows = (
        (Button(words.b("This is enough"), Enough(one.id).pack()),),
        (Button(words.b("Ask more"), More(one.id).pack()), Button(words.b("Book anyway"), Pick(topic.id).pack())),
        (home(words),),
    )
    return Screen(paragraphs(f"💬 {head}", verbatim(line.text)), rows)


def closed(one: Enquiry, topic: Topic, words: Words) -> Screen:
    """The staff say it is answered, and wrote nothing here: perhaps by phone."""
    head = words.t(
        "The centre has noted that your question is answered. Topic: {topic}.", topic=topic.name(words.language)
    )
    text = paragraphs(f"💬 {head}", words.t("If something is still open, ask more."))
    rows = (
        (Button(words.b("Ask more"), More(one.id).pack()), Button(words.b("Book anyway"), Pick(topic.id).pack())),
        (home(words),),
    )
    return Screen(text, rows)
