"""What one deed has read already: a centre, a topic, a specialist are the same for the whole of a transaction."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from storage.work import Work


class Numbered(Protocol):
    @property
    def id(self) -> int: ...


N = TypeVar("N", bound=Numbered)


def read(work: Work, query: Callable[[Work, int], N | None], id: int) -> N | None:  # noqa: A002 -- it is the id
    """What `query` finds under this id, asked once a transaction."""
    known: dict[object, N | None] = work.known
    place = (query, id)
    if place not in known:
        known[place] = query(work, id)
    return known[place]


def keep(work: Work, query: Callable[[Work, int], N | None], found: Iterable[N]) -> None:
    """Remember what another query has brought along."""
    work.known.update({(query, each.id): each for each in found})


def forget(work: Work) -> None:
    """This deed has written what it may have read before: it is read anew."""
    work.known.clear()
