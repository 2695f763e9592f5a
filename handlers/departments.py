"""The departments that answer proposals, as a centre sets them up."""

from telegram import Update

import actions.setup
import screens.bodies
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.setup import Department, Departments, EndDepartment
from rules.refusal import OutdatedButton


async def departments(_update: Update, context: Context) -> None:
    await show(context, context.key(Departments))


async def show(context: Context, key: Departments, above: str = "") -> None:
    seen = await context.read(actions.setup.departments, context.person, key.centre_id)
    await context.show(screens.bodies.departments(key, seen, context.words, above))


async def department(_update: Update, context: Context) -> None:
    key = context.key(Department)
    seen = await context.read(actions.setup.departments, context.person, key.centre_id)
    one = next((each for each in seen.departments if each.id == key.department_id), None)
    if one is None:
        raise OutdatedButton
    await context.show(screens.bodies.department(one, context.words))


async def end_department(_update: Update, context: Context) -> None:
    key = context.key(EndDepartment)
    one = await context.do(actions.setup.end_department, context.person, key.centre_id, key.department_id, key.ended)
    if key.ended:
        return await context.show(screens.bodies.ended(one, context.words))
    return await context.show(screens.bodies.department(one, context.words))


TAPS: dict[type[Key], Step] = {Departments: departments, Department: department, EndDepartment: end_department}
