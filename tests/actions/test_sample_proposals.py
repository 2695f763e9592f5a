"""The eight proposals of the sample are played through: sent, passed on where a department is named, answered."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

import actions.answers
import actions.people
import actions.proposals
import screens.my_proposals
import screens.proposals
import storage.centres
import tests.office
from rules.answers import Reply
from rules.people import LANGUAGES, Grant, Person, Role
from rules.proposals import Drafted
from screens.words import Words
from storage.work import Work
from tests.office import Office

SAMPLE = Path(__file__).parent.parent.parent / "examples" / "proposals.txt"
KINDS = {
    "gsz_topic": "topic",
    "service": "service",
    "partnership": "joint",
    "methodical": "other",
    "procedure": "other",
}
STUDIED, UNTIL = "study", date(2027, 2, 1)


@dataclass(frozen=True)
class Answered:
    decision: str
    text: str


ANSWERS = {
    "P1": Answered("accepted", "Тақырып келесі жылдың тізіміне енгізіледі."),
    "P2": Answered("part", "Кездесулерге апарамыз; киноға ақылы бағыт есептеліп жатыр."),
    "P3": Answered("explained", "Ұсынысты өңірдің ҮЕҰ-ларына жеткіздік, қатысқысы келгендер орталыққа жазады."),
    "P4": Answered(STUDIED, "Кездесуде уәде етілді, шешім әлі қабылданған жоқ."),
    "P5": Answered("accepted", "Наурызда үлгі дайындалады."),
    "P6": Answered("declined", "Конкурстар бюджет бекітілген соң ғана жарияланады. Мерзімін қаңтарға жақындатамыз."),
    "P7": Answered("accepted", "Жобалар қоғамдық кеңесте талқыланады."),
    "P8": Answered("explained", "Заң үш жылға дейінгі жобаларға қазірдің өзінде жол береді."),
}


@pytest.fixture
async def office(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with tests.office.office(tmp_path, template) as made:
        yield made


def sample() -> dict[str, dict[str, str]]:
    blocks = SAMPLE.read_text(encoding="utf-8").split("== ")[1:]
    lines = {block.split("\n", 1)[0]: block.split("\n")[1:] for block in blocks}
    return {name: dict(line.split(": ", 1) for line in rest if ": " in line) for name, rest in lines.items()}


def _place(work: Work, centre_code: str, department_code: str) -> tuple[int, int]:
    centre = storage.centres.by_code(work, centre_code)
    assert centre is not None
    found = storage.centres.department_id(work, centre.id, department_code) if department_code else 0
    assert found is not None, department_code
    return centre.id, found


def _agree(work: Work, person: Person, centre_id: int) -> Person:
    return actions.people.agree(work, person, centre_id, "the words shown")


@pytest.mark.parametrize("name", sorted(ANSWERS))
async def test_each_is_sent_passed_on_and_answered_and_its_author_can_read_it(office: Office, name: str) -> None:
    told = sample()[name]
    centre_id, department_id = await office.do(_place, told["centre"], told.get("department", ""))
    author = await office.do(_agree, await office.person("Айгүл"), centre_id)
    coordinator = await office.person("Сәуле", Grant(Role.COORDINATOR, centre_id))
    drafted = Drafted(centre_id, KINDS[told["kind"]], department_id, told["kk"], show_name=False)
    card = await office.do(actions.proposals.send, author, drafted)
    before = card.proposal
    assert before.number in screens.proposals.sent(card, Words("kk")).text
    if department_id:
        seen = await office.do(actions.answers.route, coordinator, before.id, before.rev, department_id)
        before = seen.card.proposal
    given = ANSWERS[name]
    reply = Reply(before.id, before.rev, given.decision, given.text)
    reply = replace(reply, until=UNTIL) if given.decision == STUDIED else reply
    await office.do(actions.answers.publish, coordinator, reply)
    own = await office.do(actions.proposals.own, author, before.id)
    assert own.proposal.waits == (given.decision == STUDIED), "a promise is not a decision: it goes on waiting"
    for language in LANGUAGES:
        shown = screens.my_proposals.show(own, Words(language)).text
        assert told["kk"] in shown
        assert given.text in shown


def test_the_sample_has_eight_and_each_has_its_answer() -> None:
    assert set(sample()) == set(ANSWERS)
