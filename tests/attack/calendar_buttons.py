"""The owner's booking for the buttons of calendars; links that anybody may have of their own."""

from rules.keys.calendars import Begin, End, Feeds, File
from rules.keys.codec import Key
from tests.attack.buttons import EVERYONE, plain, row
from tests.attack.cast import Stage


async def file(stage: Stage) -> Key:
    return File((await stage.book()).id)


ROWS = (
    row(File, {"owner"}, file),
    plain(Feeds(), set(), served=False),  # no door is open to people in a box
    plain(Begin(), set(), served=False),
    plain(End(), EVERYONE),
)
