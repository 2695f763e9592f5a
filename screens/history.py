"""Every change of a booking, with who and when: for whoever answers for the centre."""

from collections.abc import Sequence

from rules.desk import Card
from rules.keys.desk import Visit as VisitKey
from rules.letters import Screen
from rules.visits import Logged
from screens.common import footer, lines, paragraphs, strong, verbatim
from screens.words import Words

MOST = 20  # the newest lines


def history(seen: Card, logged: Sequence[Logged], words: Words) -> Screen:
    booking = seen.visit.booking
    left = len(logged) - MOST
    told = (verbatim(_line(each, seen, words)) for each in logged[-MOST:])
    earlier = words.t("Earlier changes: {n}", n=left) if left > 0 else ""
    head = strong(words.b("Changes of the booking: {number}", number=booking.number))
    return Screen(paragraphs(head, lines(earlier, *told)), (footer(words, VisitKey(booking.id)),))


def _line(each: Logged, seen: Card, words: Words) -> str:
    when = f"{words.short_day(words.local(each.at).date())} {words.time(each.at)}"
    return f"{when} · {_what(each, words)} · {_who(each, seen, words)}"


def _who(each: Logged, seen: Card, words: Words) -> str:
    if each.actor_id is None:
        return words.b("by itself")
    if each.actor_id == seen.visit.booking.person_id:
        return words.b("the person")
    return each.actor or words.b("staff")


def _what(each: Logged, words: Words) -> str:
    if each.deed == "move" and each.starts_at is not None:
        return words.b("moved to {when}", when=words.when(each.starts_at))
    return deeds(words).get(each.deed) or words.b("changed")


def deeds(words: Words) -> dict[str, str]:
    """What each line of the log says."""
    return {
        "hold": words.b("time kept"),
        "book": words.b("booked"),
        "confirm": words.b("booked"),
        "expire": words.b("not kept any more"),
        "move": words.b("moved"),
        "cancel": words.b("cancelled"),
        "undo": words.b("taken back"),
        "restore": words.b("brought back"),
        "coming": words.b("will come"),
        "arrived": words.b("arrived"),
        "no_show": words.b("no-show"),
        "done": words.b("visit finished"),
        "unmark": words.b("mark taken back"),
        "retime": words.b("kept at its time on the wall: the zone of time has changed"),
        "walk_in": words.b("came without booking"),
        "call": words.b("booked by phone call"),
        "close": words.b("hours closed"),
        "offer": words.b("offered from the waiting list"),
        "pass": words.b("offer not taken"),
        "speak": words.b("another language chosen"),
        "outcome": words.b("outcome written"),
        "note": words.b("note written"),
        "unnote": words.b("note deleted"),
        "name": words.b("caller named"),
        "ill": words.b("specialist ill"),
        "request": words.b("asked for"),
        "accept": words.b("confirmed"),
        "decline": words.b("declined"),
        "for_other": words.b("booked for another person"),
        "join": words.b("link opened"),
    }
