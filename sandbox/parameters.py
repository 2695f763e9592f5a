"""The parameters of one call: JSON, a form or multipart, read in one way."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.records import Upload, bad


@dataclass(frozen=True, slots=True)
class Parameters:
    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) not in {None, ""} if _plain(self.values.get(name)) else True

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        value = self.text(name)
        if not value:
            return None
        try:
            return int(value)
        except ValueError:
            raise bad(f'invalid parameter "{name}" specified') from None

    def decimal(self, name: str) -> float:
        try:
            return float(self.text(name))
        except ValueError:
            raise bad(f'invalid parameter "{name}" specified') from None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1"}

    def parsed(self, name: str) -> Any:
        """A field that holds JSON, written out or as itself; None when it is absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


def _plain(value: object) -> bool:
    return value is None or isinstance(value, str)
