"""A contest in words: the card, the list, what was answered, and text to pass on."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from html import escape
from urllib.parse import quote

from babel.numbers import format_decimal

from rules.filters import Direction
from rules.keys.codec import Key
from rules.keys.start import Home
from rules.keys.tenders import (
    Contests,
    Look,
    Matching,
    NotBecause,
    NotForMe,
    Shape,
    Share,
    Subscription,
    Subscriptions,
    Take,
    Unsubscribe,
)
from rules.letters import Button, Rows, Screen
from rules.publishing import REASONS, Posted
from rules.subscriptions import LISTED, Listing, Reading
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.directions import listed
from screens.regions import region
from screens.times import cut
from screens.words import Words

MILLION = 1_000_000
IN_A_LIST, ALONE = 160, 600  # signs of a title: what departments send has no end
_MILLIONS = {"kk": "млн", "ru": "млн", "en": "million"}


def menu_button(words: Words) -> Button:
    """For the main menu, where the centre has not switched contests off."""
    return Button(f"📣 {words.b('Contests and grants')}", Contests().pack())


def money(amount: Decimal, words: Words) -> str:
    """«13,4 млн ₸», «300 000 ₸»."""
    millions = amount >= MILLION
    shown = format_decimal(amount / MILLION if millions else amount, "#,##0.###", locale=words.language)
    parts = [shown.replace("\u202f", "\u00a0"), *([_MILLIONS[words.language]] if millions else []), "₸"]
    return "\u00a0".join(parts)


def kind(code: str, words: Words) -> str:
    names = {
        "gsz": words.b("State social order"),
        "grant": words.b("Grant for NGOs"),
        "award": words.b("Award for NGOs"),
    }
    return names.get(code, code)


def deadline(contest: Posted, words: Words) -> str:
    """In words, with the hour where it is known."""
    if contest.deadline is None:
        return ""
    if contest.deadline_time_known:
        return words.when(contest.deadline)
    return words.on(words.local(contest.deadline).date())


def left(contest: Posted, now: datetime, words: Words) -> str:
    """How much time there is: whole days, on the last day the hour."""
    if contest.deadline is None or contest.deadline <= now:
        return ""
    if words.local(contest.deadline).date() == words.local(now).date():
        return words.t("Today is the last day: applications are taken until {time}.", time=words.time(contest.deadline))
    days = (words.local(contest.deadline).date() - words.local(now).date()).days
    return words.t("Days left: {n}", n=days)


def named(contest: Posted, words: Words, most: int = ALONE) -> str:
    """Its title; one that fills a screen ends earlier."""
    title = contest.title(words.language)
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


def details(contest: Posted, directions: Sequence[Direction], words: Words, now: datetime) -> str:
    """Everything that is known of it. What was left out by the one who announced it is said to be missing."""
    by = deadline(contest, words)
    aims = listed(contest.directions, directions, words)
    amount = words.t("Amount: {amount}", amount=money(contest.amount, words)) if contest.amount else ""
    return lines(
        strong(named(contest, words)),
        words.t("The original: published in this language only.") if contest.is_original(words.language) else "",
        standing(contest, now, words),
        amount or words.t("The amount is not given."),
        words.t("Apply by: {when}", when=by) if by else words.t("The deadline is not given."),
        left(contest, now, words) if contest.is_open(now) else "",
        words.t("Kind: {kind}", kind=kind(contest.kind, words)),
        words.t("Direction: {direction}", direction=aims or words.b("No direction")),
        words.t("Region: {region}", region=region(contest.region, words)),
        words.t("Customer: {customer}", customer=contest.customer) if contest.customer else "",
        words.t("Announcement number: {number}", number=contest.number) if contest.number else "",
    )


def standing(contest: Posted, now: datetime, words: Words) -> str:
    """Why one cannot apply, where one cannot."""
    if contest.state == "cancelled":
        return words.t("The contest is cancelled.")
    return "" if contest.is_open(now) else words.t("Applications are closed.")


def card(seen: Reading, words: Words, now: datetime, above: str = "") -> Screen:
    """A contest looked at: what one can do depends on what one has answered."""
    contest = seen.contest
    said = {"taking": f"✅ {words.t('We are taking part')}", "no": words.t("You said: not for us.")}
    text = paragraphs(above, details(contest, seen.directions, words, now), said.get(seen.answer, ""))
    return Screen(text, (*link(contest, words), *pairs(_answers(seen, now, words)), footer(words, Contests())))


def _answers(seen: Reading, now: datetime, words: Words) -> list[Button]:
    contest, share = seen.contest, Button(f"📨 {words.b('Share')}", Share(seen.contest.id).pack())
    if not contest.is_open(now):
        return [share]
    if seen.answer == "taking":
        return [Button(words.b("We are not taking part"), Take(contest.id, 0).pack()), share]
    if not seen.consented:
        return [share, subscribe(words)]
    return [
        Button(f"✅ {words.b('We are taking part')}", Take(contest.id).pack()),
        Button(words.b("Not for me"), NotForMe(contest.id).pack()),
        share,
        *([] if seen.subscribed else [subscribe(words)]),
    ]


def link(contest: Posted, words: Words) -> Rows:
    """The announcement itself, where there is an address."""
    return ((Button(f"🔗 {words.b('Details')}", url=contest.url),),) if contest.url else ()


def subscribe(words: Words) -> Button:
    return Button(f"🔔 {words.b('New subscription')}", Shape().pack())


def alert_rows(contest: Posted, words: Words) -> Rows:
    """Under an alert: every answer is one tap."""
    answers = [
        Button(f"✅ {words.b('We are taking part')}", Take(contest.id).pack()),
        Button(words.b("Not for me"), NotForMe(contest.id).pack()),
        Button(f"📨 {words.b('Share')}", Share(contest.id).pack()),
        Button(f"🔕 {words.b('Unsubscribe')}", Unsubscribe(contest.id).pack()),
    ]
    return (*link(contest, words), *pairs(answers), (home(words),))


def listing(seen: Listing, words: Words, filter_id: int = 0) -> Screen:
    """Open contests, five at a time, the nearest deadline first; with a filter, those that one subscription fits."""
    rest = (Button(f"🔔 {words.b('My subscriptions')}", Subscriptions().pack()),)
    if not seen.contests:
        text = words.t("There are no open contests now. Subscribe, and we will write when one appears.")
        return Screen(text, ((subscribe(words),), rest, (home(words),)))
    text = paragraphs(words.t("Open contests: {n}", n=seen.total), *(line(each, words) for each in seen.contests))
    last = (seen.page + 1) * LISTED >= seen.total
    more = () if last else ((Button(words.b("Show more"), _at(seen.page + 1, filter_id).pack()),),)
    back = _at(seen.page - 1, filter_id) if seen.page else Subscription(filter_id) if filter_id else Home()
    return Screen(text, (*look(seen.contests, words), *more, rest, footer(words, back)))


def _at(page: int, filter_id: int) -> Key:
    return Matching(filter_id, page) if filter_id else Contests(page)


def line(contest: Posted, words: Words) -> str:
    """A contest in three short lines."""
    by = deadline(contest, words)
    amount = words.t("Amount: {amount}", amount=money(contest.amount, words)) if contest.amount else ""
    name = strong(named(contest, words, IN_A_LIST))
    return lines(name, amount, words.t("Apply by: {when}", when=by) if by else "")


def look(contests: Sequence[Posted], words: Words) -> Rows:
    """A button for each, led by its last day."""
    return tuple((Button(cut(look_label(each, words)), Look(each.id).pack()),) for each in contests)


def look_label(contest: Posted, words: Words) -> str:
    """A contest on a button: its last day leads."""
    title = contest.title(words.language)
    if contest.deadline is None:
        return title
    return f"{words.short_day(words.local(contest.deadline).date())} · {title}"


def taking(contest: Posted, due: Sequence[datetime], words: Words, now: datetime) -> Screen:
    """They take part: when they will be reminded, and the way back."""
    reminded = words.t("We will remind you: {when}", when="; ".join(words.when(each) for each in due)) if due else ""
    text = paragraphs(
        lines(f"✅ {words.t('We are taking part')}", reminded),
        lines(line(contest, words), left(contest, now, words)),
        words.t("Condition: the organisation is in the NGO database."),
    )
    undo = Button(words.b("We are not taking part"), Take(contest.id, 0).pack())
    share = Button(f"📨 {words.b('Share')}", Share(contest.id).pack())
    return Screen(text, (*link(contest, words), *pairs([undo, share]), footer(words, Contests())))


def why_not(contest: Posted, words: Words) -> Screen:
    """It is put away by this tap; why it did not fit can be said, or not."""
    labels = {
        "topic": words.b("Wrong topic"),
        "region": words.b("Other region"),
        "amount": words.b("The amount is too small"),
        "time": words.b("Too little time"),
    }
    reasons = [Button(labels[reason], NotBecause(contest.id, reason).pack()) for reason in REASONS]
    only = Button(words.b("Only this time"), NotBecause(contest.id).pack())
    text = paragraphs(strong(named(contest, words)), words.t("Why does it not suit you?"))
    return Screen(text, (*pairs([*reasons, only]), footer(words, Look(contest.id))))


def put_away(contest: Posted, words: Words) -> Screen:
    text = words.t("Noted. We will not write about this contest any more: {title}", title=named(contest, words))
    back = Button(words.b("My subscriptions"), Subscriptions().pack())
    take = Button(words.b("We are taking part"), Take(contest.id).pack())
    return Screen(text, (*pairs([take, back]), (home(words),)))


def share(contest: Posted, address: str, words: Words) -> Screen:
    """Plain words with a link, for people who are not here yet; `address` leads to the bot where there is no other."""
    url = contest.url or address
    plain = shared(contest, words)
    button = Button(f"📨 {words.b('Share')}", url=f"https://t.me/share/url?url={quote(url)}&text={quote(plain)}")
    text = paragraphs(words.t("Text to pass on:"), lines(escape(plain, quote=False), escape(url, quote=False)))
    return Screen(text, ((button,), footer(words, Look(contest.id))))


def shared(contest: Posted, words: Words) -> str:
    by = deadline(contest, words)
    return lines(
        named(contest, words, IN_A_LIST),
        words.b("Amount: {amount}", amount=money(contest.amount, words)) if contest.amount else "",
        words.b("Apply by: {when}", when=by) if by else "",
    )
