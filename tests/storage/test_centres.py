"""Centres come from a file, and are read as people meet them."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, update

import storage.centres
import storage.centres_file
import storage.centres_load
from rules.people import LANGUAGES
from storage.centres_file import CentresFile, CentresFileWrong
from storage.centres_load import Sign
from storage.schema import metadata
from storage.schema.centres import DepartmentRow, SpecialistRow
from storage.work import Work

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "centres.toml"
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)


@pytest.fixture
def empty() -> Iterator[Work]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as session:
        yield Work(session, NOW, 0)
    engine.dispose()


@pytest.fixture
def work(empty: Work) -> Work:
    storage.centres_load.load(empty, storage.centres_file.read(EXAMPLE))
    return empty


def written() -> dict[str, Any]:
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))


def centre_id(work: Work, code: str) -> int:
    centre = storage.centres.by_code(work, code)
    assert centre is not None
    return centre.id


def test_a_centre_is_read_as_it_was_written(work: Work) -> None:
    atyrau, mangystau = storage.centres.open_centres(work)
    assert atyrau.name("kk") == "Атырау облысының Азаматтық орталығы"
    assert atyrau.name("en") == "Civic Centre of Atyrau Region"
    assert atyrau.operator("ru").startswith("КГУ «Гражданский центр»")
    assert atyrau.zone.key == "Asia/Atyrau"
    assert atyrau.hours[0] == ((time(9), time(13)), (time(14, 30), time(18, 30)))
    assert atyrau.hours[5] == atyrau.hours[6] == ()
    assert (atyrau.settings.horizon_days, mangystau.settings.horizon_days) == (30, 21)
    assert mangystau.settings.max_open_bookings == 1
    assert mangystau.site == ""


def test_a_day_of_its_own_wins_over_the_week(work: Work) -> None:
    days = storage.centres.days(work, centre_id(work, "atyrau"), date(2026, 12, 16), date(2026, 12, 31))
    assert days[date(2026, 12, 16)].hours == ()
    assert days[date(2026, 12, 16)].reason("kk") == "Тәуелсіздік күні"
    assert days[date(2026, 12, 31)].hours == ((time(9), time(13)),)
    assert len(days) == 2


@pytest.mark.parametrize("code", ["atyrau", "mangystau"])
def test_topics_are_those_somebody_answers_for_in_every_language(work: Work, code: str) -> None:
    topics = storage.centres.topics(work, centre_id(work, code))
    assert len(topics) == 12
    assert all(topic.name(language) for topic in topics for language in LANGUAGES)
    assert [topic.code for topic in topics[:2]] == ["register_ngo", "gsz_docs"]


def test_a_topic_goes_with_the_last_who_answered_for_it(work: Work) -> None:
    work.sql.execute(update(SpecialistRow).where(SpecialistRow.code == "at3").values(closed_at=NOW))
    codes = {topic.code for topic in storage.centres.topics(work, centre_id(work, "atyrau"))}
    assert codes.isdisjoint({"tax_accounting", "npo_db"})
    assert "legal" in codes


def test_specialists_of_a_topic_have_their_days_and_hours(work: Work) -> None:
    topic = storage.centres.topic_by_code(work, "npo_db")
    assert topic is not None
    (accountant,) = storage.centres.specialists(work, centre_id(work, "atyrau"), topic.id)
    assert accountant.code == "at3"
    assert accountant.weekdays == {1, 3}
    assert accountant.hours == ((time(10), time(13)), (time(14, 30), time(17)))
    assert accountant.languages == ("kk",)
    assert accountant.room_id is not None
    room = storage.centres.room(work, accountant.room_id)
    assert room is not None
    assert (room.code, room.step_free) == ("desk", False)


def test_an_ended_department_is_not_offered(work: Work) -> None:
    there = centre_id(work, "mangystau")
    assert storage.centres.department_id(work, there, "mn_ip_old") is None
    assert storage.centres.department_id(work, there, "mn_ip") is not None


def test_loading_twice_changes_nothing(work: Work) -> None:
    assert storage.centres_load.load(work, storage.centres_file.read(EXAMPLE)) == []


def test_who_left_the_file_is_closed_only_when_replaced_and_comes_back(work: Work) -> None:
    without = written()
    del without["centre"][0]["specialists"][0]
    fewer, whole = CentresFile.model_validate(without), storage.centres_file.read(EXAMPLE)
    (missing,) = storage.centres_load.load(work, fewer)
    assert (missing.sign, missing.code) == (Sign.MISSING, "at1")
    assert storage.centres.specialist_by_code(work, centre_id(work, "atyrau"), "at1") is not None
    (closed,) = storage.centres_load.load(work, fewer, ["atyrau"])
    assert (closed.sign, closed.code) == (Sign.CLOSED, "at1")
    assert storage.centres.specialist_by_code(work, centre_id(work, "atyrau"), "at1") is None
    assert work.sql.scalar(select(SpecialistRow.name).where(SpecialistRow.code == "at1")) == "Айна Үлгі"
    (back,) = storage.centres_load.load(work, whole, ["atyrau"])
    assert back.sign is Sign.REPLACED
    assert storage.centres.specialist_by_code(work, centre_id(work, "atyrau"), "at1") is not None


def test_a_department_that_left_the_file_ends_yesterday(work: Work) -> None:
    without = written()
    without["centre"][0]["departments"] = without["centre"][0]["departments"][1:]
    storage.centres_load.load(work, CentresFile.model_validate(without), ["atyrau"])
    ended = work.sql.scalar(select(DepartmentRow.valid_to).where(DepartmentRow.code == "at_ip"))
    assert ended == NOW.date() - timedelta(days=1)


def test_replacing_one_centre_leaves_the_other(work: Work) -> None:
    other = written()
    for centre in other["centre"]:
        centre["phone"] = "+7 700 000 00 09"
    changes = storage.centres_load.load(work, CentresFile.model_validate(other), ["mangystau"])
    assert [(change.sign, change.code) for change in changes] == [
        (Sign.DIFFERS, "atyrau"),
        (Sign.REPLACED, "mangystau"),
    ]
    assert [centre.phone[-2:] for centre in storage.centres.open_centres(work)] == ["01", "09"]


def test_topics_of_a_specialist_are_replaced_too(work: Work) -> None:
    other = written()
    other["centre"][0]["specialists"][1]["topics"] = ["legal"]
    file = CentresFile.model_validate(other)
    for _ in range(2):
        (change,) = storage.centres_load.load(work, file)
        assert change.columns == (("topics", ("legal", "register_ngo"), ("legal",)),)
    storage.centres_load.load(work, file, ["atyrau"])
    assert storage.centres_load.load(work, file) == []


WRONG = [
    ('code = "at2"', 'code = "at1"', "centre «atyrau»: specialists: «at1» is there twice"),
    ('room = "class"', 'room = "cellar"', "rooms: there is no «cellar» in this file"),
    ('"legal"]', '"illegal"]', "topics: there is no «illegal» in this file"),
    ('"animals"]', '"plants"]', "directions: there is no «plants» in this file"),
    ('["09:00", "13:00"]', '["09:00", "08:00"]', "in their order"),
    ('["09:00", "13:00"]', '["09:00", "13:01"]', "in steps of five minutes"),
    ('["09:00", "13:00"]', '["09:00"]', "hours are pairs"),
    ('phone = "+7 700 000 00 01"', "", "centre «atyrau» phone: Field required"),
    ("slot_minutes = 15", "slot_minutes = 7", "centre «atyrau» slot_minutes"),
    ("horizon_days = 30", "horizont_days = 30", "centre «atyrau» horizont_days: there is no such key"),
    ('days = ["mon", "wed", "fri"]', 'days = ["mon", "wen"]', "centre «atyrau» specialists «at2» days 1"),
    ('date = "2026-12-16"\nopen = false', 'date = "2026-12-16"\nopen = true', "an open day needs its hours"),
    ("schema = 1", "schema = 2", "schema"),
    ("[[centre]]", "[[centre]", "this is not TOML"),
]


@pytest.mark.parametrize(("right", "wrong", "told"), WRONG)
def test_a_mistake_in_the_file_is_named_with_its_place(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "centres.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(CentresFileWrong, match=r"centres\.toml") as refused:
        storage.centres_file.read(path)
    assert told in str(refused.value)


def test_midnight_ends_a_day(tmp_path: Path) -> None:
    path = tmp_path / "centres.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    path.write_text(text.replace('"18:30"', '"00:00"'), encoding="utf-8")
    assert storage.centres_file.read(path).centre[0].hours.mon == [["09:00", "13:00"], ["14:30", "00:00"]]
