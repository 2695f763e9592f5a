"""Every story comes true, word for word; ORTAQ_RETELL=1 writes down how it goes now."""

import os
from pathlib import Path

import pytest

from tests.stories.teller import Teller
from tests.town import Town

STORIES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
async def test_the_story_comes_true(path: Path, lively: Town) -> None:
    story = path.read_text(encoding="utf-8")
    told = await Teller(lively).tell(story)
    if os.environ.get("ORTAQ_RETELL"):
        path.write_text(told, encoding="utf-8")
    assert told == story or os.environ.get("ORTAQ_RETELL")
