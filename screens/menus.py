"""What Telegram itself shows of the bot: commands and descriptions."""

from collections.abc import Collection, Mapping, Sequence

from rules.jobs import Job
from screens.words import Words

JOBS: Mapping[str, Job] = {
    "book": "booking",
    "rooms": "booking",
    "tenders": "tenders",
    "propose": "proposals",
    "meetings": "meetings",
}
"""What a command begins; the others look after what is there already, or belong to no job."""


def commands(words: Words, off: Collection[str] = ()) -> Sequence[tuple[str, str]]:
    """Commands that work, in the order of their use; `off` are jobs that no centre does now."""
    return [(name, said) for name, said in _all(words) if JOBS.get(name) not in off]


def _all(words: Words) -> Sequence[tuple[str, str]]:
    return (
        ("start", words.b("Main menu")),
        ("book", words.b("Book a consultation")),
        ("bookings", words.b("My bookings")),
        ("tenders", words.b("Contests and grants")),
        ("subscriptions", words.b("My subscriptions")),
        ("propose", words.b("Send a proposal")),
        ("proposals", words.b("My proposals")),
        ("meetings", words.b("Meetings")),
        ("rooms", words.b("Halls and desks")),
        ("organisation", words.b("My organisation")),
        ("settings", words.b("Settings")),
        ("language", words.b("Change the language")),
        ("privacy", words.b("How data is kept")),
        ("mydata", words.b("My data")),
        ("help", words.b("Help")),
        ("cancel", words.b("Stop the current step")),
        ("staff", words.b("For staff")),
    )


def short_description(words: Words) -> str:
    return words.b("Civic centre: free consultations, contests and grants, proposals, meetings.")


def description(words: Words) -> str:
    return words.b(
        "The bot of a civic centre. Book a free consultation: NGO registration, papers for a state social order, "
        "grants, taxes, legal help. The bot writes in Kazakh, Russian and English. "
        "Do not send your IIN or identity documents."
    )
