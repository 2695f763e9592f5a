"""Builds the application and everything around it; runs nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import httpx
from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

import actions.dues
import actions.enquiry_desk
import actions.pins
import actions.rendering
import bot.errands
import delivery.failures
import delivery.post
import delivery.transport
import handlers.answers
import handlers.attendance
import handlers.booking
import handlers.calendars
import handlers.call_backs
import handlers.cases
import handlers.centre_sheets
import handlers.convening
import handlers.days
import handlers.delays
import handlers.desk
import handlers.enquiries
import handlers.enquiry_desk
import handlers.field_days
import handlers.field_desk
import handlers.figures
import handlers.filters
import handlers.guards
import handlers.illness
import handlers.imports
import handlers.introduction
import handlers.lending
import handlers.meetings
import handlers.my_reservations
import handlers.notes
import handlers.organisation_lists
import handlers.organisations
import handlers.outcomes
import handlers.presence
import handlers.privacy
import handlers.proposals
import handlers.publishing
import handlers.questions
import handlers.requests
import handlers.reservations
import handlers.roll_call
import handlers.rooms
import handlers.schedule
import handlers.sending
import handlers.sentences
import handlers.session_desk
import handlers.sessions
import handlers.setup
import handlers.spoken
import handlers.start
import handlers.switches
import handlers.tenders
import handlers.waiting_list
import rules.faults
from bot.alarms import Alarms
from bot.awaiting import Awaiting
from bot.entrance import Entrance
from bot.errands import Errands
from bot.errors import on_error
from bot.handling import AnyApplication, Handling
from bot.hook import Address, Hook
from bot.intake import Intake, Line
from bot.lanes import Lanes
from bot.menus import Menus
from bot.pulse import Pulse
from delivery.limiter import Limiter
from delivery.pace import Pace
from delivery.post import Post
from handlers.context import HOUSE, Context
from handlers.floods import Floods
from handlers.house import House, Op, Privacy
from rules.faults import Fault
from storage.database import Database

POLLING = 1
SENDING = 16  # connections: eight letters in flight and the answers to taps
CONNECT, READ, WRITE = 5.0, 20.0, 20.0  # seconds


@dataclass(frozen=True, slots=True)
class Site:
    """What differs between a real run, the demo and a test. `way` replaces the network, one call a request.

    Updates come by the webhook where there is an `address`, else by polling.
    """

    token: str
    api_url: str
    db: Database
    now: Callable[[], datetime]
    privacy: Privacy
    pace: Pace = field(default_factory=Pace)
    floods: Floods = field(default_factory=Floods)
    way: Callable[[], httpx.AsyncBaseTransport | None] = lambda: None
    address: Address | None = None
    feeds: str = ""  # what a calendar link begins with, where people reach the web door


@dataclass(frozen=True, slots=True)
class Works:
    """The built parts, joined; bot.service sets them going."""

    site: Site
    application: AnyApplication
    house: House
    lanes: Lanes
    entrance: Entrance
    intake: Intake
    hook: Hook | None
    pulse: Pulse
    post: Post
    errands: Errands
    alarms: Alarms
    menus: Menus


def build(site: Site) -> Works:
    """Everything joined, nothing started."""
    line = delivery.transport.request(POLLING, site.way(), connect_timeout=CONNECT, read_timeout=READ)
    awaiting = Awaiting(site.db)
    limiter = Limiter(site.pace)
    application = _application(site, line, limiter, awaiting)
    bot = application.bot
    alarms = Alarms(bot, site.db, site.now)
    post = Post(site.db, bot, limiter, actions.rendering.render, lambda told: alarms.report(told.kind, told.letter_id))
    menus = Menus(bot, site.db)
    house = House(site.db, site.privacy, judge, post.wake, menus.wake, site.feeds, site.floods)
    application.bot_data[HOUSE] = house
    lanes = Lanes(Handling(application, house, awaiting, alarms.report))
    entrance = Entrance(site.db, lanes)
    told = Line(bot, line, judge_polling)
    intake = Intake(told, entrance, alarms.report)
    hook = Hook(told, entrance, site.address, alarms.report) if site.address else None
    pulse = Pulse(site.db, hook or intake)
    errands = _errands(site.db)
    return Works(site, application, house, lanes, entrance, intake, hook, pulse, post, errands, alarms, menus)


def _errands(db: Database) -> Errands:
    """What every running bot does by itself, wherever it runs."""
    errands = Errands(db)
    errands.daily("day", bot.errands.DAY_BEGINS_AT, lambda: db.do(actions.pins.morning))
    errands.daily("owed", bot.errands.OWED_AT, lambda: db.do(actions.dues.remind))
    errands.daily("unanswered", bot.errands.OWED_AT, lambda: db.do(actions.enquiry_desk.remind))
    return errands


def judge(error: BaseException, op: Op) -> Fault:
    """What a failed call means: read by delivery, decided by the one table."""
    return rules.faults.decide(delivery.failures.as_failure(error), op)


def judge_polling(error: BaseException) -> Fault:
    """To fetch updates twice comes to the same as once, as with an edit."""
    return judge(error, "edit")


def _application(site: Site, line: delivery.transport.Request, limiter: Limiter, awaiting: Awaiting) -> AnyApplication:
    sending = delivery.transport.request(
        SENDING, site.way(), connect_timeout=CONNECT, read_timeout=READ, write_timeout=WRITE, pool_timeout=READ
    )
    bot = ExtBot(
        site.token,
        base_url=f"{site.api_url}/bot",
        base_file_url=f"{site.api_url}/file/bot",
        request=sending,
        get_updates_request=line,
        rate_limiter=limiter,
    )
    types = ContextTypes(context=Context)
    builder = Application.builder().bot(bot).updater(None).context_types(types).persistence(awaiting)
    application: AnyApplication = builder.build()
    _register(application)
    return application


def _register(application: AnyApplication) -> None:
    """Order matters: comings and goings, who it is, awaited words, taps and commands, and whatever is left."""
    application.add_handlers(handlers.presence.steps, group=-2)
    application.add_handler(TypeHandler(Update, handlers.guards.who_is_it), group=-1)
    rooms = (
        handlers.introduction,
        handlers.start,
        handlers.privacy,
        handlers.booking,
        handlers.cases,
        handlers.calendars,
        handlers.waiting_list,
        handlers.call_backs,
        handlers.desk,
        handlers.outcomes,
        handlers.sentences,
        handlers.enquiries,
        handlers.enquiry_desk,
        handlers.questions,
        handlers.days,
        handlers.roll_call,
        handlers.schedule,
        handlers.sessions,
        handlers.session_desk,
        handlers.field_days,
        handlers.field_desk,
        handlers.illness,
        handlers.setup,
        handlers.centre_sheets,
        handlers.requests,
        handlers.my_reservations,
        handlers.reservations,
        handlers.lending,
        handlers.rooms,
        handlers.delays,
        handlers.notes,
        handlers.switches,
        handlers.figures,
        handlers.tenders,
        handlers.filters,
        handlers.meetings,
        handlers.convening,
        handlers.attendance,
        handlers.proposals,
        handlers.answers,
        handlers.publishing,
        handlers.imports,
        handlers.sending,
        handlers.organisations,
        handlers.organisation_lists,
        handlers.spoken,  # last: whatever words no other room waits for
    )
    for room in rooms:
        application.add_handlers(room.steps)
    application.add_handlers(
        [
            CallbackQueryHandler(handlers.start.old_button),
            MessageHandler(filters.Regex(r"^/cancel\b"), handlers.start.cancel),
            MessageHandler(filters.COMMAND, handlers.start.no_such_command),
            MessageHandler(filters.ALL & ~filters.StatusUpdate.ALL, handlers.start.nothing_understood),
        ]
    )
    application.add_error_handler(on_error)
