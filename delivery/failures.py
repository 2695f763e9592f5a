"""Telegram's errors read into plain values, in this one place, for the pure table of rules.faults."""

import errno
from collections.abc import Iterator
from datetime import timedelta

import httpx
from telegram.error import BadRequest, ChatMigrated, Conflict, EndPointNotFound, Forbidden, InvalidToken, RetryAfter

from delivery.transport import BadStatus
from rules.faults import Failure, Fault, Op, decide

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_OUR_MACHINE = frozenset({errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
_STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (BadRequest, 400),
    (Forbidden, 403),
    (InvalidToken, 401),
    (EndPointNotFound, 404),
    (Conflict, 409),
)


def judge(error: BaseException, op: Op) -> Fault:
    """What a failed call means, and what to do next."""
    return decide(as_failure(error), op)


def as_failure(error: BaseException) -> Failure:
    """What a failed call to the bot comes to. Whatever is not understood may have been sent."""
    match error:
        case BadStatus():
            return Failure(status=error.status, retry_after=error.retry_after)
        case RetryAfter():
            return Failure(status=429, retry_after=_seconds(error.retry_after))
        case ChatMigrated():
            return Failure(status=400, migrate_to=error.new_chat_id)
    for kind, status in _STATUSES:
        if isinstance(error, kind):
            return Failure(status=status, description=str(error))
    return _without_answer(error)


def _without_answer(error: BaseException) -> Failure:
    for cause in _causes(error):
        if isinstance(cause, _NEVER_LEFT):
            return Failure(way="not_sent")
        if isinstance(cause, OSError) and cause.errno in _OUR_MACHINE:
            return Failure(way="local")
    return Failure(way="maybe_sent")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _seconds(period: float | timedelta) -> float:
    return period.total_seconds() if isinstance(period, timedelta) else float(period)
