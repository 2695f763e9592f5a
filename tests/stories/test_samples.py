"""Whatever a centre hands over as a sample is lived through in a story, by the people it concerns."""

import re
from pathlib import Path

HERE = Path(__file__).parent
PROPOSALS = HERE.parent.parent / "examples" / "proposals.txt"
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
