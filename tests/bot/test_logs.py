"""What must never be in a log is not there: token, names, phones, people's words."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

import bot.logs
from bot.logs import Equals, Redacting

TOKEN = "123456789:AAExample-Example_ExampleExampleExample"
CANARIES = {"token": TOKEN, "name": "Қарлығаш", "phone": "+7 701 234 56 78", "words": "канарейка поёт"}
MINUTE = 60.0


@pytest.fixture(autouse=True)
def quiet_after() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    logging.basicConfig(force=True)


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert err == ""
    return out


def in_trouble() -> None:
    """An error that carries every canary: in its message, its cause, its local values."""
    local = dict(CANARIES)
    try:
        CANARIES[local["name"]]
    except KeyError as error:
        raise ValueError(f"{local}") from error


@pytest.mark.parametrize("form", ["json", "console"])
def test_no_canary_sings(form: bot.logs.Format, capsys: pytest.CaptureFixture[str]) -> None:
    bot.logs.start("debug", form)
    log = structlog.get_logger("bot.canary")
    log.debug("asked", url=f"https://api.telegram.org/bot{TOKEN}/getMe", phone=CANARIES["phone"])
    logging.getLogger("httpx").info("HTTP Request: %s", TOKEN)
    logging.getLogger("telegram.ext").debug("Update(text=%s)", CANARIES["words"])
    logging.getLogger("apscheduler").error("Job %s failed\n%s", CANARIES["name"], CANARIES["words"])
    logging.getLogger("asyncio").error(f"Task exception\nfuture: {CANARIES}")  # noqa: G004 -- as asyncio writes it
    try:
        in_trouble()
    except ValueError as error:
        log.exception("failed", update_id=7)
        log.warning("again", error=error)
        logging.getLogger("telegram.ext").exception("No error handlers: %s", CANARIES["words"])
        bot.logs._last_breath(ValueError, error, None)
    text = printed(capsys)
    assert "in_trouble" in text
    assert [name for name, canary in CANARIES.items() if canary in text] == []


@pytest.mark.parametrize(
    "form", [f"bot{TOKEN}", TOKEN, TOKEN.replace(":", "%3A"), TOKEN.replace(":", "%3a"), f"file/bot{TOKEN}/x"]
)
def test_a_token_is_taken_out_in_every_form(form: str) -> None:
    assert "AAExample" not in bot.logs.redacted(f"<{form}>")


@pytest.mark.parametrize("phone", ["+7 701 234 56 78", "87012345678", "8(701)234-56-78", "+7-701-234-5678"])
def test_a_phone_is_taken_out_however_it_is_written(phone: str) -> None:
    assert bot.logs.redacted(f"call {phone}.") == "call <phone>."


@pytest.mark.parametrize("number", ["-1001234567890", "1790000000123456", "5871234567", "4102444800"])
def test_ids_and_moments_stay(number: str) -> None:
    assert bot.logs.redacted(f'{{"id": {number}}}') == f'{{"id": {number}}}'


def test_a_line_is_json_with_what_an_operator_needs(capsys: pytest.CaptureFixture[str]) -> None:
    bot.logs.start()
    structlog.get_logger("bot.intake").info("handled", update_id=5)
    structlog.get_logger("bot.intake").debug("too fine")
    (line,) = printed(capsys).splitlines()
    assert {"event": "handled", "update_id": 5, "level": "info", "logger": "bot.intake"}.items() <= json.loads(
        line
    ).items()


def test_an_error_of_the_system_keeps_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    bot.logs.start()
    structlog.get_logger("bot").error("failed", exc_info=FileNotFoundError(2, "No such file", "data/x"))
    assert "No such file" in printed(capsys)


def test_a_group_of_errors_is_told_one_by_one() -> None:
    told = "".join(bot.logs.told(ExceptionGroup("several", [KeyError("x"), ValueError("y")])))
    assert "KeyError" in told
    assert "ValueError" in told


def record(message: Any, at: float, level: int = logging.ERROR) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "bot", "levelno": level, "msg": message})
    made.created = at
    return made


def test_equal_errors_are_told_five_times_a_minute_then_counted() -> None:
    equals = Equals()
    assert [equals.filter(record({"event": "down"}, at=float(n))) for n in range(8)] == [True] * 5 + [False] * 3
    assert equals.filter(record({"event": "other"}, at=8.0))
    later = record({"event": "down"}, at=MINUTE + 1)
    assert equals.filter(later)
    assert later.msg == {"event": "down", "left_out": 3}


def test_ordinary_lines_are_never_held_back() -> None:
    equals = Equals()
    assert all(equals.filter(record({"event": "tapped"}, at=0.0, level=logging.INFO)) for _ in range(50))


def test_the_finished_line_is_redacted_even_when_a_library_made_it() -> None:
    assert TOKEN not in Redacting().format(record(f"url {TOKEN}", at=0.0))
