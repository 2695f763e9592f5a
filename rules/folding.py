"""Text as people type it, made comparable: blanks, look-alike letters, case; and marks of damage."""

import re
import unicodedata

_LATIN = "ABCEHIKMOPTXYaceiopxyhəɵ"
_CYRILLIC = "АВСЕНІКМОРТХУасеіорхуһәө"
_LOOK_ALIKE = str.maketrans(_LATIN, _CYRILLIC)
_MIXED = re.compile(r"\b(?=\w*[A-Za-zəɵ])(?=\w*[Ѐ-ӿ])\w+")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_LOST = re.compile(r"(?<=[Ѐ-ӿ])\?(?=[Ѐ-ӿ])|(?<!\w)\?(?=[Ѐ-ӿ])")
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)


def clean(text: str) -> str:
    """One line: no blanks at the ends, none doubled, no control characters, nothing that turns the writing round."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """For comparing and searching only: case, ё, blanks and Latin letters inside Cyrillic words do not count."""
    line = clean(text)
    if not line.isascii():
        line = _MIXED.sub(_mended, line)
    return line.casefold().replace("ё", "е")


def _mended(word: re.Match[str]) -> str:
    cyrillic = word[0].translate(_LOOK_ALIKE)
    return word[0] if _LATIN_LETTER.search(cyrillic) else cyrillic


def lost_letters(text: str) -> bool:
    """Whether question marks stand where letters stood, as in a file saved without Kazakh ones."""
    return _LOST.search(text) is not None


def has_kazakh_letters(text: str) -> bool:
    return _KAZAKH.search(text) is not None
