"""A list of organisations taken in, every row that a person has to look at, and invitations for all of them."""

from collections.abc import Sequence
from html import escape

import screens.imports
import screens.organisations
from rules.centres import Centre
from rules.keys.organisations import Invitations, Register, UndoList
from rules.letters import Button, Document, Screen
from rules.organisation_lists import Reason, Row, Taken, TakenBack
from rules.organisations import Link
from rules.readings import SheetRefused
from rules.sheets import Sheet
from screens.common import footer, lines, paragraphs
from screens.words import Words

MOST = 15  # rows named on one screen
_WIDTHS = (44, 16, 44, 60, 60)


def ask(centre_id: int, waiting: int, words: Words, problem: str = "") -> Screen:
    """Which file is awaited; and the invitations for whoever came with an earlier one."""
    columns = "«БСН / БИН», «Атауы / Наименование»"
    text = paragraphs(
        escape(problem, quote=False),
        lines(
            words.t("Send a list of organisations: XLSX or CSV."), words.t("The columns: {columns}.", columns=columns)
        ),
    )
    return Screen(text, (*_all(centre_id, waiting, words), footer(words, Register(centre_id))))


def _all(centre_id: int, waiting: int, words: Words) -> tuple[tuple[Button, ...], ...]:
    label = f"📨 {words.b('All invitations')} · {waiting}"
    return ((Button(label, Invitations(centre_id).pack()),),) if waiting else ()


def done(taken: Taken, waiting: int, words: Words) -> Screen:
    """What has become of it; the first rows that a person has to look at."""
    named = problems(taken, words)
    body = "\n".join(escape(each, quote=False) for each in named[:MOST])
    rest = words.t("And more rows: {n}", n=len(named) - MOST) if len(named) > MOST else ""
    undo = ((Button(f"↩️ {words.b('Undo')}", UndoList(taken.list_id).pack()),),) if taken.list_id else ()
    rows = (*_all(taken.centre_id, waiting, words), *undo, footer(words, Register(taken.centre_id)))
    return Screen(paragraphs(f"✅ {counted(taken, words)}", lines(body, rest)), rows)


def counted(taken: Taken, words: Words) -> str:
    """How many of each."""
    return words.b(
        "Rows: {rows}. New: {new}. Known already: {known}. Wrong: {wrong}.",
        rows=taken.rows,
        new=taken.new,
        known=taken.known,
        wrong=len(taken.wrong),
    )


def problems(taken: Taken, words: Words) -> list[str]:
    """Row by row, with every reason and nothing of what stands there."""
    return [_line(row, words) for row in taken.wrong]


def _line(row: Row, words: Words) -> str:
    why = "; ".join(_reason(reason, row, words) for reason in row.reasons)
    return words.b("Row {row}: {problem}", row=row.number, problem=why)


def _reason(reason: Reason, row: Row, words: Words) -> str:
    names: dict[Reason, str] = {
        "bin_missing": words.b("there is no BIN"),
        "bin_wrong": words.b("the BIN does not pass the check"),
        "iin": words.b("this looks like a personal IIN, it is not saved"),
        "name_missing": words.b("there is no name"),
        "name_long": words.b("the name is too long"),
        "letters_lost": words.b("letters of the name are lost, save the file as XLSX"),
        "repeats": words.b("the same BIN stands in an earlier row: {row}", row=row.of),
    }
    return names[reason]


def undone(back: TakenBack, words: Words) -> Screen:
    kept = words.t("Kept, because somebody has opened the link or represents them: {n}", n=back.kept)
    text = lines(words.t("Taken back: {n}", n=back.gone), kept if back.kept else "")
    return Screen(text, (footer(words, Register(back.centre_id)),))


def refused(refusal: SheetRefused, words: Words) -> str:
    """Why a whole file cannot be read, and what to do."""
    if refusal.why == "no_heading":
        return words.b("No heading row was found. It must name the BIN and the name of the organisation.")
    return screens.imports.refused(refusal, words)


def sheet(links: Sequence[Link], addresses: Sequence[str], words: Words) -> Sheet:
    """An organisation a row, with the words to pass on to it in Kazakh and in Russian."""
    heading = (words.b("Name of the organisation"), words.b("BIN"), words.b("Link"), "Қазақша", "По-русски")
    kazakh, russian = (Words(language, words.zone) for language in ("kk", "ru"))
    rows = tuple(
        (
            link.organisation.name,
            link.organisation.bin,
            address,
            screens.organisations.to_forward(link, address, kazakh),
            screens.organisations.to_forward(link, address, russian),
        )
        for link, address in zip(links, addresses, strict=True)
    )
    return Sheet(words.b("Invitations"), (heading, *rows), _WIDTHS)


def invitations(centre: Centre, links: Sequence[Link], content: bytes, words: Words) -> Screen:
    """The file with a link for each; where nobody is to be invited there is none."""
    back = (footer(words, Register(centre.id)),)
    if not links:
        return Screen(words.t("Every organisation is represented already: there is nobody to invite."), back)
    text = lines(
        words.t("Invitations: {n}", n=len(links)),
        words.t("Each link is for one organisation. Send it to nobody else."),
        words.t("The link works until: {when}", when=words.when(links[0].until)),
    )
    return Screen(text, back, Document(f"invitations-{centre.code}.xlsx", content))


def not_written(centre_id: int, words: Words) -> Screen:
    said = words.t("The file could not be made. Please try again in a few minutes.")
    return Screen(said, (footer(words, Register(centre_id)),))
