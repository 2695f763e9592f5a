"""Asking in writing, in words: to the author, and to the staff in their group."""

from rules.centres import Topic
from rules.enquiries import Enquiry, Line, Offer
from rules.keys.booking import Pick
from rules.keys.enquiries import Enough, More, Write
from rules.letters import Button, Screen
from screens.common import footer, home, lines, paragraphs, strong, verbatim
from screens.words import Words


def button(topic_id: int, words: Words) -> Button:
    return Button(f"💬 {words.b('Ask in writing')}", Write(topic_id).pack())


def ask(offer: Offer, words: Words) -> Screen:
    text = paragraphs(
        strong(offer.topic.name(words.language)),
        words.t("A specialist answers here by: {day}.", day=words.on(offer.due_on)),
        words.t("Write your question in one message. Do not write an IIN or anything about health."),
    )
    return Screen(text, (footer(words, Pick(offer.topic.id)),))


def sent(one: Enquiry, words: Words) -> Screen:
    text = words.t(
        "Your question is with the specialists. The answer comes here by: {day}. What you write now is added to it.",
        day=words.on(one.due_on),
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


# --- in the staff's group ----------------------------------------------------------------------------------


def title(one: Enquiry, topic: Topic, words: Words) -> str:
    """Of the thread: no name in it."""
    return words.b("Question {number}: {topic}", number=one.id, topic=topic.name(words.language))


def asked(one: Enquiry, topic: Topic, line: Line, words: Words) -> Screen:
    head = words.t("Question {number}: {topic}", number=one.id, topic=topic.name(words.language))
    due = words.t("Answer promised by: {day}.", day=words.on(one.due_on))
    how = words.t("Write here or reply to this message: the person gets your words.")
    return Screen(paragraphs(lines(f"💬 {head}", due), verbatim(line.text), how))


def passed(words: Words) -> Screen:
    return Screen(f"✅ {words.t('The person gets this answer.')}")


def late(one: Enquiry, topic: Topic, words: Words) -> Screen:
    head = words.t("Question {number}: {topic}", number=one.id, topic=topic.name(words.language))
    return Screen(lines(f"⏰ {head}", words.t("The answer was promised by: {day}.", day=words.on(one.due_on))))
