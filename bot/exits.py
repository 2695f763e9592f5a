"""How a command ends: the numbers an operator's tools read, and the sentence a person reads."""

from enum import IntEnum


class Exit(IntEnum):
    """What the process says to whoever started it."""

    DONE = 0
    SETTINGS = 64
    DATA = 74
    BUSY = 75
    TOKEN = 78


class Stop(Exception):
    """The command cannot go on: `message` says why and what to do next, in plain words, for standard error."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message
