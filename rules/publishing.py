"""A contest as the house keeps it, and one being written by staff, step by step."""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, cast, get_args

import rules.deadlines
import rules.sums
from rules.filters import Facets
from rules.folding import clean
from rules.people import Language
from rules.refusal import Refusal, TextTooLong, TextTooShort
from rules.tenders import RUNNING, Contest, Kind, State

Step = Literal["kk", "ru", "kind", "directions", "region", "amount", "deadline", "url", "preview"]
STEPS: tuple[Step, ...] = get_args(Step)
TYPED = frozenset({"kk", "ru", "amount", "deadline", "url"})
CHANGEABLE: tuple[Step, ...] = ("kk", "ru", "amount", "deadline", "url")
TITLE_LEAST, TITLE_MOST, URL_MOST = 5, 300, 500
_ADDRESS = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+")
REASONS = ("topic", "region", "amount", "time")


@dataclass(frozen=True, slots=True)
class Posted:
    """A contest that is kept. `amount` in tenge; `directions` are ids, none where none is named.

    `imported`: shown in the language it came in. `rev` grows with each change.
    """

    id: int
    centre_id: int
    kind: str
    region: str
    state: str
    created_at: datetime
    title_kk: str = ""
    title_ru: str = ""
    one_language: bool = False
    imported: bool = False
    number: str = ""
    customer_bin: str = ""
    customer: str = ""
    amount: Decimal | None = None
    deadline: datetime | None = None
    deadline_time_known: bool = True
    published: datetime | None = None
    url: str = ""
    directions: frozenset[int] = frozenset()
    rev: int = 0
    import_id: int | None = None
    tell: bool = True

    def title(self, language: Language) -> str:
        """In the reader's language where there is one, else as it came; English readers get Russian first."""
        return (self.title_kk or self.title_ru) if language == "kk" else (self.title_ru or self.title_kk)

    def is_original(self, language: Language) -> bool:
        """Whether the reader sees it in another language than theirs, because it exists in no other."""
        return not (self.title_kk if language == "kk" else self.title_ru)

    def is_open(self, now: datetime) -> bool:
        """Whether one can apply still; without a deadline, until somebody says that it is over."""
        return self.state in RUNNING and (self.deadline is None or self.deadline > now)


def facets(contest: Posted, other: int) -> Facets:
    """What it is searched by; `other` is the direction of those that name none."""
    return Facets(contest.directions or frozenset({other}), contest.region, contest.kind)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A contest being written. Empty is not said yet; `skipped` names the steps that were left out on purpose.

    `deadline` in seconds since 1970 UTC; `amount` in tenge as text. `contest_id` with `rev`: one that is being changed.
    """

    centre_id: int
    kk: str = ""
    ru: str = ""
    kind: str = ""
    directions: tuple[int, ...] = ()
    region: str = ""
    amount: str = ""
    deadline: int = 0
    url: str = ""
    skipped: tuple[str, ...] = ()
    hour_known: bool = True
    unusual: str = ""  # an amount far from the usual, until somebody says that it is right
    contest_id: int = 0
    rev: int = 0

    @property
    def one_language(self) -> bool:
        return not (self.kk and self.ru)

    def step(self) -> Step:
        """The first that is neither said nor left out."""
        return next((step for step in STEPS[:-1] if step not in self.skipped and not self._has(step)), "preview")

    def _has(self, step: str) -> bool:
        return step != "directions" and bool(getattr(self, step))

    def skip(self, *steps: str) -> "Sketch":
        return replace(self, skipped=tuple(dict.fromkeys((*self.skipped, *steps))))

    def again(self, step: str) -> "Sketch":
        """With one step to be said anew."""
        said = replace(self, skipped=tuple(each for each in self.skipped if each != step), unusual="")
        empty: dict[str, Any] = {} if step == "directions" else {step: 0 if step == "deadline" else ""}
        return replace(said, **empty)

    def turned(self, direction_id: int) -> "Sketch":
        chosen = set(self.directions) ^ {direction_id}
        return replace(self, directions=tuple(sorted(chosen)))

    def pack(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def unpack(text: str) -> Sketch:
    """The sketch of a draft. ValueError where there is none, or none of this version."""
    try:
        values = json.loads(text)
        lists = {name: tuple(values[name]) for name in ("directions", "skipped")}
        return Sketch(**values | lists)
    except (TypeError, KeyError) as error:
        raise ValueError("no sketch") from error


class NotUnderstood(Refusal):
    """What was typed cannot be what was asked for. `what`: amount, date, impossible, passed, url, tap."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def say(sketch: Sketch, typed: str, now: datetime) -> Sketch:
    """The sketch with its next step said. Raises NotUnderstood, TextTooShort, TextTooLong."""
    step, line = sketch.step(), clean(typed)
    if step in {"kk", "ru"}:
        title = _title(line)
        return replace(sketch, kk=title) if step == "kk" else replace(sketch, ru=title)
    if step == "amount":
        return _with_amount(sketch, line)
    if step == "deadline":
        return _with_deadline(sketch, line, now)
    if step == "url":
        return replace(sketch, url=_url(line))
    raise NotUnderstood("tap")


