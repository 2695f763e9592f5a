"""Each row of the tables of failures, each for the operations it concerns."""

import pytest

from rules.faults import Failure, Fault, Op, Outcome, decide

WRITING: tuple[Op, ...] = ("send", "edit", "document")
SENDING: tuple[Op, ...] = ("send", "document")
REPEATABLE: tuple[Op, ...] = ("edit", "delete", "pin", "answer")
ALL: tuple[Op, ...] = ("send", "edit", "delete", "pin", "answer", "document")


def bad(description: str) -> Failure:
    return Failure(status=400, description=f"Bad Request: {description}")


def forbidden(description: str) -> Failure:
    return Failure(status=403, description=f"Forbidden: {description}")


ROWS: list[tuple[str, Failure, tuple[Op, ...], Outcome]] = [
    ("not modified", bad("message is not modified: the same content"), ("edit",), Outcome.OK),
    ("edit gone", bad("message to edit not found"), ("edit",), Outcome.FRESH),
    ("edit refused", bad("message can't be edited"), ("edit",), Outcome.FRESH),
    ("edit bad id", bad("MESSAGE_ID_INVALID"), ("edit",), Outcome.FRESH),
    ("delete gone", bad("message to delete not found"), ("delete",), Outcome.OK),
    ("delete bad id", bad("MESSAGE_ID_INVALID"), ("delete",), Outcome.OK),
    ("delete too old", bad("message can't be deleted for everyone"), ("delete",), Outcome.UNDELETABLE),
    ("delete no rights", bad("not enough rights to delete a message"), ("delete",), Outcome.UNDELETABLE),
    ("old tap", bad("query is too old and response timeout expired or query ID is invalid"), ("answer",), Outcome.OK),
    ("pin gone", bad("message to pin not found"), ("pin",), Outcome.FRESH),
    ("pinned already", bad("CHAT_NOT_MODIFIED"), ("pin",), Outcome.OK),
    ("no right to pin", bad("not enough rights to manage pinned messages in the chat"), ("pin",), Outcome.DEAD_MESSAGE),
    ("markup", bad("can't parse entities: unsupported start tag"), WRITING, Outcome.PLAIN),
    ("no chat", bad("chat not found"), WRITING, Outcome.DEAD_CHAT),
    ("no user", bad("user not found"), SENDING, Outcome.DEAD_CHAT),
    ("peer", bad("PEER_ID_INVALID"), SENDING, Outcome.DEAD_CHAT),
    ("group over", bad("group chat was deactivated"), SENDING, Outcome.DEAD_CHAT),
    ("no rights", bad("not enough rights to send text messages to the chat"), SENDING, Outcome.DEAD_CHAT),
    ("write forbidden", bad("CHAT_WRITE_FORBIDDEN"), SENDING, Outcome.DEAD_CHAT),
    ("topic closed", bad("TOPIC_CLOSED"), SENDING, Outcome.NO_THREAD),
    ("topic deleted", bad("message thread not found"), SENDING, Outcome.NO_THREAD),
    ("too long", bad("message is too long"), WRITING, Outcome.CONTENT),
    ("caption", bad("message caption is too long"), ("document",), Outcome.CONTENT),
    ("entities", bad("ENTITIES_TOO_LONG"), WRITING, Outcome.CONTENT),
    ("empty", bad("message text is empty"), WRITING, Outcome.CONTENT),
    ("button data", bad("BUTTON_DATA_INVALID"), WRITING, Outcome.CONTENT),
    ("button url", bad("BUTTON_URL_INVALID"), WRITING, Outcome.CONTENT),
    ("markup too long", bad("reply markup is too long"), WRITING, Outcome.CONTENT),
    ("file id", bad("wrong file identifier/HTTP URL specified"), ("document",), Outcome.CONTENT),
    ("media", bad("failed to get HTTP URL content"), ("document",), Outcome.CONTENT),
    ("anything else", bad("something new"), ALL, Outcome.DEAD_MESSAGE),
    ("moved", Failure(status=400, migrate_to=-100123), WRITING, Outcome.MOVED),
    ("bad token", Failure(status=401, description="Unauthorized"), ALL, Outcome.STOP),
    ("no such token", Failure(status=404, description="Not Found"), ALL, Outcome.STOP),
    ("blocked", forbidden("bot was blocked by the user"), WRITING, Outcome.DEAD_CHAT),
    ("deactivated", forbidden("user is deactivated"), WRITING, Outcome.DEAD_CHAT),
    ("kicked", forbidden("bot was kicked from the supergroup chat"), WRITING, Outcome.DEAD_CHAT),
    ("not a member", forbidden("bot is not a member of the channel chat"), WRITING, Outcome.DEAD_CHAT),
    ("never started", forbidden("bot can't initiate conversation with a user"), SENDING, Outcome.DEAD_CHAT),
    ("a bot", forbidden("bots can't send messages to bots"), SENDING, Outcome.DEAD_CHAT),
    ("second copy", Failure(status=409, description="Conflict"), ALL, Outcome.RETRY),
    ("too big", Failure(status=413), SENDING, Outcome.DEAD_MESSAGE),
    ("flood", Failure(status=429, retry_after=7), ALL, Outcome.RETRY),
    ("flood unnamed", Failure(status=429), ALL, Outcome.RETRY),
    ("flood zero", Failure(status=429, retry_after=0), ALL, Outcome.RETRY),
    *((f"gateway {status}", Failure(status=status), SENDING, Outcome.AMBIGUOUS) for status in (500, 502, 503, 504)),
    *((f"gateway {status} again", Failure(status=status), REPEATABLE, Outcome.RETRY) for status in (500, 502)),
    ("a page of a proxy", Failure(status=302), SENDING, Outcome.AMBIGUOUS),
    ("broken good answer", Failure(status=200), SENDING, Outcome.AMBIGUOUS),
    ("no answer", Failure(way="maybe_sent"), SENDING, Outcome.AMBIGUOUS),
    ("no answer to a change", Failure(way="maybe_sent"), REPEATABLE, Outcome.RETRY),
    ("no connection", Failure(way="not_sent"), ALL, Outcome.RETRY),
    ("disk full", Failure(way="local"), ALL, Outcome.RETRY),
]


