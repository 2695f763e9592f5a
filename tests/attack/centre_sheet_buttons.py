"""A centre's sheet that says another site, for the buttons of setting up from one."""

import actions.centre_sheets
from rules.centre_sheets import Line
from rules.keys.centre_sheets import ApplySheet, AskSheet, GiveSheet, SheetRows, UndoSheet
from rules.keys.codec import Key
from tests.attack.buttons import WHOLE, at_centre, row
from tests.attack.cast import Stage


async def _sheet(stage: Stage) -> int:
    lines = (Line(2, ("Сайт", "", "https://example.kz/")),)
    coordinator = stage.people["coordinator"]
    return (await stage.town.db.do(actions.centre_sheets.look, coordinator, stage.centre.id, lines)).sheet_id


async def rows(stage: Stage) -> Key:
    return SheetRows(await _sheet(stage))


async def apply(stage: Stage) -> Key:
    return ApplySheet(await _sheet(stage), 0)


async def undo(stage: Stage) -> Key:
    sheet_id = await _sheet(stage)
    await stage.town.db.do(actions.centre_sheets.apply, stage.people["coordinator"], sheet_id, 0)
    return UndoSheet(sheet_id)


ROWS = (
    at_centre(AskSheet, WHOLE),
    at_centre(GiveSheet, WHOLE),
    row(SheetRows, WHOLE, rows),
    row(ApplySheet, WHOLE, apply),
    row(UndoSheet, WHOLE, undo),
)
