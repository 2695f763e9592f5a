"""Whatever a centre hands over as a sample is lived through in a story, by the people it concerns."""

import csv
import re
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
PROPOSALS, MEETINGS = EXAMPLES / "proposals.txt", EXAMPLES / "meetings.csv"
TOLD_IN = {"atyrau": "meetings_of_atyrau_kk", "mangystau": "meetings_of_mangystau_ru"}
ANSWERED = "Жауап келді|Орталықтан жауап келді|Пришёл ответ"


def said() -> dict[str, str]:
    """What people write in the stories, and what is told from there on."""
    found: dict[str, str] = {}
    for path in sorted(HERE.glob("*.txt")):
        story = path.read_text(encoding="utf-8")
        for line in re.finditer(r"^\w+: (.+)$", story, re.MULTILINE):
            found.setdefault(line[1], story[line.end() :])
    return found


def test_the_eight_proposals_are_sent_and_their_authors_hear_the_answer() -> None:
    told, blocks = said(), PROPOSALS.read_text(encoding="utf-8").split("== ")[1:]
    assert len(blocks) == 8
    for block in blocks:
        texts = [line[4:] for line in block.splitlines() if line[:4] in {"kk: ", "ru: "}]
        after = next(told[text] for text in texts if text in told)
        number = re.search(r"№\s(\d{4}-\d{5})", after)
        assert number is not None, block
        assert re.search(rf"📬 .*{number[1]}.*\n +({ANSWERED})", after), block


def test_the_eight_meetings_are_announced_and_each_is_looked_at() -> None:
    with MEETINGS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    stories = {name: (HERE / f"{name}.txt").read_text(encoding="utf-8") for name in TOLD_IN.values()}
    for row in rows:
        story = stories[TOLD_IN[row["centre"]]]
        title = row["title_kk"] if "_kk" in TOLD_IN[row["centre"]] else row["title_ru"]
        assert re.search(rf"^Bot(?: edits)?: {re.escape(title)}$", story, re.MULTILINE), (
            f"nobody looks at {row['code']}"
        )
