"""What administrators read when something needs a look."""

from screens.words import Words


def alarm(kind: str, thing_id: int, words: Words) -> str:
    return words.b("Something needs a look: {kind}, number {id}. Details are in the log.", kind=kind, id=thing_id)
