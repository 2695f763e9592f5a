"""What the attacks stand on."""

import pytest

from tests.attack.cast import Stage, gather
from tests.town import Town


@pytest.fixture
async def stage(lively: Town) -> Stage:
    """A town with its whole cast."""
    return await gather(lively)
