"""Every kind of button with the ids of real things, and who alone may get through with it."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import rules.keys.booking
import rules.keys.days
import rules.keys.desk
import rules.keys.privacy
import rules.keys.publishing
import rules.keys.start
import rules.keys.tenders
from rules.closures import Hours
from rules.keys.codec import Key, minute
from tests.attack import contest_buttons as contests
from tests.attack.cast import Stage

Make = Callable[[Stage], Coroutine[Any, Any, Key]]

CITIZENS = {"visitor", "newcomer", "owner", "another", "former"}
SEEING = {"viewer", "specialist", "coordinator", "administrator"}
CHANGING = SEEING - {"viewer"}
WHOLE = {"coordinator", "administrator"}
ELSEWHERE = {"specialist elsewhere", "coordinator elsewhere"}
CONSENTED = {"owner", "another"}
IN_GROUP = {"coordinator in the group"}  # where everybody reads, staff have their list
GROUP = {"owner in the group"} | IN_GROUP
DESK = SEEING | {"colleague"}
RECORDING = DESK - {"viewer"}  # also where a step shows nothing of anybody: the deed at its end looks again
EVERYONE = CITIZENS | DESK | ELSEWHERE
ACTORS = sorted(EVERYONE | GROUP)


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of button; `make` lays out the real thing it is about.

    Not `served`: those allowed must have said or agreed to something before, so that only the others' no is proved.
    """

    kind: type[Key]
    make: Make
    allowed: frozenset[str]
    served: bool = True


def row(kind: type[Key], allowed: set[str], make: Make, *, served: bool = True) -> Row:
    return Row(kind, make, frozenset(allowed), served)


def plain(key: Key, allowed: set[str], *, served: bool = True) -> Row:
    """A button that carries nothing of anybody's."""

    async def make(_stage: Stage) -> Key:
        return key

    return row(type(key), allowed, make, served=served)


def about_booking(kind: type[Key], allowed: set[str], *more: int | str) -> Row:
    """A button about the owner's booking as it stands: its id, its revision where the kind has one, and more."""

    async def make(stage: Stage) -> Key:
        booked = await stage.book()
        build: Callable[..., Key] = kind
        return build(booked.id, *(() if kind in WITHOUT_REV else (booked.rev,)), *more)

    return row(kind, allowed, make)


WITHOUT_REV = {
    rules.keys.booking.Show,
    rules.keys.booking.Pack,
    rules.keys.booking.Speak,
    rules.keys.desk.Visit,
    rules.keys.days.History,
    rules.keys.days.Note,
}


def at_centre(kind: type[Key], allowed: set[str], *more: str, served: bool = True) -> Row:
    """A button about the centre where the owner's booking is; `more` names what else it carries."""

    async def make(stage: Stage) -> Key:
        values = await facts(stage)
        build: Callable[..., Key] = kind
        return build(stage.centre.id, *(values[name] for name in more))

    return row(kind, allowed, make, served=served)


async def facts(stage: Stage) -> dict[str, int | str]:
    free = await stage.free()
    hours = Hours(stage.centre.id, stage.specialist_id, free.starts_at, free.ends_at)
    return {
        "topic": stage.topic.id,
        "specialist": stage.specialist_id,
        "whole": 0,
        "minute": minute(free.starts_at),
        "since": minute(hours.starts_at),
        "until": minute(hours.ends_at),
        "day": free.starts_at.date().toordinal(),
        "none": 0,
        "one": 1,
        "language": "ru",
    }


async def move(stage: Stage) -> Key:
    booked, free = await stage.book(), await stage.free()
    return rules.keys.booking.Move(booked.id, booked.rev, stage.specialist_id, minute(free.starts_at))


async def restore(stage: Stage) -> Key:
    booked = await stage.cancelled()
    return rules.keys.booking.Restore(booked.id, booked.rev)


async def days_of(stage: Stage) -> Key:
    booked = await stage.book()
    return rules.keys.booking.Days(stage.topic.id, 0, booked.id, booked.rev)


