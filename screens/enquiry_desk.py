"""Questions in writing in the staff's words: in their group's thread, in a list, one by one."""

from collections.abc import Sequence

from rules.centres import Topic
from rules.enquiries import Enquiry, Line, Seen
from rules.keys.desk import Day
from rules.keys.enquiries import Answered, Open, TakeOn, Waiting
from rules.letters import Button, Rows, Screen
from screens.common import footer, home, lines, paragraphs, strong, verbatim
from screens.times import cut
from screens.words import Words

PAGE = 6
MOST_LINES = 12  # the newest of a long talk


def desk_button(centre_id: int, waiting: int, words: Words) -> Button:
    return Button(f"💬 {words.b('Questions in writing: {n}', n=waiting)}", Waiting(centre_id).pack())


def waiting(found: Sequence[Seen], key: Waiting, words: Words) -> Screen:
    """What waits for an answer, the most urgent first."""
    pages = max(1, -(-len(found) // PAGE))
    at = min(max(key.page, 0), pages - 1)
    here = found[at * PAGE : (at + 1) * PAGE]
    head = strong(words.t("Questions in writing that wait: {n}", n=len(found)))
    text = paragraphs(head, lines(*(_line(each, words) for each in here)) or words.t("Every question is answered."))
    buttons = tuple((Button(cut(_label(each, words)), Open(each.enquiry.id).pack()),) for each in here)
    more: Rows = (
        ((Button(words.b("Show more"), Waiting(key.centre_id, (at + 1) % pages).pack()),),) if pages > 1 else ()
    )
    return Screen(text, (*buttons, *more, footer(words, Day(key.centre_id))))


def _line(seen: Seen, words: Words) -> str:
    due, whose = words.when(seen.enquiry.due_at), seen.owner or words.b("nobody's yet")
    return words.t("№ {number} · by: {when} · {owner}", number=seen.enquiry.id, when=due, owner=whose)


def _label(seen: Seen, words: Words) -> str:
    return f"№ {seen.enquiry.id} · {seen.topic.name(words.language)}"


def card(seen: Seen, reader_id: int, words: Words, above: str = "") -> Screen:
    """All that was said; what is typed under it goes to whoever asked."""
    head = lines(strong(_head(seen, words)), _state(seen, words), _owner(seen, words))
    said = lines(*(f"{'↩️' if each.from_staff else '💬'} {verbatim(each.text)}" for each in seen.lines[-MOST_LINES:]))
    how = words.t("Write here: the person gets your words.")
    back = footer(words, Waiting(seen.enquiry.centre_id))
    return Screen(paragraphs(above, head, said, how), (*_deeds(seen, reader_id, words), back))


def _head(seen: Seen, words: Words) -> str:
    topic = seen.topic.name(words.language)
    return words.t("Question {number}: {topic}", number=seen.enquiry.id, topic=topic)


def _state(seen: Seen, words: Words) -> str:
    if seen.enquiry.state == "open":
        return words.t("Answer promised by: {when}.", when=words.when(seen.enquiry.due_at))
    return words.t("It is answered.")


def _owner(seen: Seen, words: Words) -> str:
    return words.t("Taken by: {name}", name=seen.owner) if seen.owner else words.t("Nobody has taken it yet.")


def _deeds(seen: Seen, reader_id: int, words: Words) -> Rows:
    if seen.enquiry.state == "closed":
        return ()
    return ((_done(seen, words),),) if seen.enquiry.owner_id == reader_id else (_both(seen, words),)


def _both(seen: Seen, words: Words) -> tuple[Button, ...]:
    """What anybody who answers can do with a question."""
    take = Button(f"🙋 {words.b('I take it')}", TakeOn(seen.enquiry.id, seen.enquiry.owner_id or 0).pack())
    return (take, _done(seen, words))


def _done(seen: Seen, words: Words) -> Button:
    return Button(f"✅ {words.b('Answered')}", Answered(seen.enquiry.id, seen.newest).pack())


def yours(words: Words) -> str:
    return words.b("The question is yours. Before its term passes you are reminded.")


def put_away(words: Words) -> str:
    return words.b("The question is closed. If the person writes again, it comes back.")


def on_its_way(words: Words) -> str:
    return words.b("The person gets this answer.")


# --- in the staff's group, and in the morning --------------------------------------------------------------


def title(one: Enquiry, topic: Topic, words: Words) -> str:
    """Of the thread: no name in it."""
    return words.b("Question {number}: {topic}", number=one.id, topic=topic.name(words.language))


def asked(seen: Seen, line: Line, words: Words) -> Screen:
    """What was asked or added, to whoever answers."""
    due = words.t("Answer promised by: {when}.", when=words.when(seen.enquiry.due_at))
    how = words.t("Write here or reply to this message: the person gets your words.")
    return Screen(paragraphs(lines(f"💬 {_head(seen, words)}", due), verbatim(line.text), how), (_both(seen, words),))


def passed(seen: Seen, line: Line | None, words: Words) -> Screen:
    """A reply is on its way; one more tap says that nothing is left to do."""
    rows = () if line is None or seen.enquiry.state == "closed" else ((_done(seen, words),),)
    return Screen(lines(f"✅ {words.t('The person gets this answer.')}", _owner(seen, words)), rows)


def taken(seen: Seen, words: Words) -> Screen:
    return Screen(f"🙋 {_head(seen, words)}\n{_owner(seen, words)}")


def done(seen: Seen, words: Words) -> Screen:
    return Screen(lines(f"✅ {_head(seen, words)}", words.t("It is answered."), _owner(seen, words)))


def late(seen: Seen, words: Words) -> Screen:
    said = words.t("The answer was promised by: {when}.", when=words.when(seen.enquiry.due_at))
    return Screen(lines(f"⏰ {_head(seen, words)}", said, _owner(seen, words)), (_both(seen, words),))


def soon(seen: Seen, words: Words) -> Screen:
    """To its owner, or to the coordinator of a question that is nobody's."""
    said = words.t("Answer promised by: {when}.", when=words.when(seen.enquiry.due_at))
    open_it = Button(words.b("Read and answer"), Open(seen.enquiry.id).pack())
    return Screen(lines(f"⏳ {_head(seen, words)}", said, _owner(seen, words)), ((open_it,), (home(words),)))
