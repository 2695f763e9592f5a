"""A contest as a source announces it, before the house keeps it: what it is known by, what a change of it is."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, cast

from rules.deadlines import ZONE
from rules.folding import fold

Kind = Literal["gsz", "grant", "award"]
State = Literal["open", "changed", "review", "done", "cancelled", "appeal"]
KINDS: tuple[Kind, ...] = ("gsz", "grant", "award")
STATES: tuple[State, ...] = ("open", "changed", "review", "done", "cancelled", "appeal")
RUNNING: tuple[State, ...] = ("open", "changed")
_TEXTS = ("number", "title_ru", "title_kk", "customer_bin", "customer_name", "region", "url")
_MOMENTS = ("deadline", "published", "starts")
_COMPARED = ("title_ru", "title_kk", "customer_bin", "customer_name", "amount", "deadline", "region", "url", "kind")


@dataclass(frozen=True, slots=True)
class Contest:
    """What is not given is empty or None. `amount` in tenge; moments in UTC; `directions` are codes.

    `region`: ISO 3166-2, or KZ for the whole country. `starts`: when applications begin to be taken.
    """

    kind: Kind
    state: State = "open"
    region: str = ""
    number: str = ""
    title_ru: str = ""
    title_kk: str = ""
    customer_bin: str = ""
    customer_name: str = ""
    amount: Decimal | None = None
    deadline: datetime | None = None
    deadline_time_known: bool = True
    published: datetime | None = None
    published_time_known: bool = True
    starts: datetime | None = None
    directions: tuple[str, ...] = ()
    url: str = ""


def is_open(contest: Contest, now: datetime) -> bool:
    """Whether one can still apply; without a deadline, until its state says otherwise."""
    return contest.state in RUNNING and (contest.deadline is None or contest.deadline > now)


def aged(contest: Contest, now: datetime) -> Contest:
    """As it stands at this moment: one that ran and whose deadline is over is done."""
    return replace(contest, state="done") if contest.state in RUNNING and not is_open(contest, now) else contest


def identity(contest: Contest) -> str:
    """What it is known by, within one centre: SHA-256 of its number, or else of customer, title and deadline."""
    if contest.number:
        return _digest("number", fold(contest.number))
    customer = contest.customer_bin or fold(contest.customer_name)
    return _digest("title", customer, fold(contest.title_ru or contest.title_kk), _moment(contest.deadline))


def content(contest: Contest) -> str:
    """SHA-256 of all that a change would be; a deadline that passed is none, nor are stems that staff edited."""
    state = "" if contest.state in ("open", "done") else contest.state
    return _digest(*(_comparable(contest, name) for name in _COMPARED), str(contest.deadline_time_known), state)


def differences(before: Contest, after: Contest) -> tuple[str, ...]:
    """Names of the fields in which two announcements of one contest are at odds."""
    return tuple(name for name in _COMPARED if _comparable(before, name) != _comparable(after, name))


def _comparable(contest: Contest, name: str) -> str:
    value = getattr(contest, name)
    if isinstance(value, datetime):
        return _moment(value)
    return fold(value) if isinstance(value, str) else str(value)


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def plain(contest: Contest) -> dict[str, Any]:
    """For JSON: sums as text, moments with +05:00; null is what is not given; seldom-given fields only where given."""
    texts = {name: getattr(contest, name) or None for name in _TEXTS}
    moments = {name: _wall(getattr(contest, name)) for name in _MOMENTS}
    if contest.starts is None:
        del moments["starts"]
    return {
        **texts,
        **moments,
        "kind": contest.kind,
        "state": contest.state,
        "amount": None if contest.amount is None else f"{contest.amount:.2f}",
        "deadline_time_known": contest.deadline_time_known if contest.deadline else None,
        **({} if contest.published_time_known or contest.published is None else {"published_time_known": False}),
        "directions": list(contest.directions),
    }


def _wall(moment: datetime | None) -> str | None:
    return moment.astimezone(ZONE).isoformat() if moment else None


def from_plain(values: dict[str, Any]) -> Contest:
    """What `plain` made. KeyError or ValueError where it is something else."""
    if values["kind"] not in KINDS or values["state"] not in STATES:
        raise ValueError("no contest")
    given: dict[str, Any] = {name: str(values[name] or "") for name in _TEXTS}
    given |= {name: _utc(values.get(name)) for name in _MOMENTS}
    return Contest(
        kind=cast("Kind", values["kind"]),
        state=cast("State", values["state"]),
        amount=None if values["amount"] is None else Decimal(values["amount"]),
        deadline_time_known=values["deadline_time_known"] is not False,
        published_time_known=values.get("published_time_known", True),
        directions=tuple(values["directions"]),
        **given,
    )


def _utc(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
