"""What a contest says by itself: found for you, the evening's card, a deadline near, changed, cancelled."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rules.filters import Direction, Filter
from rules.keys.tenders import Look, Share, Subscriptions, Take
from rules.letters import Button, Screen
from rules.publishing import Posted
from screens.common import home, lines, pairs, paragraphs
from screens.filters import title
from screens.tenders import alert_rows, details, left, line, link, look, named
from screens.tenders import deadline as by_when
from screens.words import Words

LOOKS = 6  # buttons on an evening's card; the rest of its contests stand in the list
DAY = timedelta(days=1)
_HOUR = 3600


def alert(
    contest: Posted, why: Sequence[Filter], directions: Sequence[Direction], words: Words, now: datetime
) -> Screen:
    """A contest for this reader, with every answer one tap away."""
    reasons = [words.t("Subscription: {name}", name=title(each.wish, directions, words)) for each in why]
    text = paragraphs(
        f"📣 {details(contest, directions, words, now)}", lines(words.t("Why you see this:"), *dict.fromkeys(reasons))
    )
    return Screen(text, alert_rows(contest, words))


def evening(contests: Sequence[Posted], words: Words, now: datetime) -> Screen:
    """Everything that had no room in the day."""
    head = words.t("New contests for you: {n}", n=len(contests))
    text = paragraphs(f"🌆 {head}", *(lines(line(each, words), left(each, now, words)) for each in contests))
    mine = Button(f"🔔 {words.b('My subscriptions')}", Subscriptions().pack())
    return Screen(text, (*look(contests[:LOOKS], words), *pairs([mine, home(words)])))


def deadline(contest: Posted, words: Words, now: datetime) -> Screen:
    """For those who take part."""
    text = lines(f"⏰ {_near(contest, words, now)}", words.t("Apply by: {when}", when=by_when(contest, words)))
    leave = Button(words.b("We are not taking part"), Take(contest.id, 0).pack())
    share = Button(f"📨 {words.b('Share')}", Share(contest.id).pack())
    return Screen(text, (*link(contest, words), *pairs([leave, share]), (home(words),)))


def _near(contest: Posted, words: Words, now: datetime) -> str:
    remaining = (contest.deadline or now) - now
    hours = round(remaining.total_seconds() / _HOUR)
    days = round(remaining / DAY)
    amount = words.n("{n} day", "{n} days", days) if remaining >= DAY * 1.5 else words.n("{n} hour", "{n} hours", hours)
    return words.t("Time left: {left}. {title}", left=amount, title=named(contest, words))


def changed(contest: Posted, old: datetime | None, words: Words, now: datetime) -> Screen:
    """What is different, and how it stands now."""
    moved = ""
    if contest.deadline and old and old != contest.deadline.replace(second=0, microsecond=0):
        moved = words.t("Deadline: {old} → {new}", old=words.when(old), new=by_when(contest, words))
    name = named(contest, words)
    head = lines(f"✏️ {words.t('The contest has changed: {title}', title=name)}", moved)
    rows = (*link(contest, words), *look([contest], words), (home(words),))
    by = by_when(contest, words)
    stands = lines(words.t("Apply by: {when}", when=by) if by else "", left(contest, now, words))
    return Screen(paragraphs(head, stands), rows)


def called_off(contest: Posted, words: Words) -> Screen:
    name = named(contest, words)
    text = f"✖️ {words.t('The contest is cancelled: {title}', title=name)}"
    show = Button(words.b("Details"), Look(contest.id).pack())
    return Screen(text, ((show, home(words)),))
