"""Every story comes true, word for word; ORTAQ_RETELL=1 writes down how it goes now."""

import os
from pathlib import Path

import pytest

from tests.stories.teller import Teller
from tests.town import Town

STORIES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
async def test_the_story_comes_true(path: Path, lively: Town) -> None:
    story = path.read_text(encoding="utf-8")  # noqa: ASYNC240 -- nothing else runs yet
    told = await Teller(lively).tell(story)
    if os.environ.get("ORTAQ_RETELL"):
        story = told
        path.write_text(story, encoding="utf-8")  # noqa: ASYNC240 -- nothing runs any more
    assert told == story
