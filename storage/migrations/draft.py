"""Draft the next step: compare the schema in the code with where the steps so far lead."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import storage.climbing
import storage.version


def main(slug: str) -> Path:
    """Write the step's file; its two functions want to be read before they are trusted."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        if storage.version.known():
            storage.climbing.climb(url)
        now = datetime.now(UTC)  # noqa: TID251 -- the day goes into the file's name
        return storage.climbing.draft(url, slug, now)


if __name__ == "__main__":
    main(*sys.argv[1:])
