"""Every story comes true, word for word; ORTAQ_RETELL=1 writes down how it goes now."""

import os
from pathlib import Path

import pytest

from bot.hook import Address
from tests.stories.teller import Teller
from tests.town import Town, town

STORIES = sorted(Path(__file__).parent.glob("*.txt"))
BY_WEBHOOK = ("booking_earliest_kk", "notice_later_kk")
ON_SERVER = (
    *BY_WEBHOOK,
    "contest_subscribe_kk",
    "meeting_list_ru",
    "proposal_complaint_ru",
)  # a short one of each job
ADDRESS = Address("https://bot.example.org/telegram", "S" * 32)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
async def test_the_story_comes_true(path: Path, lively: Town) -> None:
    story = path.read_text(encoding="utf-8")  # noqa: ASYNC240 -- nothing else runs yet
    told = await Teller(lively).tell(story)
    if os.environ.get("ORTAQ_RETELL"):
        story = told
        path.write_text(story, encoding="utf-8")  # noqa: ASYNC240 -- nothing runs any more
    assert told == story


@pytest.mark.parametrize("template", ["postgresql"], indirect=True, scope="session")
@pytest.mark.parametrize("name", ON_SERVER)
async def test_a_story_of_each_job_comes_true_on_a_server_and_by_webhook(
    name: str, tmp_path: Path, template: Path
) -> None:
    story = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")
    async with town(tmp_path, template, ADDRESS if name in BY_WEBHOOK else None) as live:
        assert await Teller(live).tell(story) == story