def _title(line: str) -> str:
    if len(line) < TITLE_LEAST:
        raise TextTooShort(TITLE_LEAST)
    if len(line) > TITLE_MOST:
        raise TextTooLong(len(line), TITLE_MOST)
    return line


def _with_amount(sketch: Sketch, line: str) -> Sketch:
    """A sum far from the usual is asked about once more."""
    amount = rules.sums.read(line)
    if amount is None:
        raise NotUnderstood("amount")
    if rules.sums.unusual(amount):
        return replace(sketch, unusual=str(amount))
    return replace(sketch, amount=str(amount), unusual="")


def _with_deadline(sketch: Sketch, line: str, now: datetime) -> Sketch:
    try:
        stated = rules.deadlines.read(line)
    except rules.deadlines.Impossible as error:
        raise NotUnderstood("impossible") from error
    except rules.deadlines.Unreadable as error:
        raise NotUnderstood("date") from error
    if stated is None:
        raise NotUnderstood("date")
    if stated.ends() <= now:
        raise NotUnderstood("passed")
    return replace(sketch, deadline=int(stated.ends().timestamp()), hour_known=stated.at is not None)


def _url(line: str) -> str:
    if not _ADDRESS.fullmatch(line) or len(line) > URL_MOST:
        raise NotUnderstood("url")
    return line


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change came to; only what people need to hear of is told to them."""

    before: Posted
    after: Posted

    @property
    def matters(self) -> bool:
        return any(
            getattr(self.before, name) != getattr(self.after, name)
            for name in ("deadline", "amount", "state", "region")
        )


def announced(contest: Posted) -> Contest:
    """As a source would announce it: for what it is known by, and what a change of it is."""
    return Contest(
        kind=cast("Kind", contest.kind),
        state=cast("State", contest.state),
        region=contest.region,
        number=contest.number,
        title_ru=contest.title_ru,
        title_kk=contest.title_kk,
        customer_bin=contest.customer_bin,
        customer_name=contest.customer,
        amount=contest.amount,
        deadline=contest.deadline,
        deadline_time_known=contest.deadline_time_known,
        url=contest.url,
    )


def sketched(contest: Posted) -> Sketch:
    """A published contest as something to write on; what it leaves out stays left out."""
    empty = [step for step, value in (("kk", contest.title_kk), ("ru", contest.title_ru)) if not value]
    return Sketch(
        centre_id=contest.centre_id,
        kk=contest.title_kk,
        ru=contest.title_ru,
        kind=contest.kind,
        directions=tuple(sorted(contest.directions)),
        region=contest.region,
        amount=str(contest.amount) if contest.amount is not None else "",
        deadline=int(contest.deadline.timestamp()) if contest.deadline else 0,
        url=contest.url,
        hour_known=contest.deadline_time_known,
        skipped=(*empty, "directions", "amount", "deadline", "url"),
        contest_id=contest.id,
        rev=contest.rev,
    )
