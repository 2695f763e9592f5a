"""Organisations in words: whom one speaks for, what is read back, the centre's register, invitations to pass on."""

from collections.abc import Sequence

import screens.reservations
from rules.keys.desk import Office
from rules.keys.organisations import (
    Accept,
    AskBin,
    AskLeave,
    AskList,
    Claim,
    Confirm,
    Decline,
    End,
    Invite,
    Leave,
    Mine,
    Register,
)
from rules.keys.organisations import Roll as RollKey
from rules.keys.start import Settings
from rules.letters import Button, Document, Rows, Screen
from rules.organisations import REASONS, Card, Link, Membership, Organisation, Roll, State
from screens.common import footer, home, lines, pairs, paragraphs, strong, verbatim
from screens.words import Words

PAGE = 4
_TITLE = 30


def menu_button(words: Words) -> Button:
    return Button(f"🏛 {words.b('My organisation')}", Mine().pack())


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(words.b("Organisations"), Register(centre_id).pack())


def mine(cards: Sequence[Card], words: Words, above: str = "", *, lends: bool = False) -> Screen:
    """Everybody one speaks for, each with the way out. `lends`: whether the centre has rooms for them."""
    add = Button(f"➕ {words.b('Add an organisation')}", AskBin().pack())
    if not cards:
        why = words.t("Say which organisation you represent: its subscriptions and proposals stay with it.")
        return Screen(paragraphs(above, why), ((add,), footer(words, Settings())))
    shown = [lines(*_named(card.organisation, words), _state(card.membership.state, words)) for card in cards]
    out = [
        Button(f"{words.b('Leave')}: {_short(card.organisation)}", AskLeave(card.membership.id).pack())
        for card in cards
    ]
    rooms: Rows = ((screens.reservations.menu_button(words),),) if lends else ()
    rows = (*((button,) for button in out[:5]), *rooms, (add,), footer(words, Settings()))
    return Screen(paragraphs(above, *shown), rows)


def _named(one: Organisation, words: Words) -> tuple[str, str]:
    return strong(one.name), words.t("BIN: {bin}", bin=one.bin)


def _short(one: Organisation) -> str:
    return one.name if len(one.name) <= _TITLE else f"{one.name[: _TITLE - 1].rstrip()}…"


def _state(state: State, words: Words) -> str:
    return {
        "asked": words.t("Waiting for the centre to confirm."),
        "confirmed": f"✅ {words.t('The centre has confirmed.')}",
        "declined": words.t("The centre did not confirm."),
        "ended": words.t("You no longer represent it."),
    }[state]


def ask_bin(words: Words, above: str = "") -> Screen:
    text = paragraphs(above, words.t("Send the organisation's BIN: 12 digits."))
    return Screen(text, (footer(words, Mine()),))


def ask_name(words: Words, above: str = "") -> Screen:
    text = words.t("The centre does not know this BIN yet. Write the full name of the organisation.")
    return Screen(paragraphs(above, text), (footer(words, Mine()),))


def read_back(one: Organisation, mark: int, words: Words) -> Screen:
    """Read back whole: the check digit does not see every slip."""
    text = lines(words.t("Is this your organisation: {name}?", name=one.name), words.t("BIN: {bin}", bin=one.bin))
    yes = Button(f"✅ {words.b('Yes, ask the centre to confirm')}", Claim(mark).pack())
    again = Button(words.b("No, enter it again"), AskBin().pack())
    return Screen(text, ((yes,), (again,), (home(words),)))


def invitation(one: Organisation, words: Words) -> Screen:
    """By the centre's own link: one tap, and nobody need look again."""
    text = lines(words.t("Is this your organisation: {name}?", name=one.name), words.t("BIN: {bin}", bin=one.bin))
    yes = Button(f"✅ {words.b('Yes, I represent it')}", Accept().pack())
    return Screen(text, ((yes,), (home(words),)))


def claimed(card: Card, words: Words) -> Screen:
    said = words.t("The centre has been asked. I will write as soon as it answers.")
    return mine([card], words, said if card.membership.state == "asked" else "")


def ask_leave(card: Card, words: Words) -> Screen:
    text = lines(
        *_named(card.organisation, words),
        words.t("Stop representing it? Its subscriptions and proposals stay with the organisation."),
    )
    yes = Button(words.b("Yes, leave"), Leave(card.membership.id).pack())
    return Screen(text, ((yes,), footer(words, Mine())))


def left(card: Card, words: Words) -> str:
    return words.t("You no longer represent: {name}", name=card.organisation.name)


def asked(card: Card, words: Words) -> Screen:
    """For a coordinator, with both answers."""
    text = lines(
        f"🏛 {words.t('Somebody says that they represent an organisation. Please check and confirm.')}",
        *_named(card.organisation, words),
        words.t("Name: {name}", name=card.name),
    )
    return Screen(text, (*pairs(_answers(card, words)), (home(words),)))


