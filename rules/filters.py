"""What contests somebody wants to hear of: directions, regions, kinds, and the cells they are found by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

KINDS = ("gsz", "grant", "award")
EVERYWHERE = "KZ"
ANY_REGION, ANY_DIRECTION = "*", 0
OTHER = "other"  # the direction of a contest that names none
MOST_FILTERS = 20
_LAST = 62  # the highest direction a button's number has a bit for


@dataclass(frozen=True, slots=True)
class Direction:
    """One of the law's directions. `stems`: beginnings of words that point to it."""

    id: int
    code: str
    name_kk: str
    name_ru: str
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A filter's contents. No directions, no region, no kinds: all of them.

    `nationwide`: with a region, contests of the whole country belong too.
    """

    directions: frozenset[int] = frozenset()
    region: str = ""
    nationwide: bool = True
    kinds: frozenset[str] = frozenset()

    def turned(self, direction_id: int) -> "Wish":
        """With the direction if it was not there, without it if it was."""
        return replace(self, directions=self.directions ^ {direction_id})

    def turned_kind(self, kind: str) -> "Wish":
        return replace(self, kinds=self.kinds ^ {kind})


@dataclass(frozen=True, slots=True)
class Facets:
    """What a contest is searched by. `directions` are never empty: one without any is of «other»."""

    directions: frozenset[int]
    region: str
    kind: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A wish somebody keeps. `centre_id`: whose consent it stands on."""

    id: int
    person_id: int
    centre_id: int
    wish: Wish = field(default_factory=Wish)
    paused: bool = False


def matches(wish: Wish, facets: Facets) -> bool:
    """What the table of cells must come to."""
    regions = {wish.region, EVERYWHERE} if wish.nationwide else {wish.region}
    return (
        (not wish.directions or bool(wish.directions & facets.directions))
        and (not wish.region or facets.region in regions)
        and (not wish.kinds or facets.kind in wish.kinds)
    )


def cells(wish: Wish) -> list[tuple[int, str]]:
    """Direction and region of every cell the wish lives in."""
    directions = sorted(wish.directions) or [ANY_DIRECTION]
    regions = [wish.region or ANY_REGION, *([EVERYWHERE] if wish.region and wish.nationwide else [])]
    return [(direction, region) for direction in directions for region in dict.fromkeys(regions)]


def probes(facets: Facets) -> tuple[list[int], list[str]]:
    """Directions and regions of the cells in which whoever wants this contest lives."""
    return [ANY_DIRECTION, *sorted(facets.directions)], [ANY_REGION, facets.region]


def pack_directions(chosen: Iterable[int]) -> int:
    """Chosen directions as one number for a button: a bit each. ValueError beyond 62."""
    number = 0
    for direction_id in chosen:
        if not 0 < direction_id <= _LAST:
            raise ValueError("no bit for this direction")
        number |= 1 << direction_id
    return number


def unpack_directions(number: int) -> frozenset[int]:
    return frozenset(bit for bit in range(1, _LAST + 1) if number >= 0 and number >> bit & 1)


def pack_kinds(kinds: Iterable[str]) -> int:
    return sum(1 << KINDS.index(kind) for kind in set(kinds))


def unpack_kinds(number: int) -> frozenset[str]:
    """All kinds are the same as none chosen: whatever there will be."""
    return frozenset(kind for place, kind in enumerate(KINDS) if number >= 0 and number >> place & 1)


def choosable(directions: Sequence[Direction]) -> list[Direction]:
    """Those a button can carry."""
    return [each for each in directions if each.id <= _LAST]
