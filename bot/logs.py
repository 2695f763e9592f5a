"""Logs: one line an event on standard output, ids only; what must not be there is taken out of the finished line."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any, Literal

import structlog

_TOKEN = re.compile(r"\d{6,}(?::|%3A)[\w-]{20,}", re.IGNORECASE)  # «/bot123456:AA…» has no border before the number
_PHONE = re.compile(r"(?<![\d-])(?:\+7|8|7)[\s(-]*7\d\d[\s)-]*\d{3}[\s-]*\d\d[\s-]*\d\d(?!\d)")
_OURS = ("bot", "handlers", "delivery", "actions", "storage", "screens", "sources")
_TALKATIVE = ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn", "aiohttp", "asyncio", "sqlalchemy")
_SAFE = (OSError, ImportError, AttributeError, TypeError, NameError)  # their messages speak of code, not of people
_WINDOW = 60.0  # seconds
_EQUALS = 5  # in a window

Format = Literal["json", "console"]
Event = MutableMapping[str, Any]


def start(level: str = "info", form: Format = "json") -> None:
    """From here on everything that is logged goes through one formatter, and so does the last breath of a crash."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Redacting(form))
    handler.addFilter(Equals())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _last_breath


class Redacting(structlog.stdlib.ProcessorFormatter):
    """The finished line, traceback and all, without tokens and phones."""

    def __init__(self, form: Format = "json") -> None:
        written: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "console":
            written = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
        shared: list[structlog.typing.Processor] = [
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ]
        super().__init__(
            use_get_message=False,  # what a library puts into its message may be somebody's words
            foreign_pre_chain=[_first_line],
            processors=[*shared, _errors, self.remove_processors_meta, written],
        )

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class Equals(logging.Filter):
    """Lets five equal warnings a minute pass; the next one says how many did not."""

    def __init__(self) -> None:
        super().__init__()
        self._windows: dict[object, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        key = _likeness(record)
        began, count = self._windows.get(key, (record.created, 0))
        if record.created - began < _WINDOW:
            self._windows[key] = (began, count + 1)
            return count < _EQUALS
        self._windows[key] = (record.created, 1)
        if count > _EQUALS and isinstance(record.msg, dict):
            record.msg["left_out"] = count - _EQUALS
        return True


def redacted(line: str) -> str:
    return _PHONE.sub("<phone>", _TOKEN.sub("<token>", line))


def told(error: BaseException) -> Iterator[str]:
    """A traceback of places and kinds: no local values, no message that could hold a person's words."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from told(before)
        yield "Then:\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"{kind}: {error}\n" if isinstance(error, _SAFE) else f"{kind}\n"
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from told(inner)


def _errors(_logger: object, _name: str, event: Event) -> Event:
    """Exceptions become told ones, wherever in the event they stand."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = "".join(told(error))
    for key, value in event.items():
        if isinstance(value, BaseException):
            event[key] = type(value).__qualname__
    return event


def _first_line(_logger: object, _name: str, event: Event) -> Event:
    """Of a library's words only the first line, as the library wrote it, without the values."""
    event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _likeness(record: logging.LogRecord) -> object:
    message = record.msg.get("event") if isinstance(record.msg, dict) else record.msg
    error = record.msg.get("exc_info") if isinstance(record.msg, dict) else record.exc_info
    kind = type(error[1] if isinstance(error, tuple) else error)
    return record.name, record.levelno, str(message), kind


def _last_breath(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger("bot").critical("crashed", exc_info=error)
