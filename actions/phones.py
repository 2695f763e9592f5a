"""The number somebody sends of themselves, to be called at."""

import rules.phones
import storage.people
import storage.phones
from rules.people import Person
from rules.refusal import ConsentMissing, NotOwnNumber
from storage.work import Work


def give(work: Work, person: Person, centre_id: int, owner: int, sent: str) -> str:
    """Keep the number; `owner` is whose contact Telegram says it is. Raises NotOwnNumber, ConsentMissing."""
    if owner != person.telegram_id:
        raise NotOwnNumber
    if not storage.people.agreed(work, person.id, centre_id):
        raise ConsentMissing
    number = rules.phones.number(sent)
    storage.phones.keep(work, person.id, number)
    return number
