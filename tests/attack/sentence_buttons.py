"""A sentence on the centre's list, for the buttons that keep it and those that choose it."""

import actions.sentences
from rules.centres import Texts
from rules.keys.codec import Key
from rules.keys.sentences import AskSentence, Choose, KeepSentence, Sentences, ShowSentence, WriteSentence
from tests.attack.buttons import CHANGING, WHOLE, at_centre, row
from tests.attack.cast import Stage
from tests.attack.outcome_buttons import about, kept

TEXTS = Texts("Жарғының үлгісін жібереміз", "Пришлём образец устава")


async def sentence(stage: Stage) -> int:
    coordinator = stage.people["coordinator"]
    return (await stage.town.db.do(actions.sentences.add, coordinator, stage.centre.id, TEXTS)).id


async def show(stage: Stage) -> Key:
    return ShowSentence(await sentence(stage))


async def keep(stage: Stage) -> Key:
    """Off the list already: back on it."""
    number = await sentence(stage)
    await stage.town.db.do(actions.sentences.keep, stage.people["coordinator"], number, 0)
    return KeepSentence(number, 1)


async def write(stage: Stage) -> Key:
    visit, number = await kept(stage), await sentence(stage)
    return WriteSentence(visit.id, visit.rev, number)


ROWS = (
    at_centre(Sentences, WHOLE),
    at_centre(AskSentence, WHOLE),
    row(ShowSentence, WHOLE, show),
    row(KeepSentence, WHOLE, keep),
    row(Choose, CHANGING, about(Choose)),
    row(WriteSentence, CHANGING, write),
)
