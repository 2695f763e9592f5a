"""The buttons of the office: switches, figures, numbers from before."""

import actions.base_lines
import rules.keys.desk
import rules.keys.figures
import rules.keys.switches
from rules.base_lines import Sketch
from rules.keys.codec import Key
from tests.attack.buttons import WHOLE, at_centre, plain, row
from tests.attack.cast import Stage

READING = WHOLE | {"viewer"}


async def switch(stage: Stage) -> Key:
    """On as it is already: nothing changes for those who come after."""
    return rules.keys.switches.Switch(stage.centre.id, "meetings", 0)


async def this_month(stage: Stage) -> Key:
    return rules.keys.figures.Workbook(stage.centre.id, 0)


async def begin(stage: Stage) -> Key:
    return rules.keys.figures.Begin(stage.centre.id, "people")


async def line(stage: Stage) -> int:
    """One that the coordinator has written; another one each time."""
    sketch = Sketch(stage.centre.id, "people", count=150, period="2021", source="газета")
    kept = await stage.town.db.do(actions.base_lines.keep, stage.people["coordinator"], sketch)
    return kept.line.id


async def open_one(stage: Stage) -> Key:
    return rules.keys.figures.Open(await line(stage))


async def correct(stage: Stage) -> Key:
    return rules.keys.figures.Correct(await line(stage))


async def take_away(stage: Stage) -> Key:
    return rules.keys.figures.TakeAway(await line(stage), 1)


ROWS = (
    at_centre(rules.keys.desk.Office, WHOLE),
    at_centre(rules.keys.switches.Switches, WHOLE),
    row(rules.keys.switches.Switch, WHOLE, switch),
    at_centre(rules.keys.figures.Figures, READING),
    row(rules.keys.figures.Workbook, READING, this_month),
    at_centre(rules.keys.figures.Earlier, READING),
    row(rules.keys.figures.Open, READING, open_one),
    at_centre(rules.keys.figures.Measures, WHOLE),
    row(rules.keys.figures.Begin, WHOLE, begin),
    row(rules.keys.figures.Correct, WHOLE, correct),
    row(rules.keys.figures.TakeAway, WHOLE, take_away, served=False),  # the second who takes it away is told it is gone
    plain(rules.keys.figures.Again("count"), set(), served=False),  # these go on with a draft that nobody here has
    plain(rules.keys.figures.NoSum(), set(), served=False),
    plain(rules.keys.figures.Times("1000"), set(), served=False),
    plain(rules.keys.figures.Keep(1), set(), served=False),
)
