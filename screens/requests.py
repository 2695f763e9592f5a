"""Visits that staff have to confirm, in words: for those who decide and for the person."""

from collections.abc import Sequence

import screens.booking
import screens.lending
from rules.availability import FreeTime
from rules.cards import Card
from rules.desk import Card as Seen
from rules.keys.booking import Book, Days, Pick
from rules.keys.codec import minute
from rules.keys.desk import Day, Panel
from rules.keys.requests import Accept, AskDecline, Decline, Request, Requests
from rules.letters import Button, Screen
from rules.requests import REASONS, Reason
from rules.reservations import Seen as Lent
from rules.visits import Visit
from screens.common import footer, home, lines, paragraphs, strong
from screens.languages import NAMES
from screens.times import cut
from screens.words import Words

MOST = 8


def waiting(centre_id: int, visits: Sequence[Visit], rooms: Sequence[Lent], words: Words) -> Screen:
    """What waits for a yes, consultations and rooms together, the earliest first."""
    found = [(each.booking.starts_at, Button(_line(each, words), Request(each.booking.id).pack())) for each in visits]
    found += [(each.reservation.starts_at, screens.lending.request_line(each, words)) for each in rooms]
    in_order = sorted(found, key=lambda each: each[0])
    text = words.t("To be confirmed: {n}", n=len(found)) if found else words.t("Nothing waits to be confirmed.")
    return Screen(text, (*((button,) for _, button in in_order[:MOST]), footer(words, Panel(centre_id))))


def _line(visit: Visit, words: Words) -> str:
    day = words.short_day(words.local(visit.booking.starts_at).date())
    return cut(f"{day} {words.time(visit.booking.starts_at)} · {visit.topic.read(words.language)}")


def _about(visit: Visit, words: Words) -> str:
    return lines(
        strong(words.when(visit.booking.starts_at)),
        words.t("Topic: {topic}", topic=visit.topic.read(words.language)),
        words.t("Specialist: {name}", name=visit.specialist) if visit.specialist else "",
        words.t("Name: {name}", name=visit.name) if visit.name else "",
        words.t("Language: {language}", language=NAMES[visit.booking.language]),
    )


def asked(visit: Visit, words: Words) -> Screen:
    """A letter to those who decide; the name is behind a tap."""
    text = paragraphs(words.t("Somebody asks for a consultation. Please confirm or decline it."), _about(visit, words))
    booking = visit.booking
    rows = (
        (Button(f"✅ {words.b('Confirm')}", Accept(booking.id, booking.rev).pack()),),
        (Button(words.b("Look"), Request(booking.id).pack()), _decline(visit, words)),
        (Button(words.b("All that wait"), Requests(booking.centre_id).pack()), home(words)),
    )
    return Screen(text, rows)


def _decline(visit: Visit, words: Words) -> Button:
    return Button(words.b("Decline"), AskDecline(visit.booking.id, visit.booking.rev).pack())


def request(seen: Seen, words: Words) -> Screen:
    """One request with its name; what has become of it, where it has been answered."""
    visit = seen.visit
    booking = visit.booking
    back = footer(words, Requests(booking.centre_id))
    if booking.state != "requested":
        return Screen(paragraphs(_about(visit, words), _answer(seen, words)), (back,))
    accept = Button(f"✅ {words.b('Confirm')}", Accept(booking.id, booking.rev).pack())
    return Screen(_about(visit, words), ((accept,), (_decline(visit, words),), back))


def _answer(seen: Seen, words: Words) -> str:
    if seen.visit.booking.state == "cancelled":
        return words.t("The request is declined, or taken back.")
    return words.t("The request is confirmed.")


def ask_why(seen: Seen, words: Words) -> Screen:
    """The reasons are the answer; the person reads it."""
    booking = seen.visit.booking
    labels: dict[Reason, str] = {
        "time": words.b("Nobody can at that time"),
        "other_body": words.b("Another body answers for it"),
        "unclear": words.b("The question is not clear"),
    }
    buttons = tuple((Button(labels[each], Decline(booking.id, booking.rev, each).pack()),) for each in REASONS)
    text = paragraphs(
        _about(seen.visit, words), words.t("Why? The person reads the reason and is offered other times.")
    )
    return Screen(text, (*buttons, footer(words, Request(booking.id))))


def answered(seen: Seen, words: Words) -> Screen:
    """What the answer came to; the person has been told."""
    booking = seen.visit.booking
    text = paragraphs(_about(seen.visit, words), lines(_answer(seen, words), words.t("The person is told.")))
    day = Button(words.b("The day"), Day(booking.centre_id, words.local(booking.starts_at).date().toordinal()).pack())
    return Screen(text, ((day,), footer(words, Requests(booking.centre_id))))


def confirmed(words: Words) -> str:
    return words.t("The centre has confirmed your consultation.")


def declined(card: Card, times: Sequence[FreeTime], words: Words) -> Screen:
    """To the person: why, other times, whom to call."""
    booking = card.booking
    reasons = {
        "declined_time": words.t("Nobody can receive you at that time."),
        "declined_other_body": words.t("Another body answers for this question. Please call, we will tell you which."),
        "declined_unclear": words.t("The question was not clear to us. Please call or ask it in other words."),
    }
    text = paragraphs(
        strong(words.t("The centre cannot confirm your consultation: {when}.", when=words.when(booking.starts_at))),
        lines(
            words.t("Topic: {topic}", topic=card.topic.name(words.language)),
            reasons.get(booking.cancel_reason or "", ""),
            words.t("Phone: {phone}", phone=card.phone),
        ),
        *([words.t("You can choose another time:")] if times else []),
    )
    buttons = tuple(
        (Button(words.when(each.starts_at), Book(booking.topic_id, each.specialist_id, minute(each.starts_at)).pack()),)
        for each in times
    )
    another = Button(words.b("Another day"), Days(booking.topic_id).pack())
    again = Button(words.b("Book again"), Pick(booking.topic_id).pack())
    return Screen(text, (*buttons, (another if times else again,), (home(words),)))


def unanswered(card: Card, words: Words) -> Screen:
    """To the person, shortly before: nobody has answered."""
    said = words.t("The centre has not answered yet. Please call before you set out: {phone}", phone=card.phone)
    return screens.booking.requested(card, words, said)
