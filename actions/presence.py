"""Who can be reached: people block the bot and come back, groups let it in, throw it out, and move."""

import storage.people
import storage.pins
import storage.reach
from rules.people import Person
from storage.work import Work


def lost(work: Work, chat_id: int, why: str) -> None:
    """Nothing is sent there until it is `back`. `why` is a state of reach: blocked, gone, no_rights."""
    storage.reach.lost(work, chat_id, why)


def blocked(work: Work, person: Person) -> None:
    """The person has blocked the bot. Whoever is erased by now leaves nothing behind."""
    if storage.people.person(work, person.id) is not None:
        storage.reach.lost(work, person.telegram_id, "blocked")


def back(work: Work, chat_id: int) -> None:
    """It can be written to again; a list of the day that was kept there is looked after at once."""
    storage.reach.reactivate(work, chat_id)
    storage.pins.look(work, chat_id, work.now)


def moved(work: Work, old: int, new: int) -> None:
    """A group has become a supergroup; to be told of it twice changes nothing."""
    storage.reach.move(work, old, new)
