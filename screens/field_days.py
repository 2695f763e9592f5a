"""Days on which people of a centre receive in a district, for the citizen: where, when, and a time there."""

from collections.abc import Sequence

from rules.centres import Topic
from rules.choices import Offer
from rules.field_days import FieldDay
from rules.keys.booking import Book, Pick
from rules.keys.codec import Key, minute
from rules.keys.sessions import FieldDay as FieldDayKey
from rules.keys.sessions import FieldDays, FieldTimes
from rules.keys.start import Contacts
from rules.letters import Button, Rows, Screen
from screens.common import footer, lines, pairs, paragraphs, strong, verbatim
from screens.words import Words

PAGE, TOPICS, TIMES, IN_A_ROW = 5, 5, 6, 3


def menu_button(words: Words) -> Button:
    return Button(f"🚌 {words.b('Days in districts')}", FieldDays().pack())


def rows(found: Sequence[FieldDay], topic_id: int, words: Words) -> Rows:
    """What stands among the free times of a topic: the times in the district, or the way to several days."""
    if not found:
        return ()
    if len(found) > 1:
        return ((menu_button(words),),)
    (one,) = found
    said = words.b("{date} · in a district", date=words.short_day(one.day))
    return ((Button(f"🚌 {said}", FieldTimes(one.id, topic_id).pack()),),)


def listed(found: Sequence[FieldDay], key: FieldDays, words: Words) -> Screen:
    """Page by page; after the last ones come the first again."""
    pages = max(-(-len(found) // PAGE), 1)
    here = found[key.page % pages * PAGE :][:PAGE]
    buttons = [Button(_short(one, words), FieldDayKey(one.id).pack()) for one in here]
    further = FieldDays((key.page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    if not found:
        return Screen(words.t("No days in districts are planned now."), (footer(words, Contacts()),))
    said = [f"• {span(one, words)}: {verbatim(one.place.read(words.language))}" for one in here]
    text = paragraphs(words.t("People of the centre receive in districts:"), lines(*said))
    return Screen(text, (*pairs(buttons), *more, footer(words, Contacts())))


def _short(one: FieldDay, words: Words) -> str:
    return f"{words.short_day(one.day)} · {words.time(one.starts_at)}–{words.time(one.ends_at)}"


def span(one: FieldDay, words: Words) -> str:
    """«жм, 4 желтоқсан, 10:00–13:00»."""
    return f"{words.on(one.day)}, {words.time(one.starts_at)}–{words.time(one.ends_at)}"


def head(one: FieldDay, names: Sequence[str], words: Words) -> str:
    """When, where and who."""
    return lines(
        f"🚌 {strong(words.b('Day in a district'))}",
        verbatim(span(one, words)),
        words.t("Place: {place}", place=one.place.read(words.language)),
        words.t("Specialists: {names}", names=", ".join(names)),
    )


def shown(one: FieldDay, names: Sequence[str], topics: Sequence[Topic], page: int, words: Words) -> Screen:
    """One of them; what it is about comes next."""
    pages = max(-(-len(topics) // TOPICS), 1)
    here = topics[page % pages * TOPICS :][:TOPICS]
    buttons = tuple((Button(topic.name(words.language)[:36], FieldTimes(one.id, topic.id).pack()),) for topic in here)
    further = FieldDayKey(one.id, (page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    text = paragraphs(head(one, names, words), words.t("What do you need advice on?"))
    return Screen(text, (*buttons, *more, footer(words, FieldDays())))


def times(one: FieldDay, topic: Topic, found: Sequence[Offer], page: int, words: Words) -> Screen:
    """The free times there; a tap on one books it."""
    pages = max(-(-len(found) // TIMES), 1)
    here = found[page % pages * TIMES :][:TIMES]
    buttons = [Button(words.time(each.starts_at), _book(topic, each).pack()) for each in here]
    further = FieldTimes(one.id, topic.id, (page + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    office: Rows = () if found else ((Button(words.b("Times at the centre"), Pick(topic.id).pack()),),)
    text = paragraphs(
        lines(
            strong(topic.name(words.language)),
            verbatim(f"🚌 {span(one, words)}"),
            words.t("Place: {place}", place=one.place.read(words.language)),
        ),
        words.t("Choose a time there:") if found else words.t("Everything there is taken."),
    )
    return Screen(text, (*_rows(buttons), *more, *office, footer(words, FieldDayKey(one.id))))


def _rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW))


def _book(topic: Topic, free: Offer) -> Key:
    return Book(topic.id, free.specialist_id, minute(free.starts_at))
