"""The jobs of a centre, each of which it may switch off."""

from typing import Literal, get_args

Job = Literal["booking", "tenders", "proposals", "meetings", "broadcasts"]
JOBS: tuple[Job, ...] = get_args(Job)
