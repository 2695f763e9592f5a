"""The buttons of the office and of its switches."""

import rules.keys.desk
import rules.keys.switches
from rules.keys.codec import Key
from tests.attack.buttons import WHOLE, at_centre, row
from tests.attack.cast import Stage


async def switch(stage: Stage) -> Key:
    """On as it is already: nothing changes for those who come after."""
    return rules.keys.switches.Switch(stage.centre.id, "meetings", 0)


ROWS = (
    at_centre(rules.keys.desk.Office, WHOLE),
    at_centre(rules.keys.switches.Switches, WHOLE),
    row(rules.keys.switches.Switch, WHOLE, switch),
)
