"""An update is confirmed to Telegram only after it is kept, also where keeping it failed at first."""

from typing import Any

import pytest

from tests.town import Town


async def test_an_update_that_could_not_be_kept_is_asked_for_again(lively: Town) -> None:
    plain = lively.db.do

    async def full(*_deed: Any, **_named: Any) -> Any:
        raise OSError

    lively.box.telegram.say(lively.person("Айгүл"), "/start")
    lively.db.do = full
    with pytest.raises(OSError):  # noqa: PT011 -- the very one raised above
        await lively.works.intake.poll(0)
    lively.db.do = plain
    await lively.settle()
    assert lively.last("Айгүл").text
