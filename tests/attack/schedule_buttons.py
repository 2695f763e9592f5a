"""The buttons of the schedule: weeks, dates, hours, holidays, limits. What is set here is so already."""

import rules.keys.schedule
from rules.keys.codec import Key
from rules.keys.schedule import USUAL
from tests.attack.buttons import CHANGING, RECORDING, WHOLE, at_centre, row
from tests.attack.cast import Stage

SUNDAY = 0b1000000


async def preview(stage: Stage) -> Key:
    return rules.keys.schedule.PreviewHours(stage.centre.id, stage.specialist_id, SUNDAY, "")


async def preview_of_the_centre(stage: Stage) -> Key:
    return rules.keys.schedule.PreviewHours(stage.centre.id, 0, SUNDAY, "")


async def usual(stage: Stage) -> Key:
    return rules.keys.schedule.SetHours(stage.centre.id, stage.specialist_id, SUNDAY, 1, 0, USUAL)


async def free_sunday(stage: Stage) -> Key:
    return rules.keys.schedule.SetHours(stage.centre.id, 0, SUNDAY, 0, 0, "")


async def no_limit(stage: Stage) -> Key:
    return rules.keys.schedule.Limit(stage.centre.id, stage.specialist_id, 0)


ROWS = (
    at_centre(rules.keys.schedule.Schedule, RECORDING),
    at_centre(rules.keys.schedule.Week, CHANGING, "specialist"),
    at_centre(rules.keys.schedule.Week, WHOLE, "whole"),
    at_centre(rules.keys.schedule.Weekdays, WHOLE, "specialist"),
    at_centre(rules.keys.schedule.Dates, WHOLE, "specialist"),
    at_centre(rules.keys.schedule.AskHours, WHOLE, "specialist", "one"),
    at_centre(rules.keys.schedule.AskHours, WHOLE, "whole", "day"),
    row(rules.keys.schedule.PreviewHours, WHOLE, preview),
    row(rules.keys.schedule.PreviewHours, WHOLE, preview_of_the_centre),
    row(rules.keys.schedule.SetHours, WHOLE, usual),
    row(rules.keys.schedule.SetHours, WHOLE, free_sunday),
    at_centre(rules.keys.schedule.Holidays, WHOLE),
    at_centre(rules.keys.schedule.Limits, WHOLE, "specialist"),
    row(rules.keys.schedule.Limit, WHOLE, no_limit),
)
