"""Past visits in words, and the visits of one case side by side."""

from collections.abc import Sequence

from rules.booking import Booking
from rules.cases import Case
from rules.keys.booking import Mine, Show
from rules.keys.cases import Case as CaseKey
from rules.keys.cases import Past
from rules.keys.desk import Visit as VisitKey
from rules.letters import Button, Screen
from rules.visits import Visit
from screens.common import footer, lines, paragraphs, strong
from screens.outcomes import going_on, thumbs, told
from screens.times import offered
from screens.words import Words

PAGE = 5
MOST = 8  # visits of a case that are told one by one


def past(found: Sequence[Visit], page: int, words: Words) -> Screen:
    """One line a case, its newest visit, each with a button."""
    if not found:
        return Screen(words.t("You have had no consultations yet."), (footer(words, Mine()),))
    pages = max(-(-len(found) // PAGE), 1)
    here = found[page % pages * PAGE :][:PAGE]
    rows = [(_row(each, words),) for each in here]
    if pages > 1:
        rows.append((Button(words.b("Show more"), Past((page + 1) % pages).pack()),))
    return Screen(strong(words.b("Past")), (*rows, footer(words, Mine())))


def _row(visit: Visit, words: Words) -> Button:
    day = words.short_day(words.local(visit.booking.starts_at).date())
    return Button(offered(day, visit.topic.read(words.language)), CaseKey(visit.booking.id).pack())


def button(words: Words) -> Button:
    return Button(words.b("Past"), Past().pack())


def own(case: Case, words: Words) -> Screen:
    """The case as its person reads it, with the way on."""
    back = Show(case.about.id) if case.about.state == "booked" else Past()
    rows = (*thumbs_after(case, words), *going_on(case, words), footer(words, back))
    return Screen(_text(case, words), rows)


def thumbs_after(case: Case, words: Words) -> tuple[tuple[Button, ...], ...]:
    return thumbs(case, words) if case.about.state in {"arrived", "done"} else ()


def seen(case: Case, words: Words) -> Screen:
    """The same for staff, whose way back is the visit."""
    return Screen(_text(case, words), (footer(words, VisitKey(case.about.id)),))


def _text(case: Case, words: Words) -> str:
    title = strong(case.visit.topic.read(words.language))
    return paragraphs(title, *(_visit(each, case, words) for each in case.visits[-MOST:]))


def _visit(visit: Visit, case: Case, words: Words) -> str:
    outcome = case.outcomes.get(visit.booking.id)
    return lines(
        words.when(visit.booking.starts_at),
        words.t("Specialist: {name}", name=visit.specialist) if visit.specialist else "",
        _state(visit.booking, words),
        told(outcome, words) if outcome else "",
    )


def _state(booking: Booking, words: Words) -> str:
    return words.t("The visit did not take place.") if booking.state == "no_show" else ""
