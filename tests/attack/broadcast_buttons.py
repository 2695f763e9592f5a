"""Real notices for the buttons that speak of them: the coordinator's, in the state the button is made for."""

from collections.abc import Callable
from datetime import timedelta

import actions.broadcasts
import actions.spreading
import storage.broadcasts
from actions.broadcasts import Said
from rules.broadcasts import Broadcast
from rules.keys.broadcasts import (
    Address,
    AskSend,
    AskStop,
    AskWhen,
    AskWho,
    Begin,
    CallBack,
    Correct,
    Desk,
    Direct,
    Drop,
    Invite,
    Mute,
    OneLanguage,
    Open,
    Pause,
    Resend,
    Resume,
    Send,
    Share,
    Stop,
    Test,
    TypeWhen,
    Unmute,
    Write,
)
from rules.keys.codec import Key
from rules.people import Person
from storage.work import Work
from tests.attack.buttons import EVERYONE, WHOLE, Make, at_centre, row
from tests.attack.cast import Stage
from tests.attack.meeting_buttons import meeting

TEXT = "Ашық есік күні өтеді, бәріңізді күтеміз."
Deed = Callable[[Work, Person, Broadcast], Broadcast]


def _draft(work: Work, author: Person, centre_id: int) -> Broadcast:
    one = actions.broadcasts.begin(work, author, centre_id)
    for language in ("kk", "ru"):
        one = actions.broadcasts.write(work, author, one.id, one.rev, Said(language, TEXT, TEXT))
    return one


def _draft_as_it_is(_work: Work, _author: Person, one: Broadcast) -> Broadcast:
    return one


def _scheduled(work: Work, author: Person, one: Broadcast) -> Broadcast:
    due = work.now + timedelta(days=1)
    return actions.broadcasts.schedule(work, author, one.id, one.rev, due).broadcast


def _running(work: Work, author: Person, one: Broadcast) -> Broadcast:
    """Begun, with all its deliveries put in."""
    actions.broadcasts.schedule(work, author, one.id, one.rev, None)
    while actions.spreading.next_step(work):
        pass
    return _as_kept(work, one)


def _paused(work: Work, author: Person, one: Broadcast) -> Broadcast:
    running = _running(work, author, one)
    return actions.broadcasts.pause(work, author, one.id, running.rev).broadcast


def _as_kept(work: Work, one: Broadcast) -> Broadcast:
    found = storage.broadcasts.broadcast(work, one.id)
    assert found is not None
    return found


def about(kind: type[Key], *more: int | str, deed: Deed = _draft_as_it_is, rev: bool = True) -> Make:
    async def make(stage: Stage) -> Key:
        one = await stage.town.db.do(_made, stage.people["coordinator"], stage.centre.id, deed)
        await stage.town.settle()  # what it sends arrives; its report leaves before the button is pressed
        build: Callable[..., Key] = kind
        return build(one.id, *((one.rev,) if rev else ()), *more)

    return make


def _made(work: Work, author: Person, centre_id: int, deed: Deed) -> Broadcast:
    return deed(work, author, _draft(work, author, centre_id))


async def invite(stage: Stage) -> Key:
    return Invite(stage.centre.id, (await meeting(stage)).id)


ROWS = (
    row(Invite, WHOLE, invite),
    at_centre(Desk, WHOLE),
    at_centre(Begin, WHOLE),
    row(Open, WHOLE, about(Open, rev=False)),
    row(Write, WHOLE, about(Write)),
    row(OneLanguage, WHOLE, about(OneLanguage)),
    row(AskWho, WHOLE, about(AskWho)),
    row(Direct, WHOLE, about(Direct)),
    row(Address, WHOLE, about(Address, "staff")),
    row(AskWhen, WHOLE, about(AskWhen)),
    row(TypeWhen, WHOLE, about(TypeWhen)),
    row(AskSend, WHOLE, about(AskSend)),
    row(Send, WHOLE, about(Send)),
    row(Drop, WHOLE, about(Drop)),
    row(CallBack, WHOLE, about(CallBack, deed=_scheduled)),
    row(Pause, WHOLE, about(Pause, deed=_running)),
    row(Resume, WHOLE, about(Resume, deed=_paused)),
    row(AskStop, WHOLE, about(AskStop, deed=_paused)),
    row(Stop, WHOLE, about(Stop, deed=_paused)),
    row(Correct, WHOLE, about(Correct, "kk")),
    row(Test, WHOLE, about(Test, rev=False)),
    row(Resend, WHOLE, about(Resend, deed=_paused, rev=False)),
    row(Share, EVERYONE, about(Share, deed=_paused, rev=False)),
    row(Share, WHOLE, about(Share, rev=False)),
    at_centre(Mute, EVERYONE),
    at_centre(Unmute, EVERYONE),
)
