"""Organisations and who speaks for them: a number that is checked, a name that is read back, a word of the centre."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

import rules.bins
from rules.folding import clean
from rules.refusal import AlreadyDone, IinTyped, NotABin, OutdatedButton, TextTooLong, TextTooShort

State = Literal["asked", "confirmed", "declined", "ended"]
Reason = Literal["number", "person", "there", "other"]
"""Why the centre does not confirm: name and number differ, it does not know them, there is somebody already."""

REASONS: tuple[Reason, ...] = get_args(Reason)
LIVE: frozenset[State] = frozenset({"asked", "confirmed"})

NAME_LEAST, NAME_MOST = 3, 300
LINK_GOOD_FOR = timedelta(days=30)
LINK_FOR = 5  # people: the head, the accountant, whoever writes the applications


@dataclass(frozen=True, slots=True)
class Organisation:
    id: int
    centre_id: int
    bin: str
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    """`invited`: the centre's own link brought them, so nobody need look again. `reason`: why it is declined."""

    id: int
    organisation_id: int
    person_id: int
    state: State
    asked_at: datetime
    invited: bool = False
    decided_at: datetime | None = None
    decided_by: int | None = None
    rev: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One membership with its organisation; `name` is the person's, empty for whoever may not know it."""

    organisation: Organisation
    membership: Membership
    name: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """An organisation with everybody who speaks for it or has asked to."""

    organisation: Organisation
    members: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An invitation that somebody has opened: by its id from here on, the token is kept nowhere."""

    organisation: Organisation
    link_id: int


@dataclass(frozen=True, slots=True)
class Link:
    """A fresh invitation: its token is told this once."""

    organisation: Organisation
    token: str
    until: datetime


def check_bin(typed: str) -> str:
    """The number in twelve digits. Raises IinTyped for a person's, NotABin for anything else."""
    kind = rules.bins.tell(typed)
    if kind == "bin":
        return rules.bins.digits(typed)
    if kind == "iin" or rules.bins.looks_like_iin(typed):
        raise IinTyped
    raise NotABin


def check_name(typed: str) -> str:
    """Raises TextTooShort, TextTooLong; a number of a person in it is an IinTyped."""
    name = clean(typed)
    if len(name) < NAME_LEAST:
        raise TextTooShort(NAME_LEAST)
    if len(name) > NAME_MOST:
        raise TextTooLong(len(name), NAME_MOST)
    if rules.bins.holds_iin(name):
        raise IinTyped
    return name


def check_decision(before: Membership, rev: int) -> None:
    """Whether it still waits for the centre's word. Raises AlreadyDone, OutdatedButton."""
    if before.state != "asked":
        raise AlreadyDone
    if before.rev != rev:
        raise OutdatedButton


def reason(code: str) -> Reason:
    """The reason a button names; a forged one is outdated."""
    found: Reason | None = next((known for known in REASONS if known == code), None)
    if found is None:
        raise OutdatedButton
    return found


def decided(before: Membership, state: State, by: int | None, now: datetime) -> Membership:
    return replace(before, state=state, decided_at=now, decided_by=by, rev=before.rev + 1)


def declined(before: Membership, why: Reason, by: int | None, now: datetime) -> Membership:
    return replace(decided(before, "declined", by, now), reason=why)
