"""The staff's side: what somebody may see and do at a centre, and a visit as the desk sees it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.booking import Booking
from rules.people import Grant, Role
from rules.refusal import NotYours

DESK_ROLES = (Role.COORDINATOR, Role.SPECIALIST, Role.VIEWER)  # an officer works on proposals, not on visits
_CHANGING = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.SPECIALIST})


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is at one centre now. `specialist_id`: whose days they see; None: everybody's."""

    centre_id: int
    role: Role
    specialist_id: int | None = None

    @property
    def may_change(self) -> bool:
        return self.role in _CHANGING

    def sees(self, specialist_id: int | None) -> bool:
        return self.specialist_id is None or self.specialist_id == specialist_id


@dataclass(frozen=True, slots=True)
class Visit:
    """A booking with what the desk calls its person by; None for a walk-in, a caller, somebody erased."""

    booking: Booking
    name: str | None = None


def post(grants: Iterable[Grant], centre_id: int) -> Post:
    """The widest post these grants give at the centre. Raises NotYours."""
    held = list(grants)
    if any(grant.role is Role.ADMINISTRATOR for grant in held):
        return Post(centre_id, Role.ADMINISTRATOR)
    here = {grant.role: grant for grant in held if grant.centre_id == centre_id}
    for role in DESK_ROLES:
        if role in here and (role is not Role.SPECIALIST or here[role].specialist_id is not None):
            return Post(centre_id, role, here[role].specialist_id if role is Role.SPECIALIST else None)
    raise NotYours


def changing(post: Post, specialist_id: int | None) -> None:
    """Whether this post may change visits and hours of that specialist; None: of the whole centre. Raises NotYours."""
    if not post.may_change or not post.sees(specialist_id):
        raise NotYours
