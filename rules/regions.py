"""Regions of Kazakhstan: which one a cell's words name; codes are ISO 3166-2."""

import re
from functools import lru_cache

from rules.folding import fold

COUNTRY = "KZ"
_KATO = re.compile(r"[0-9]{9}")
# Names that districts elsewhere bear too («Абайский район») count only beside the word for a region.
_WORDS = {
    "KZ-10": r"област\w* абай|абай\w* обл|абай облыс",
    "KZ-11": r"акмолинск|ақмола|кокшетау|көкшетау",
    "KZ-15": r"актюбинск|ақтөбе|актобе",
    "KZ-19": r"алматинск\w* обл|алматы обл|конаев|қонаев",
    "KZ-23": r"атырау|кульсары|құлсары",
    "KZ-27": r"западно-казахстанск|батыс қазақстан|зко\b|бқо\b|уральск|орал қ",
    "KZ-31": r"жамбыл\w* обл|тараз",
    "KZ-33": r"област\w* жет[іы]су|жет[іы]су\w* обл|талдыкорган|талдықорған",
    "KZ-35": r"караганд|қарағанды",
    "KZ-39": r"костанай|қостанай",
    "KZ-43": r"кызылорд|қызылорда",
    "KZ-47": r"мангистау|мангыстау|маңғыстау|актау|ақтау|жанаозен|жаңаөзен",
    "KZ-55": r"павлодар",
    "KZ-59": r"северо-казахстанск|солтүстік қазақстан|ско\b|сқо\b|петропавл",
    "KZ-61": r"туркестан|түркістан",
    "KZ-62": r"област\w* [уұ]лытау|[уұ]лытау\w* обл|жезказган|жезқазған",
    "KZ-63": r"восточно-казахстанск|шығыс қазақстан|вко\b|шқо\b|усть-каменогорск|өскемен",
    "KZ-71": r"астан[аеуы]\b|нур-султан|нұр-сұлтан",
    "KZ-75": r"алматы(?!\w* обл)(?! ауд)",
    "KZ-79": r"шымкент",
}
CODES = tuple(_WORDS)
_PATTERNS = {code: re.compile(rf"(?<!\w)(?:{words})") for code, words in _WORDS.items()}
_EVERYWHERE = re.compile(
    r"^(?:республика )?казахстан$|^рк$|вс[яе]\w* (?:стран|республик|казахстан|регион)"
    r"|^қазақстан(?: республикасы)?$|^қр$|бүкіл (?:ел|қазақстан|республика)|барлық өңір"
)


@lru_cache(maxsize=256)  # a sheet says the same few words in every row
def named(words: str) -> frozenset[str]:
    """Codes of the regions that the words name; the whole country only where they name no region."""
    folded = fold(words)
    found = frozenset(code for code, pattern in _PATTERNS.items() if pattern.search(folded))
    return found or (frozenset({COUNTRY}) if _EVERYWHERE.search(folded) else frozenset())


def of_kato(text: str) -> str:
    """The region of a KATO of nine digits: its first two are those of the ISO code. Empty where it is none."""
    code = f"KZ-{text[:2]}"
    return code if _KATO.fullmatch(text) and code in CODES else ""