def _answers(card: Card, words: Words) -> list[Button]:
    one = card.membership
    return [
        Button(f"✅ {words.b('Confirm')}", Confirm(one.id, one.rev).pack()),
        Button(f"✖️ {words.b('Do not confirm')}", Decline(one.id, one.rev).pack()),
    ]


def ask_reason(card: Card, words: Words) -> Screen:
    """Its person will read which it is, and what to do next."""
    one, names = card.membership, _reasons(words)
    text = lines(
        *_named(card.organisation, words),
        words.t("Name: {name}", name=card.name),
        words.t("Why is it not confirmed? The person will see the reason."),
    )
    rows = tuple((Button(names[each], Decline(one.id, one.rev, each).pack()),) for each in REASONS)
    return Screen(text, (*rows, footer(words, RollKey(card.organisation.id))))


def _reasons(words: Words) -> dict[str, str]:
    return {
        "number": words.b("BIN and name do not match"),
        "person": words.b("Not known as its representative"),
        "there": words.b("It has a representative already"),
        "other": words.b("Another reason"),
    }


def told(card: Card, phone: str, words: Words) -> Screen:
    """What the centre has said; where it said no, why, and what to do next."""
    one = card.membership
    text = lines(*_named(card.organisation, words), _state(one.state, words), _next(one, phone, words))
    again = [Button(words.b("Enter the BIN again"), AskBin().pack())] if one.reason == "number" else []
    return Screen(text, (*pairs([*again, menu_button(words)]), (home(words),)))


def _next(one: Membership, phone: str, words: Words) -> str:
    if one.state != "declined":
        return words.t("If this is a mistake, please call: {phone}", phone=phone) if one.state == "ended" else ""
    return {
        "number": words.t("The BIN and the name do not match. Check the number and enter it again."),
        "person": words.t(
            "The centre does not know you as its representative. Let the head of the organisation call the centre: "
            "{phone}",
            phone=phone,
        ),
        "there": words.t(
            "It has a representative already. If you represent it too, ask the centre for an invitation: {phone}",
            phone=phone,
        ),
        "other": words.t("To learn why, call the centre: {phone}", phone=phone),
    }[one.reason]


# --- the centre's register -----------------------------------------------------------------------------------


def register(key: Register, found: Sequence[Organisation], total: int, asking: Sequence[Card], words: Words) -> Screen:
    """Who waits for a word first, then the organisations by name."""
    text = lines(
        words.t("Organisations: {n}", n=total),
        words.t("Waiting for confirmation: {n}", n=len(asking)) if asking else "",
    )
    waiting = [
        (Button(f"🔔 {_short(card.organisation)}", RollKey(card.organisation.id).pack()),) for card in asking[:2]
    ]
    rows = [(Button(_short(one), RollKey(one.id).pack()),) for one in found]
    following = key.page + 1 if (key.page + 1) * PAGE < total else 0
    more = ((Button(words.b("Show more"), Register(key.centre_id, following).pack()),),) if total > PAGE else ()
    listed = Button(f"📄 {words.b('Import a list')}", AskList(key.centre_id).pack())
    return Screen(text, (*waiting, *rows, *more, (listed,), footer(words, Office(key.centre_id))))


def decided(words: Words) -> str:
    """Over the organisation, once the centre has said its word."""
    return f"✅ {words.t('Saved. The person is told.')}"


def roll(seen: Roll, words: Words, above: str = "") -> Screen:
    """One organisation with whoever speaks for it."""
    one = seen.organisation
    people = [lines(verbatim(card.name), _state(card.membership.state, words)) for card in seen.members]
    nobody = "" if people else words.t("Nobody represents it in the bot yet.")
    deeds = [button for card in seen.members[:2] for button in _deeds(card, words)]
    invite = Button(f"📨 {words.b('Make an invitation')}", Invite(one.id).pack())
    rows = (*pairs(deeds), (invite,), footer(words, Register(one.centre_id)))
    return Screen(paragraphs(above, lines(*_named(one, words)), *people, nobody), rows)


def _deeds(card: Card, words: Words) -> list[Button]:
    one = card.membership
    if one.state == "asked":
        return _answers(card, words)
    return [Button(f"{words.b('End')}: {card.name}"[:40], End(one.id, one.rev).pack())]


def invitation_to_pass_on(link: Link, address: str, picture: bytes, words: Words) -> Screen:
    """A picture with the code, and under it the words to forward, in Kazakh and in Russian."""
    kazakh, russian = (Words(language, words.zone) for language in ("kk", "ru"))
    text = paragraphs(*(verbatim(to_forward(link, address, each)) for each in (kazakh, russian)))
    document = Document(f"{link.organisation.bin}.png", picture)
    return Screen(text, (footer(words, RollKey(link.organisation.id)),), document=document)


def to_forward(link: Link, address: str, words: Words) -> str:
    """The words to pass on, as plain text."""
    return lines(
        words.b(
            "{name}: open the link to get contests, reminders and answers of the centre.", name=link.organisation.name
        ),
        address,
        words.b("The link works until: {when}", when=words.when(link.until)),
    )
