"""Tells a complaint about somebody from a proposal, by its words alone: a hint for its author, never a verdict.

A proposal goes to a department and may one day be public; a named person or a charge of corruption belongs to
e-Otinish or 109. What is looked for: stems of words for bribery, theft and nepotism in Russian and Kazakh, also typed
without Kazakh letters; a patronymic, initials beside a surname, a first name beside a surname, a post before one,
perhaps with its office between; a personal number of twelve digits (an IIN: its fifth digit, of a birthday, is 0-3,
while a BIN's is 4-6). Street names and titles may be taken for people; so nothing is refused, the author may send what
they wrote.
"""

import re
from typing import Literal

Sign = Literal["person", "corruption"]

_PLAIN = str.maketrans("әғқңөұүһіё", "агкноуухие")

_CORRUPTION = (
    "коррупц", "взятк", "взяток", "взяточ", "подкуп", "откаты", "откатов", "вымогат", "хищени", "похищ", "расхищ",
    "казнокрад", "мошенн", "воров", "воруе", "ворую", "украл", "украд", "обокра", "кумовств", "незаконно обогат",
    "жемкор", "паракор", "пара ал", "пара бер", "пара сура", "пара талап", "сыбайлас", "тамыр-таныс", "таныс-тамыр",
    "урла", "урлы", "урлык", "жымкыр", "алаяк", "бопсала",
)  # fmt: skip
_STEM = re.compile(r"\b(?:" + "|".join(map(re.escape, _CORRUPTION)) + ")")

_UPPER, _LOWER = "А-ЯЁӘҒҚҢӨҰҮҺІ", "а-яёәғқңөұүһі"
_WORD = f"[{_UPPER}][{_LOWER}]+"
_CASES = "(?:а|у|ым|ой|е|ы|ға|ге|ты|ті|тың|тің|тан|тен)?"
_SURNAME = rf"[{_UPPER}][{_LOWER}]+(?:ов|ев|ёв|ин){_CASES}"
_PATRONYMIC = rf"[{_UPPER}][{_LOWER}]+(?:ович(?:а|у|ем)?|евич(?:а|у|ем)?|[ое]вн(?:а|ы|е|ой|у)|ұлы|қызы|улы|кызы)"
_POSTS = (
    "директор|аким|әкім|начальник|главврач|врач|руководител|глав|заместител|депутат|судь|учител|воспитател|господин|"
    "госпож|гражданин|гражданк|басшы|бастық|бастығы|орынбасар|дәрігер|мұғалім|азамат|мырза|ханым"
)
_PERSON = (
    re.compile(rf"\b{_WORD}\s+{_PATRONYMIC}\b|\b{_PATRONYMIC}\s+{_WORD}\b"),
    re.compile(rf"\b[{_UPPER}]\.\s?(?:[{_UPPER}]\.\s?)?{_WORD}\b|\b{_WORD}\s[{_UPPER}]\.\s?[{_UPPER}]\."),
    re.compile(rf"\b{_WORD}\s+{_SURNAME}\b|\b{_SURNAME}\s+{_WORD}\b"),
    re.compile(rf"\b(?i:{_POSTS})[{_LOWER}]*(?:\s+[{_LOWER}]+){{0,2}}\s+{_SURNAME}\b|\b{_SURNAME}\s+(?:мырза|ханым)"),
    re.compile(r"(?<!\d)\d{4}[0-3]\d{7}(?!\d)"),
)


def signs(text: str) -> frozenset[Sign]:
    """What in the text speaks of a complaint rather than of a proposal."""
    found: set[Sign] = set()
    if _STEM.search(" ".join(text.casefold().translate(_PLAIN).split())):
        found.add("corruption")
    if any(pattern.search(text) for pattern in _PERSON):
        found.add("person")
    return frozenset(found)
