"""Who of the staff may read, route and answer a proposal."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.people import Grant, Role
from rules.proposals import Proposal
from rules.refusal import NotYours

_READERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.VIEWER)


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is at one centre now. `departments`: whose proposals they see; None: all."""

    centre_id: int
    role: Role
    departments: frozenset[int] | None = None

    @property
    def leads(self) -> bool:
        """Whether they route, and answer on behalf of anybody."""
        return self.role in {Role.COORDINATOR, Role.ADMINISTRATOR}

    def sees(self, proposal: Proposal) -> bool:
        """An officer sees what has been passed to the own department, and nothing before that."""
        if proposal.centre_id != self.centre_id:
            return False
        passed = proposal.state not in {"registered", "withdrawn"}
        return self.departments is None or (proposal.department_id in self.departments and passed)

    def answers(self, proposal: Proposal) -> bool:
        return self.sees(proposal) and self.role is not Role.VIEWER


def post(grants: Iterable[Grant], centre_id: int) -> Post:
    """The widest post these grants give at the centre; a specialist has none here. Raises NotYours."""
    held = [grant for grant in grants if grant.centre_id == centre_id or grant.role is Role.ADMINISTRATOR]
    own = frozenset(
        grant.department_id for grant in held if grant.role is Role.OFFICER and grant.department_id is not None
    )
    roles = {grant.role for grant in held}
    for role in _READERS:
        if role in roles and not (role is Role.VIEWER and own):
            return Post(centre_id, role)
    if own:
        return Post(centre_id, Role.OFFICER, own)
    raise NotYours