async def times_of(stage: Stage) -> Key:
    booked, day = await stage.book(), (await facts(stage))["day"]
    return rules.keys.booking.Times(stage.topic.id, int(day), 0, booked.id, booked.rev)


async def book(stage: Stage) -> Key:
    free = await stage.free()
    return rules.keys.booking.Book(stage.topic.id, stage.specialist_id, minute(free.starts_at))


async def withdraw(stage: Stage) -> Key:
    kept = await stage.record()
    return rules.keys.desk.Withdraw(kept.id, kept.rev)


async def lift(stage: Stage) -> Key:
    return rules.keys.desk.Lift(await stage.closure())


async def with_topic(stage: Stage) -> Key:
    return rules.keys.booking.Pick(stage.topic.id)


async def checklist(stage: Stage) -> Key:
    return rules.keys.start.Checklist(stage.topic.id)


async def specialists(stage: Stage) -> Key:
    return rules.keys.booking.Specialists(stage.topic.id)


async def days(stage: Stage) -> Key:
    return rules.keys.booking.Days(stage.topic.id)


async def times(stage: Stage) -> Key:
    return rules.keys.booking.Times(stage.topic.id, int((await facts(stage))["day"]))


ROWS = (
    plain(rules.keys.start.Home(), EVERYONE),
    plain(rules.keys.start.AskLanguage(), EVERYONE),
    plain(rules.keys.start.Speak("ru"), EVERYONE),
    plain(rules.keys.start.AskCentre(), EVERYONE),
    at_centre(rules.keys.start.ChooseCentre, EVERYONE),
    plain(rules.keys.start.Contacts(), EVERYONE),
    plain(rules.keys.start.Checklists(), EVERYONE),
    row(rules.keys.start.Checklist, EVERYONE, checklist),
    plain(rules.keys.start.Settings(), EVERYONE),
    plain(rules.keys.start.Help(), EVERYONE),
    plain(rules.keys.privacy.ReadPrivacy(), EVERYONE),
    plain(rules.keys.privacy.AskConsent(), EVERYONE),
    at_centre(rules.keys.privacy.Agree, EVERYONE),
    plain(rules.keys.privacy.Decline(), EVERYONE),
    plain(rules.keys.privacy.MyData(), EVERYONE),
    plain(rules.keys.privacy.Download(), EVERYONE),
    plain(rules.keys.privacy.AskErase(), EVERYONE),
    plain(rules.keys.privacy.Erase(), EVERYONE),
    plain(rules.keys.booking.Topics(), EVERYONE),
    plain(rules.keys.booking.Mine(), EVERYONE),
    row(rules.keys.booking.Pick, EVERYONE, with_topic),
    row(rules.keys.booking.Specialists, EVERYONE, specialists),
    row(rules.keys.booking.Days, EVERYONE, days),
    row(rules.keys.booking.Days, {"owner"}, days_of),
    row(rules.keys.booking.Times, EVERYONE, times),
    row(rules.keys.booking.Times, {"owner"}, times_of),
    row(rules.keys.booking.Book, EVERYONE, book),
    about_booking(rules.keys.booking.Show, {"owner"}),
    about_booking(rules.keys.booking.AskMove, {"owner"}),
    row(rules.keys.booking.Move, {"owner"}, move),
    about_booking(rules.keys.booking.AskCancel, {"owner"}),
    about_booking(rules.keys.booking.Cancel, {"owner"}, "time"),
    row(rules.keys.booking.Restore, {"owner"}, restore),
    about_booking(rules.keys.booking.Undo, {"owner"}),
    about_booking(rules.keys.booking.Come, {"owner"}),
    about_booking(rules.keys.booking.Pack, {"owner"}, 0, 1),
    about_booking(rules.keys.booking.Speak, {"owner"}, "ru"),
    at_centre(rules.keys.desk.Panel, DESK),
    at_centre(rules.keys.desk.Day, DESK | IN_GROUP),
    about_booking(rules.keys.desk.Visit, SEEING | IN_GROUP),
    about_booking(rules.keys.desk.Mark, CHANGING | IN_GROUP, "arrived"),
    row(rules.keys.desk.Withdraw, CHANGING, withdraw),
    at_centre(rules.keys.desk.WalkInTopics, RECORDING),
    at_centre(rules.keys.desk.WalkInLanguages, RECORDING, "topic"),
    at_centre(rules.keys.desk.WalkIn, RECORDING, "topic", "language"),
    at_centre(rules.keys.desk.CallTopics, RECORDING),
    at_centre(rules.keys.desk.CallTimes, RECORDING, "topic"),
    at_centre(rules.keys.desk.CallLanguages, RECORDING, "topic", "specialist", "minute"),
    at_centre(rules.keys.desk.Call, CHANGING, "topic", "specialist", "minute", "language"),
    at_centre(rules.keys.desk.CloseDays, RECORDING),
    at_centre(rules.keys.desk.CloseWhom, RECORDING, "none", "day"),
    at_centre(rules.keys.desk.CloseHalves, RECORDING, "specialist", "day"),
    at_centre(rules.keys.desk.CloseFrom, RECORDING, "specialist", "day"),
    at_centre(rules.keys.desk.CloseUntil, RECORDING, "specialist", "since"),
    at_centre(rules.keys.desk.ClosePreview, CHANGING, "specialist", "since", "until"),
    at_centre(rules.keys.desk.ClosePreview, WHOLE, "whole", "since", "until"),
    at_centre(rules.keys.desk.Close, CHANGING, "specialist", "since", "until", "none", "none"),
    at_centre(rules.keys.desk.Close, WHOLE, "whole", "since", "until", "none", "none"),
    row(rules.keys.desk.Lift, CHANGING, lift),
    plain(rules.keys.tenders.Contests(), EVERYONE),
    row(rules.keys.tenders.Look, EVERYONE, contests.look),
    row(rules.keys.tenders.Share, EVERYONE, contests.share),
    row(rules.keys.tenders.Take, CONSENTED, contests.take),
    row(rules.keys.tenders.NotForMe, CONSENTED, contests.not_for_me),
    row(rules.keys.tenders.NotBecause, CONSENTED, contests.not_because),
    row(rules.keys.tenders.Unsubscribe, EVERYONE, contests.unsubscribe),
    plain(rules.keys.tenders.Subscriptions(), EVERYONE),
    plain(rules.keys.tenders.Shape(), EVERYONE),
    plain(rules.keys.tenders.Save(), EVERYONE),
    row(rules.keys.tenders.Subscription, {"owner"}, contests.own),
    row(rules.keys.tenders.Pause, {"owner"}, contests.pause),
    row(rules.keys.tenders.End, {"owner"}, contests.end),
    row(rules.keys.tenders.Matching, {"owner"}, contests.matching),
    at_centre(rules.keys.publishing.Desk, WHOLE),
    row(rules.keys.publishing.Manage, WHOLE, contests.manage),
    at_centre(rules.keys.publishing.Compose, WHOLE),
    plain(rules.keys.publishing.OneLanguage("kk"), {"coordinator"}, served=False),
    plain(rules.keys.publishing.Put("kind", "grant"), {"coordinator"}, served=False),
    plain(rules.keys.publishing.Turn(), {"coordinator"}, served=False),
    plain(rules.keys.publishing.Again(""), {"coordinator"}, served=False),
    plain(rules.keys.publishing.Publish(), {"coordinator"}, served=False),
    row(rules.keys.publishing.Withdraw, WHOLE, contests.withdraw),
    row(rules.keys.publishing.Change, WHOLE, contests.change),
    row(rules.keys.publishing.AskCallOff, WHOLE, contests.ask_call_off),
    row(rules.keys.publishing.CallOff, WHOLE, contests.call_off),
    at_centre(rules.keys.publishing.AskFile, WHOLE),
    row(rules.keys.publishing.Import, WHOLE, contests.take_in),
    row(rules.keys.publishing.Problems, WHOLE, contests.problems),
    row(rules.keys.publishing.UndoImport, WHOLE, contests.undo_import),
)
