"""A person's own number, as Telegram hands it over."""

import re

from rules.refusal import NotOwnNumber

_NUMBER = re.compile(r"[0-9]{7,15}")


def number(sent: str) -> str:
    """Digits behind a plus, whatever signs came with them. Raises NotOwnNumber for what is no number."""
    digits = re.sub(r"[\s()+-]", "", sent)
    if not _NUMBER.fullmatch(digits):
        raise NotOwnNumber
    return f"+{digits}"
