"""What each failure of Telegram means for the letter, for its chat and for the whole post: one pure table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Op = Literal["send", "edit", "delete", "pin", "answer", "document"]
Way = Literal["reply", "not_sent", "maybe_sent", "local"]

_BAD_REQUEST = 400


class Outcome(StrEnum):
    """What to do next."""

    OK = "ok"  # nothing is left to do: it is already as wanted
    RETRY = "retry"  # surely not delivered: again later
    AMBIGUOUS = "ambiguous"  # perhaps delivered: again at most once
    PLAIN = "plain"  # our markup is broken: at once again without any
    FRESH = "fresh"  # the message to edit is gone
    UNDELETABLE = "undeletable"  # too old to delete: edit it instead
    NO_THREAD = "no_thread"  # the forum topic is closed: to the group itself
    MOVED = "moved"  # the group has another id now
    DEAD_MESSAGE = "dead_message"  # this message never
    CONTENT = "content"  # this text never, to anybody: after three chats the letter is held
    DEAD_CHAT = "dead_chat"  # this chat never, until it comes back by itself
    STOP = "stop"  # the token is refused: the whole post stops, every row stays


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed call in plain values. `retry_after` is in seconds; `way` says how far the request went.

    reply: Telegram answered · not_sent: it never left · maybe_sent: it left, no good answer came · local: our own
    machine failed before it left.
    """

    way: Way = "reply"
    status: int = 0
    description: str = ""
    retry_after: float | None = None
    migrate_to: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """The decision. `code` is safe to log and to show to staff: it never quotes Telegram or a person.

    `wait` is in seconds, None for the own back-off; `free` costs no attempt; `reach` is the chat's new state;
    `alarm` tells the administrators.
    """

    outcome: Outcome
    code: str
    wait: float | None = None
    free: bool = False
    reach: str = ""
    successor: int | None = None
    alarm: bool = False


def decide(failure: Failure, op: Op) -> Fault:
    """The fault behind a failure of this operation.

    Only sending is ambiguous: to edit, delete or answer twice comes to the same as once.
    """
    match failure.way:
        case "not_sent":
            return Fault(Outcome.RETRY, "no_connection", free=True)
        case "local":
            return Fault(Outcome.RETRY, "local", alarm=True)
        case "maybe_sent":
            return _doubtful("no_answer", op)
        case "reply":
            return _replied(failure, op)


def _replied(failure: Failure, op: Op) -> Fault:
    """A refusal is a 4xx. Anything else is no answer of Telegram's, and the message may have been accepted before."""
    if not _BAD_REQUEST <= failure.status < _BAD_REQUEST + 100:
        return _doubtful(f"http_{failure.status}", op)
    if failure.migrate_to is not None:
        return Fault(Outcome.MOVED, "migrated", free=True, reach="moved", successor=failure.migrate_to)
    if failure.status == _BAD_REQUEST:
        return _bad_request(failure.description.lower(), op)
    return _refused(failure)


def _doubtful(code: str, op: Op) -> Fault:
    return Fault(Outcome.AMBIGUOUS if op in {"send", "document"} else Outcome.RETRY, code)


def _refused(failure: Failure) -> Fault:
    match failure.status:
        case 401 | 404:
            return Fault(Outcome.STOP, "token_refused", free=True, alarm=True)
        case 403:
            return _forbidden(failure.description.lower())
        case 409:
            return Fault(Outcome.RETRY, "second_copy", wait=30, free=True, alarm=True)
        case 413:
            return Fault(Outcome.DEAD_MESSAGE, "too_big", alarm=True)
        case 429:
            return Fault(Outcome.RETRY, "flood", wait=failure.retry_after or None, free=True)
    return Fault(Outcome.DEAD_MESSAGE, f"http_{failure.status}", alarm=True)


def _forbidden(description: str) -> Fault:
    """A person's refusal is silent; a group that has shut the bot out is told to whoever linked it."""
    for words, reach in _FORBIDDEN:
        if words in description:
            return Fault(Outcome.DEAD_CHAT, reach, reach=reach, alarm=reach == "no_rights")
    return Fault(Outcome.DEAD_CHAT, "forbidden", reach="no_rights", alarm=True)


def _bad_request(description: str, op: Op) -> Fault:
    for words, ops, fault in _BAD_REQUESTS:
        if op in ops and any(some in description for some in words):
            return fault
    return Fault(Outcome.DEAD_MESSAGE, "bad_request", alarm=True)


_FORBIDDEN = (
    ("blocked by the user", "blocked"),
    ("deactivated", "deactivated"),
    ("can't initiate", "blocked"),
    ("messages to bots", "gone"),
    ("messages to the bot", "gone"),
)
_WRITING = frozenset[Op]({"send", "document", "edit"})
_SENDING = frozenset[Op]({"send", "document"})
_EDITING = frozenset[Op]({"edit"})
_DELETING = frozenset[Op]({"delete"})
_CHANGING = _EDITING | _DELETING
_PINNING = frozenset[Op]({"pin"})
_ANSWERING = frozenset[Op]({"answer"})
_ANY = _WRITING | _DELETING | _PINNING | _ANSWERING


def _content(code: str) -> Fault:
    return Fault(Outcome.CONTENT, code, alarm=True)


_GONE = Fault(Outcome.DEAD_CHAT, "gone", reach="gone")
_NO_RIGHTS = Fault(Outcome.DEAD_CHAT, "no_rights", reach="no_rights", alarm=True)

# The first row that fits decides: words of Telegram's description (small letters), for which operations, what then.
_BAD_REQUESTS: tuple[tuple[tuple[str, ...], frozenset[Op], Fault], ...] = (
    (("message is not modified",), _EDITING, Fault(Outcome.OK, "not_modified")),
    (("query is too old", "query id is invalid", "query_id_invalid"), _ANSWERING, Fault(Outcome.OK, "old_tap")),
    (("message to delete not found", "message_id_invalid"), _DELETING, Fault(Outcome.OK, "already_gone")),
    (
        ("message to edit not found", "message can't be edited", "message_id_invalid"),
        _EDITING,
        Fault(Outcome.FRESH, "edit_gone"),
    ),
    (("message to pin not found", "message to unpin not found"), _PINNING, Fault(Outcome.FRESH, "pin_gone")),
    (("chat_not_modified",), _PINNING, Fault(Outcome.OK, "not_modified")),
    (("not enough rights", "chat_admin_required"), _PINNING, Fault(Outcome.DEAD_MESSAGE, "no_pin_right")),
    (("message can't be deleted", "not enough rights"), _DELETING, Fault(Outcome.UNDELETABLE, "undeletable")),
    (("can't parse entities",), _WRITING, Fault(Outcome.PLAIN, "bad_markup", alarm=True)),
    (("chat not found", "user not found", "peer_id_invalid", "group chat was deactivated"), _ANY, _GONE),
    (
        ("topic_closed", "topic_deleted", "message thread not found"),
        _SENDING,
        Fault(Outcome.NO_THREAD, "no_thread", free=True),
    ),
    (("not enough rights", "chat_write_forbidden", "topic_closed", "have no rights"), _ANY, _NO_RIGHTS),
    (("too long", "too_long"), _ANY, _content("too_long")),
    (("text is empty", "text must be non-empty"), _WRITING, _content("empty")),
    (("button_", "reply markup", "inline keyboard"), _WRITING, _content("bad_button")),
    (("file identifier", "file_id", "failed to get", "media"), _WRITING, _content("bad_file")),
)
