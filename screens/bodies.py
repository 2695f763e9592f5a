"""The departments that answer proposals, while a centre is set up."""

import screens.departments
from rules.centres import Department
from rules.keys.codec import Key
from rules.keys.setup import Ask, Departments, EndDepartment, Setup
from rules.keys.setup import Department as OneDepartment
from rules.letters import Button, Screen
from rules.setup import Bodies
from screens.common import footer, lines, paragraphs, strong
from screens.words import Words


def departments(asked: Departments, seen: Bodies, words: Words, above: str = "") -> Screen:
    found, pages = seen.departments, screens.departments.pages(seen.departments)

    def key(one: Department) -> Key:
        return OneDepartment(asked.centre_id, one.id)

    add = Button(f"➕ {words.b('Add')}", Ask(asked.centre_id, 0, "department_kk").pack())
    further = Departments(asked.centre_id, (asked.page + 1) % pages)
    more = (Button(words.b("Show more"), further.pack()),) if pages > 1 else ()
    count = words.t("Departments that answer proposals: {n}", n=len(found))
    text = paragraphs(lines(above, count), screens.departments.names(found, asked.page, words))
    buttons = screens.departments.buttons(found, asked.page, key, words)
    return Screen(text, (*buttons, (add, *more), footer(words, Setup(asked.centre_id))))


def department(one: Department, words: Words) -> Screen:
    end = Button(words.b("No new proposals"), EndDepartment(one.centre_id, one.id, 1).pack())
    text = lines(
        strong(one.name(words.language)),
        words.t("If it gets no new proposals, it still answers those it has."),
    )
    return Screen(text, ((end,), footer(words, Departments(one.centre_id))))


def ended(one: Department, words: Words) -> Screen:
    back = Button(f"↩️ {words.b('Undo')}", EndDepartment(one.centre_id, one.id, 0).pack())
    text = lines(strong(one.name(words.language)), words.t("It gets no new proposals."))
    return Screen(text, ((back,), footer(words, Departments(one.centre_id))))
