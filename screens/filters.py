"""Subscriptions in words: chosen in three steps with a live count, listed, paused, ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rules.filters import KINDS, Direction, Filter, Wish, pack_directions, pack_kinds
from rules.keys.tenders import Contests, End, Matching, Pause, Save, Shape, Subscription, Subscriptions
from rules.letters import Button, Rows, Screen
from rules.subscriptions import Kept, Mine, Shaping
from screens.common import footer, home, lines, pairs, paragraphs, strong
from screens.directions import label, listed
from screens.regions import region
from screens.tenders import left, line, look, subscribe
from screens.times import cut
from screens.words import Words

PAGE = 6  # directions, or subscriptions, on one screen
STEPS = 3
NAMED = 2  # directions that a subscription's name holds
CHOSEN = "☑️"


def title(wish: Wish, directions: Sequence[Direction], words: Words) -> str:
    """What a subscription is called: its first directions, its region, its kinds."""
    named = [label(each, words) for each in directions if each.id in wish.directions]
    more = f" +{len(named) - NAMED}" if len(named) > NAMED else ""
    first = ", ".join(named[:NAMED]) + more if named else words.b("All directions")
    kinds = [_kind(kind, words) for kind in KINDS if kind in wish.kinds]
    return " · ".join([first, _where(wish, words), *([", ".join(kinds)] if kinds else [])])


def _where(wish: Wish, words: Words) -> str:
    return region(wish.region, words) if wish.region else words.b("All regions")


def _kind(kind: str, words: Words) -> str:
    names = {"gsz": words.b("Social orders"), "grant": words.b("Grants"), "award": words.b("Awards")}
    return names[kind]


def reshaped(wish: Wish) -> Shape:
    """The way back to the last step of a wish."""
    return _key(wish, STEPS - 1)


def shape(seen: Shaping, step: int, page: int, words: Words) -> Screen:
    """One step of a new subscription; each tap counts again."""
    return (_directions, _regions, _kinds)[step if 0 <= step < STEPS else 0](seen, page, words)


def _head(seen: Shaping, step: int, ask: str, words: Words) -> str:
    """The live count leads, so that it is seen changing."""
    return paragraphs(
        strong(words.b("Contests that match now: {n}", n=seen.matching)),
        lines(words.t("Step {step} of {total}", step=step + 1, total=STEPS), ask),
    )


def _directions(seen: Shaping, page: int, words: Words) -> Screen:
    pages = max(-(-len(seen.directions) // PAGE), 1)
    here = page % pages
    shown = seen.directions[here * PAGE :][:PAGE]
    ticks = [
        Button(
            _tick(label(each, words), each.id in seen.wish.directions), _key(seen.wish.turned(each.id), 0, here).pack()
        )
        for each in shown
    ]
    every = Button(words.b("All directions"), _key(replace(seen.wish, directions=frozenset()), 1).pack())
    turn = [Button(words.b("Show more"), _key(seen.wish, 0, (here + 1) % pages).pack())] if pages > 1 else []
    on = Button(words.b("Next"), _key(seen.wish, 1).pack())
    chosen = listed(seen.wish.directions, seen.directions, words)
    ask = lines(
        words.t("Choose directions. You may choose several."),
        words.t("Chosen: {list}", list=chosen) if chosen else "",
    )
    rows = (*pairs(ticks), *pairs([*turn, on if seen.wish.directions else every]), footer(words, Subscriptions()))
    return Screen(_head(seen, 0, ask, words), rows)


def _tick(text: str, chosen: object) -> str:
    return f"{CHOSEN} {text}" if chosen else text


def _key(wish: Wish, step: int, page: int = 0) -> Shape:
    return Shape(
        step, pack_directions(wish.directions), wish.region, int(wish.nationwide), pack_kinds(wish.kinds), page
    )


def _regions(seen: Shaping, _page: int, words: Words) -> Screen:
    wish, own = seen.wish, seen.home
    mine = Button(_tick(region(own, words), wish.region == own), _key(replace(wish, region=own), 1).pack())
    all_of_them = Button(_tick(words.b("All regions"), not wish.region), _key(replace(wish, region=""), 1).pack())
    wide = Button(
        _tick(words.b("Include nationwide grants"), wish.nationwide),
        _key(replace(wish, nationwide=not wish.nationwide), 1).pack(),
    )
    on = Button(words.b("Next"), _key(wish, 2).pack())
    rows = (*pairs([mine, all_of_them]), *(((wide,),) if wish.region else ()), (on,), footer(words, _key(wish, 0)))
    return Screen(_head(seen, 1, words.t("Which regions do you need?"), words), rows)


def _kinds(seen: Shaping, _page: int, words: Words) -> Screen:
    wish = seen.wish
    ticks = [
        Button(_tick(_kind(kind, words), kind in wish.kinds), _key(wish.turned_kind(kind), 2).pack()) for kind in KINDS
    ]
    every = Button(_tick(words.b("All kinds"), not wish.kinds), _key(replace(wish, kinds=frozenset()), 2).pack())
    save = Save(pack_directions(wish.directions), wish.region, int(wish.nationwide), pack_kinds(wish.kinds))
    rows = (*pairs([*ticks, every]), (Button(f"✅ {words.b('Save')}", save.pack()),), footer(words, _key(wish, 1)))
    ask = lines(
        words.t("Which kinds do you need? You may choose several."),
        words.t("Subscription: {name}", name=title(wish, seen.directions, words)),
    )
    return Screen(_head(seen, 2, ask, words), rows)


def saved(kept: Kept, words: Words, now: datetime) -> Screen:
    """What is open is shown at once; where nothing is, when the last one came and that the bot will write."""
    undo = Button(f"↩️ {words.b('Undo')}", End(kept.filter.id).pack())
    mine = Button(f"🔔 {words.b('My subscriptions')}", Subscriptions().pack())
    if not kept.nearest:
        return Screen(
            paragraphs(f"✅ {_saved_empty(kept, words)}", _name(kept, words)), (*pairs([undo, mine]), (home(words),))
        )
    head = lines(f"✅ {words.t('Subscription saved. The nearest deadlines:')}", _name(kept, words))
    shown = [lines(line(each, words), left(each, now, words)) for each in kept.nearest]
    rest = kept.matching - len(kept.nearest)
    more = words.t("More in the list: {n}", n=rest) if rest else ""
    all_of_them = ((Button(words.b("Show more"), Matching(kept.filter.id).pack()),),) if rest else ()
    text = paragraphs(head, *shown, more)
    return Screen(text, (*look(kept.nearest, words), *all_of_them, *pairs([undo, mine]), (home(words),)))


def _saved_empty(kept: Kept, words: Words) -> str:
    last = kept.last_like
    came = words.t("The last one of this kind came: {when}.", when=words.on(words.local(last).date())) if last else ""
    return lines(words.t("No contest matches now. We will write when one appears."), came)


def _name(kept: Kept, words: Words) -> str:
    return words.t("Subscription: {name}", name=title(kept.filter.wish, kept.directions, words))


def mine(seen: Mine, words: Words, page: int = 0) -> Screen:
    """Everything somebody is subscribed to, page by page; after the last one comes the first again."""
    if not seen.filters:
        text = words.t("You have no subscriptions yet. We write when a contest fits you.")
        return Screen(text, ((subscribe(words),), footer(words, Contests())))
    pages = -(-len(seen.filters) // PAGE)
    here = seen.filters[page % pages * PAGE :][:PAGE]
    rows = tuple((_row(each, seen.directions, words),) for each in here)
    more = ((Button(words.b("Show more"), Subscriptions((page + 1) % pages).pack()),),) if pages > 1 else ()
    return Screen(words.t("My subscriptions"), (*rows, *more, (subscribe(words),), footer(words, Contests())))


def _row(one: Filter, directions: Sequence[Direction], words: Words) -> Button:
    sign = "⏸" if one.paused else "🔔"
    return Button(cut(f"{sign} {title(one.wish, directions, words)}"), Subscription(one.id).pack())


def subscription(kept: Kept, words: Words, above: str = "") -> Screen:
    """One subscription with what can be done about it."""
    wish = kept.filter.wish
    text = lines(
        strong(title(wish, kept.directions, words)),
        words.t("Direction: {direction}", direction=listed(wish.directions, kept.directions, words))
        if wish.directions
        else "",
        words.t("Paused: nothing comes by it.") if kept.filter.paused else "",
        words.t("Contests that match now: {n}", n=kept.matching),
        words.t("Nationwide contests belong too.") if wish.region and wish.nationwide else "",
    )
    pause = (words.b("Go on"), 0) if kept.filter.paused else (words.b("Pause"), 1)
    buttons = [
        *([Button(words.b("Show contests"), Matching(kept.filter.id).pack())] if kept.matching else []),
        Button(pause[0], Pause(kept.filter.id, pause[1]).pack()),
        Button(f"🔕 {words.b('Unsubscribe')}", End(kept.filter.id).pack()),
    ]
    return Screen(paragraphs(above, text), (*pairs(buttons), footer(words, Subscriptions())))


def ended(seen: Mine, words: Words) -> Screen:
    """Unsubscribed; each can be taken back."""
    filters, directions = seen.filters, seen.directions
    names = [words.t("Subscription: {name}", name=title(each.wish, directions, words)) for each in filters]
    said = words.t("You are unsubscribed.") if filters else words.t("You were not subscribed to this.")
    undo: Rows = tuple(
        (Button(cut(f"↩️ {words.b('Undo')}: {title(each.wish, directions, words)}"), End(each.id, 0).pack()),)
        for each in filters
    )
    mine = Button(f"🔔 {words.b('My subscriptions')}", Subscriptions().pack())
    return Screen(lines(said, *names), (*undo, (mine, home(words))))