@pytest.mark.parametrize(
    ("failure", "op", "outcome"),
    [pytest.param(failure, op, outcome, id=f"{name}-{op}") for name, failure, ops, outcome in ROWS for op in ops],
)
def test_each_failure_has_its_outcome(failure: Failure, op: Op, outcome: Outcome) -> None:
    assert decide(failure, op).outcome is outcome


@pytest.mark.parametrize(
    ("failure", "reach"),
    [
        (forbidden("bot was blocked by the user"), "blocked"),
        (forbidden("user is deactivated"), "deactivated"),
        (forbidden("bot was kicked from the group chat"), "no_rights"),
        (forbidden("bot is not a member of the supergroup chat"), "no_rights"),
        (forbidden("bot can't initiate conversation with a user"), "blocked"),
        (bad("chat not found"), "gone"),
        (bad("PEER_ID_INVALID"), "gone"),
        (bad("not enough rights to send text messages to the chat"), "no_rights"),
    ],
)
def test_a_dead_chat_says_why(failure: Failure, reach: str) -> None:
    assert decide(failure, "send").reach == reach


def test_a_move_names_the_new_chat() -> None:
    assert decide(Failure(status=400, migrate_to=-1007), "send").successor == -1007


@pytest.mark.parametrize(
    "failure",
    [
        Failure(status=429, retry_after=7),
        Failure(status=429),
        Failure(way="not_sent"),
        Failure(status=401),
        Failure(status=400, migrate_to=-1007),
        bad("TOPIC_CLOSED"),
        Failure(status=409),
    ],
)
def test_what_is_not_the_letters_fault_costs_it_no_attempt(failure: Failure) -> None:
    assert decide(failure, "send").free


@pytest.mark.parametrize("failure", [Failure(way="local"), Failure(status=502), bad("something new")])
def test_everything_else_costs_one(failure: Failure) -> None:
    assert not decide(failure, "send").free


def test_a_flood_waits_exactly_as_long_as_told() -> None:
    assert decide(Failure(status=429, retry_after=17.5), "send").wait == 17.5
    assert decide(Failure(status=429, retry_after=0), "send").wait is None


@pytest.mark.parametrize(
    "failure", [bad("can't parse entities"), bad("too long"), bad("new"), Failure(status=401), Failure(way="local")]
)
def test_our_own_mistakes_are_told_to_the_administrators(failure: Failure) -> None:
    assert decide(failure, "send").alarm


@pytest.mark.parametrize(
    "failure", [forbidden("bot was blocked by the user"), Failure(status=429), Failure(way="not_sent")]
)
def test_everyday_failures_wake_nobody(failure: Failure) -> None:
    assert not decide(failure, "send").alarm


def test_telegrams_capital_letters_do_not_matter() -> None:
    lower, upper = bad("chat not found"), bad("CHAT NOT FOUND")
    assert decide(lower, "send") == decide(upper, "send")


@pytest.mark.parametrize("description", ["personal words", "Aigerim +7 701", "unknown <b>Dauren</b>"])
def test_a_code_never_quotes_telegram(description: str) -> None:
    for op in ALL:
        fault: Fault = decide(bad(description), op)
        assert not set(fault.code.split("_")) & set(description.lower().split())
