"""Short names of the law's directions, as they fit on a button; a new one is shown by its own name."""

from collections.abc import Iterable

from rules.filters import Direction
from screens.times import cut
from screens.words import Words


def label(direction: Direction, words: Words) -> str:
    name = direction.name_kk if words.language == "kk" else direction.name_ru
    return _labels(words).get(direction.code) or cut(name)


def listed(chosen: Iterable[int], directions: Iterable[Direction], words: Words) -> str:
    """Several, in the law's order."""
    wanted = set(chosen)
    return ", ".join(label(each, words) for each in directions if each.id in wanted)


def _labels(words: Words) -> dict[str, str]:
    return {
        "education_science_info_sport": words.b("Education, science, sport"),
        "health": words.b("Health"),
        "environment": words.b("Environment"),
        "youth_children": words.b("Youth and children"),
        "family_demography_gender": words.b("Family, population, gender"),
        "vulnerable": words.b("Vulnerable groups"),
        "orphans_large_families": words.b("Orphans, large families"),
        "employment": words.b("Employment"),
        "rights": words.b("Protection of rights"),
        "culture": words.b("Culture and arts"),
        "heritage": words.b("Heritage"),
        "unity": words.b("Accord and unity"),
        "probation": words.b("Probation services"),
        "service_monitoring": words.b("Public service monitoring"),
        "civil_society": words.b("Civil society"),
        "volunteering": words.b("Volunteering"),
        "animals": words.b("Care for animals"),
        "difficult_life": words.b("People in hardship"),
        "other": words.b("Other fields"),
    }
