"""A centre's own sentences for outcomes, in words."""

from collections.abc import Sequence

from rules.keys.outcomes import Outcomes, SaidOf
from rules.keys.sentences import AskSentence, Choose, KeepSentence, Sentences, ShowSentence, WriteSentence
from rules.letters import Button, Rows, Screen
from rules.sentences import Sentence
from screens.common import footer, lines, paragraphs, strong, verbatim
from screens.times import cut
from screens.words import Words

PAGE = 6


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(f"📝 {words.b('Sentences for outcomes')}", Sentences(centre_id).pack())


def listed(found: Sequence[Sentence], key: Sentences, words: Words, above: str = "") -> Screen:
    """The list as it is kept."""
    said = words.t("Specialists choose from these when they finish a visit; its person reads it in their own language.")
    none = words.t("There is none yet. A sentence has two lines: Kazakh and Russian.")
    pages, at, here = _page(found, key.page)
    rows = tuple((Button(cut(_text(each, words)), ShowSentence(each.id).pack()),) for each in here)
    more: Rows = (
        ((Button(words.b("Show more"), Sentences(key.centre_id, (at + 1) % pages).pack()),),) if pages > 1 else ()
    )
    add = Button(f"➕ {words.b('Add a sentence')}", AskSentence(key.centre_id).pack())
    text = paragraphs(above, strong(words.b("Sentences for outcomes")), said if found else none)
    return Screen(text, (*rows, *more, (add,), footer(words, SaidOf(key.centre_id))))


def _page(found: Sequence[Sentence], page: int) -> tuple[int, int, Sequence[Sentence]]:
    pages = max(1, -(-len(found) // PAGE))
    at = page % pages
    return pages, at, found[at * PAGE : (at + 1) * PAGE]


def _text(sentence: Sentence, words: Words) -> str:
    return sentence.texts.read(words.language)


def one(sentence: Sentence, words: Words, above: str = "") -> Screen:
    """In both languages; what is off the list comes back by the same button."""
    off = words.t("It is off the list. Outcomes written with it stay.") if sentence.closed else ""
    text = paragraphs(above, lines(verbatim(sentence.texts.kk), verbatim(sentence.texts.ru)), off)
    back = footer(words, Sentences(sentence.centre_id))
    if sentence.closed:
        return Screen(text, ((Button(f"↩️ {words.b('Undo')}", KeepSentence(sentence.id, 1).pack()),), back))
    change = Button(words.b("Edit"), AskSentence(sentence.centre_id, sentence.id).pack())
    drop = Button(words.b("Take off the list"), KeepSentence(sentence.id, 0).pack())
    return Screen(text, ((change, drop), back))


def ask(key: AskSentence, language: str, words: Words, now: str = "", why: str = "") -> Screen:
    """What is to be written, in which language; `now` is what stands there."""
    questions = {
        "kk": words.t("Write the sentence in Kazakh. It comes after the word «Agreed»."),
        "ru": words.t("Write the same in Russian."),
    }
    said = words.t("Now: {text}", text=now) if now else ""
    return Screen(lines(why, said, questions[language]), (footer(words, Sentences(key.centre_id)),))


def saved(words: Words) -> str:
    return f"✅ {words.t('Saved.')}"


def choose(found: Sequence[Sentence], key: Choose, words: Words) -> Screen:
    """For a visit: each of them a tap away."""
    pages, at, here = _page(found, key.page)
    rows = tuple(
        (Button(cut(_text(each, words)), WriteSentence(key.booking_id, key.rev, each.id).pack()),) for each in here
    )
    further = Choose(key.booking_id, key.rev, (at + 1) % pages)
    more: Rows = ((Button(words.b("Show more"), further.pack()),),) if pages > 1 else ()
    whole = lines(*(f"• {verbatim(_text(each, words))}" for each in here))
    none = words.t("The list is empty now. The coordinator keeps it.")
    back = footer(words, Outcomes(key.booking_id, key.rev))
    return Screen(paragraphs(words.t("What was agreed?"), whole or none), (*rows, *more, back))
