"""A sheet of contests in words: what is in it, which rows cannot be, imported, undone."""

from datetime import datetime

from rules.batches import Batch, Problem
from rules.keys.publishing import AskFile, Desk, Import, Problems, UndoImport
from rules.letters import Button, Screen
from rules.readings import MOST_BYTES, MOST_ROWS, SheetRefused
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.words import Words

PAGE = 15
_MEGABYTE = 1_000_000


def ask(centre_id: int, words: Words, above: str = "") -> Screen:
    text = paragraphs(above, words.t("Send an XLSX or CSV file."))
    return Screen(text, (footer(words, Desk(centre_id)),))


def look(read: Batch, words: Words) -> Screen:
    """What importing it would do. Nothing has been imported yet."""
    unusual = ", ".join(str(each.row) for each in read.problems if each.why == "unusual")
    text = paragraphs(
        lines(strong(read.name), _counts(read, words)),
        words.t("Check the amounts in these rows: {rows}", rows=unusual) if unusual else "",
        words.t("What comes in one language is published in it, as the original.") if read.new else "",
    )
    something = read.new or read.changed
    tell = Button(f"📣 {words.b('Import and send messages')}", Import(read.id, 1).pack())
    silent = Button(words.b("Import without messages"), Import(read.id, 0).pack())
    rows = ((tell,), (silent,)) if something else ()
    return Screen(text, (*rows, *_problems(read, words), footer(words, AskFile(read.centre_id))))


def _counts(read: Batch, words: Words) -> str:
    return words.t(
        "Rows: {total}. New: {new}. Changed: {changed}. Same: {same}. Errors: {errors}.",
        total=read.rows,
        new=read.new,
        changed=read.changed,
        same=read.same,
        errors=read.errors,
    )


def _problems(read: Batch, words: Words) -> tuple[tuple[Button, ...], ...]:
    return ((Button(words.b("Show the errors"), Problems(read.id).pack()),),) if read.problems else ()


def problems(read: Batch, page: int, words: Words) -> Screen:
    """Row by row, fifteen at a time; after the last ones come the first again."""
    pages = max(-(-len(read.problems) // PAGE), 1)
    here = page % pages
    shown = (line(each, words) for each in read.problems[here * PAGE :][:PAGE])
    more = ((Button(words.b("Show more"), Problems(read.id, (here + 1) % pages).pack()),),) if pages > 1 else ()
    return Screen(paragraphs(strong(read.name), lines(*shown)), (*more, footer(words, Desk(read.centre_id))))


def line(one: Problem, words: Words) -> str:
    said = {
        "title_missing": words.b("there is no title"),
        "deadline_impossible": words.b("there is no such day"),
        "deadline_unreadable": words.b("the deadline is not clear"),
        "repeats": words.b("repeats an earlier row with other contents, not imported: {where}", where=one.of),
        "unusual": words.b("the amount is far from the usual"),
    }
    return words.t("Row {row}: {problem}", row=one.row, problem=said.get(one.why) or words.b("cannot be read"))


def done(read: Batch, tell: int, until: datetime, words: Words) -> Screen:
    """Imported; until the first alert leaves it can be taken back."""
    said = words.t("Imported. You can undo this until {time}.", time=words.time(until))
    text = lines(f"✅ {said}", _counts(read, words), "" if tell else words.t("Saved. Nobody is told."))
    undo = Button(f"↩️ {words.b('Undo')}", UndoImport(read.id).pack())
    back = Button(words.b("Contests"), Desk(read.centre_id).pack())
    return Screen(text, (*pairs([undo, back]), *_problems(read, words), (home(words),)))


def undone(read: Batch, words: Words) -> Screen:
    text = words.t("The import is undone. Contests taken back: {n}.", n=read.new)
    return Screen(text, (footer(words, Desk(read.centre_id)),))


def refused(refusal: SheetRefused, words: Words) -> str:
    """Why a whole file cannot be read, and what to do."""
    most = MOST_BYTES // _MEGABYTE
    said = {
        "not_a_sheet": words.b("This kind of file is not accepted. Send: {kinds}.", kinds="XLSX, CSV"),
        "too_large": words.b("The file is too big. The limit: {max} MB.", max=most),
        "too_many_rows": words.b("The sheet is too long. Rows at most: {max}.", max=MOST_ROWS),
        "unsafe": words.b("The file holds macros or links to other files. Save it as a plain XLSX or CSV."),
        "no_heading": words.b("No heading row was found. It must name the title and the deadline."),
        "encoding": words.b("The letters of the file cannot be read. Save it as CSV UTF-8 or XLSX."),
        "broken_quotes": words.b("A quotation mark is not closed. Row: {row}.", row=refusal.row),
        "too_slow": words.b("The file takes too long to read. Send it in parts."),
    }
    return said[refusal.why]
