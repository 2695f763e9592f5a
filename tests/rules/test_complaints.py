"""A complaint is told from a proposal by its words; a hint, never a verdict."""

from pathlib import Path

import pytest

import rules.complaints

SAMPLE = Path(__file__).parent.parent.parent / "examples" / "proposals.txt"


@pytest.mark.parametrize(
    "text",
    [
        "В управлении берут взятки за место в списке, прошу разобраться.",
        "Әкімдікте жемқорлық бар, тексеріңіздер.",
        "Баскармада пара алады деп естідік.",
        "На конкурсе были откаты, и об этом все знают.",
    ],
)
def test_a_charge_of_corruption_is_seen(text: str) -> None:
    assert "corruption" in rules.complaints.signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Прошу уволить Пробного Примера Образцовича из нашей школы.",
        "Примеров П. О. не отвечает на наши письма уже год.",
        "Дәрігер Мысалов келушілермен дөрекі сөйлеседі.",
        "Директор средней школы Примеров не принимает людей.",
        "ЖСН 900101300017 иесіне көмек берілсін.",
    ],
)
def test_a_named_person_is_seen(text: str) -> None:
    assert "person" in rules.complaints.signs(text)


def test_the_proposals_of_the_sample_are_no_complaints() -> None:
    texts = [line[4:] for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line[:4] in {"ru: ", "kk: "}]
    assert len(texts) == 16
    assert [text for text in texts if rules.complaints.signs(text)] == []
