"""Days and moments that a button carries; a forged one, outside this century, is an outdated button."""

from datetime import UTC, date, datetime

import rules.keys.codec
from rules.refusal import OutdatedButton

_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


def day(ordinal: int) -> date:
    try:
        found = rules.keys.codec.day(ordinal)
    except ValueError as error:
        raise OutdatedButton from error
    return _known(found)


def moment(minutes: int) -> datetime:
    try:
        found = rules.keys.codec.moment(minutes)
    except ValueError as error:
        raise OutdatedButton from error
    _known(found.astimezone(UTC).date())
    return found


def _known(found: date) -> date:
    if not _FIRST <= found <= _LAST:
        raise OutdatedButton
    return found
