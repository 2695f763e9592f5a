"""The switches of a centre: how each job stands, who switched it last, and what it keeps."""

from rules.jobs import JOBS, Job
from rules.keys.setup import Setup
from rules.keys.switches import Switch, Switches
from rules.letters import Button, Screen
from rules.switches import Board
from screens.common import footer, lines, pairs, paragraphs
from screens.words import Words


def name(job: Job, words: Words) -> str:
    names: dict[Job, str] = {
        "booking": words.b("Consultations"),
        "tenders": words.b("Contests"),
        "proposals": words.b("Proposals"),
        "meetings": words.b("Meetings"),
        "broadcasts": words.b("Notices"),
    }
    return names[job]


def desk_button(centre_id: int, words: Words) -> Button:
    return Button(words.b("Switches"), Switches(centre_id).pack())


def board(seen: Board, words: Words, above: str = "") -> Screen:
    """One button a job; what it will be after the tap stands on it."""
    text = paragraphs(
        above,
        lines(*(_state(seen, job, words) for job in JOBS)),
        words.t("One tap switches, the next one switches back. What was promised before is kept."),
    )
    centre_id = seen.centre.id
    return Screen(text, (*pairs(_button(seen, job, words) for job in JOBS), footer(words, Setup(centre_id))))


def _button(seen: Board, job: Job, words: Words) -> Button:
    off = job in seen.centre.jobs_off
    sign = "▶️" if off else "⏸"
    return Button(f"{sign} {name(job, words)}", Switch(seen.centre.id, job, int(not off)).pack())


def _state(seen: Board, job: Job, words: Words) -> str:
    off = job in seen.centre.jobs_off
    said = words.t("{job}: off", job=name(job, words)) if off else words.t("{job}: on", job=name(job, words))
    turn = seen.turn(job)
    if turn is None:
        return said
    when = words.when(turn.at)
    by = words.t("{when}, by: {name}", when=when, name=turn.by) if turn.by else when
    return lines(said, f"    {by}")


def switched(seen: Board, job: Job, words: Words) -> str:
    """What has changed for people, and what happens to what they were promised."""
    named = name(job, words)
    if job not in seen.centre.jobs_off:
        return words.t("Switched on: {job}.", job=named)
    kept = seen.kept(job)
    return lines(
        words.t("Switched off: {job}. Nobody is offered it; an old button says whom to call.", job=named),
        _kept(job, kept, words) if kept else "",
    )


def _kept(job: Job, n: int, words: Words) -> str:
    match job:
        case "booking":
            return words.t("Visits already booked stay: {n}. People are reminded and received as promised.", n=n)
        case "tenders":
            return words.t(
                "Subscriptions stay, in silence: {n}. Whoever takes part is still reminded of the deadline.", n=n
            )
        case "proposals":
            return words.t("Proposals that wait for an answer: {n}. They are answered as promised.", n=n)
        case "meetings":
            return words.t("Meetings announced before: {n}. They take place.", n=n)
        case "broadcasts":
            return words.t("Notices set before: {n}. They go out as they were set, and can be paused and stopped.", n=n)
