"""The limiter in virtual time: the limits hold in every window, and people never wait behind letters."""

import asyncio
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.limiter import Limiter
from delivery.pace import Pace, Road
from delivery.transport import BadStatus
from rules.letters import Lane
from tests.delivery.virtual import run

Mark = tuple[float, int, Lane]


class Wire:
    """Calls through a limiter and remembers when each one left; refuses chats named in `angry`, each so often."""

    def __init__(self, pace: Pace | None = None, angry: dict[int, int] | None = None, retry_after: float = 3) -> None:
        self.limiter = Limiter(pace)
        self.left: list[Mark] = []
        self.angry = angry or {}
        self.retry_after = retry_after
        self.holds: list[tuple[int | str, float]] = []
        self.limiter.on_hold = lambda scope, seconds: self.holds.append((scope, seconds))

    async def call(self, chat: int | None, lane: Lane, endpoint: str = "sendMessage") -> Any:
        async def leave() -> bool:
            self.left.append((asyncio.get_running_loop().time(), chat or 0, lane))
            if self.angry.get(chat or 0, 0):
                self.angry[chat or 0] -= 1
                raise BadStatus(429, self.retry_after)
            return True

        data = {} if chat is None else {"chat_id": chat}
        return await self.limiter.process_request(leave, (), {}, endpoint, data, lane)

    async def letters(self, count: int, lane: Lane = Lane.NOTICE, start: int = 1) -> None:
        await asyncio.gather(*(self.call(chat, lane) for chat in range(start, start + count)))


def most_within(seconds: float, moments: list[float]) -> int:
    first = 0
    most = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def test_bulk_leaves_at_its_rate_and_no_faster() -> None:
    wire = Wire()
    run(wire.letters(500))
    moments = [at for at, _, _ in wire.left]
    assert most_within(1, moments) <= 27
    assert (len(moments) - 1) / (moments[-1] - moments[0]) == pytest.approx(25, rel=0.02)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 20), st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -2]), st.sampled_from(list(Lane))),
        max_size=150,
    )
)
def test_no_window_of_any_kind_is_ever_too_full(calls: list[tuple[float, int, Lane]]) -> None:
    wire = Wire()

    async def story() -> None:
        async def later(delay: float, chat: int, lane: Lane) -> None:
            await asyncio.sleep(delay)
            await wire.call(chat, lane)

        await asyncio.gather(*itertools.starmap(later, calls))

    run(story())
    assert len(wire.left) == len(calls)
    assert most_within(1, [at for at, _, _ in wire.left]) <= 30
    for chat in range(1, 10):
        mine = [at for at, to, _ in wire.left if to == chat]
        assert most_within(1, mine) <= 4  # a burst of three, then one a second
        assert most_within(10, mine) <= 13
    for group in (-1, -2):
        assert most_within(60, [at for at, to, _ in wire.left if to == group]) <= 20


def test_two_processes_of_one_bot_share_its_rate_and_one_that_is_left_has_it_all() -> None:
    road = Road(Pace())
    passed: list[float] = []
    for writers, until in ((1, 10), (2, 20), (1, 30)):
        road.share(writers)
        while (opens := max(road.opens(len(passed), Lane.NOTICE), passed[-1] if passed else 0.0)) < until:
            road.enter(len(passed), Lane.NOTICE, opens)
            passed.append(opens)
    counts = [sum(since <= moment < since + 10 for moment in passed) for since in (0, 10, 20)]
    assert counts == [pytest.approx(250, abs=5), pytest.approx(125, abs=5), pytest.approx(250, abs=5)]


def test_a_person_does_not_wait_behind_three_thousand_letters() -> None:
    wire = Wire()
    waits: list[float] = []

    async def story() -> None:
        letters = asyncio.ensure_future(wire.letters(3000, start=1000))
        for person in range(1, 51):
            await asyncio.sleep(0.21)
            asked = asyncio.get_running_loop().time()
            await wire.call(person, Lane.INTERACTIVE)
            waits.append(asyncio.get_running_loop().time() - asked)
        letters.cancel()
        await asyncio.gather(letters, return_exceptions=True)

    run(story())
    assert max(waits) < 0.05


def test_lanes_leave_in_their_order_and_a_lane_in_the_order_it_came() -> None:
    wire = Wire()
    lanes = [Lane.COSMETIC, Lane.DIGEST, Lane.NOTICE, Lane.ALERT, Lane.REMINDER]

    async def story() -> None:
        first = asyncio.ensure_future(wire.letters(2))  # the bucket is empty after them
        await asyncio.sleep(0)
        calls = (wire.call(10 * lane + n, lane) for lane in lanes for n in (1, 2))
        await asyncio.gather(first, *calls)

    run(story())
    chats = [chat for _, chat, _ in wire.left[2:]]
    assert chats == [10 * lane + n for lane in reversed(lanes) for n in (1, 2)]


def test_one_chat_gets_its_messages_in_the_order_they_were_given() -> None:
    wire = Wire()

    async def story() -> list[int]:
        order: list[int] = []

        async def one(number: int) -> None:
            await wire.call(5, Lane.NOTICE)
            order.append(number)

        await asyncio.gather(*(one(number) for number in range(8)))
        return order

    assert run(story()) == list(range(8))


@pytest.mark.parametrize(
    ("chat", "endpoint"), [(1, "answerCallbackQuery"), (1, "sendChatAction"), (1, "getChat"), (None, "setMyCommands")]
)
def test_what_is_no_message_is_free(chat: int | None, endpoint: str) -> None:
    wire = Wire()

    async def story() -> float:
        await asyncio.gather(*(wire.call(chat, Lane.INTERACTIVE, endpoint) for _ in range(100)))
        return asyncio.get_running_loop().time()

    assert run(story()) == 1000.0


def test_a_refusal_of_one_chat_holds_that_chat_alone_and_is_told() -> None:
    wire = Wire(angry={1: 1}, retry_after=30)

    async def story() -> None:
        with pytest.raises(BadStatus):
            await wire.call(1, Lane.NOTICE)
        await wire.letters(5, start=2)
        await wire.call(1, Lane.NOTICE)

    run(story())
    assert wire.holds == [(1, 30)]
    refused, *others, again = wire.left
    assert again[0] - refused[0] >= 30
    assert all(at - refused[0] < 1 for at, _, _ in others)


def test_refusals_of_three_people_hold_bulk_but_nobody_who_waits_for_an_answer() -> None:
    wire = Wire(angry={1: 1, 2: 1, 3: 1}, retry_after=20)

    async def story() -> None:
        calls = [wire.call(chat, Lane.NOTICE) for chat in (1, 2, 3)]
        await asyncio.gather(*calls, return_exceptions=True)
        await asyncio.gather(wire.call(9, Lane.NOTICE), wire.call(8, Lane.INTERACTIVE), wire.call(7, Lane.ANSWER))

    run(story())
    refused = wire.left[2][0]
    late = {chat: at - refused for at, chat, _ in wire.left[3:]}
    assert ("bulk", 20) in wire.holds
    assert late[9] >= 20
    assert late[8] == late[7] == 0


def test_a_later_refusal_never_shortens_a_pause() -> None:
    wire = Wire()

    async def story() -> float:
        wire.limiter.hold("bulk", 60)
        wire.limiter.hold("bulk", 5)
        return wire.limiter.bulk_wait()

    assert run(story()) == pytest.approx(59.9)


def test_after_a_pause_there_is_no_rush() -> None:
    wire = Wire()

    async def story() -> None:
        wire.limiter.hold("bulk", 10)
        await wire.letters(120)

    run(story())
    moments = [at for at, _, _ in wire.left]
    assert moments[0] >= 1010
    assert most_within(1, moments) <= 27


def test_bulk_slows_to_half_after_a_storm_and_comes_back_one_by_one() -> None:
    wire = Wire(angry={1: 1, 2: 1, 3: 1}, retry_after=1)

    async def story() -> None:
        await asyncio.gather(*(wire.call(chat, Lane.NOTICE) for chat in (1, 2, 3)), return_exceptions=True)
        await wire.letters(900, start=10)

    run(story())
    start = wire.left[3][0]
    in_first = sum(start < at <= start + 20 for at, _, _ in wire.left) / 20
    in_second = sum(start + 32 < at <= start + 52 for at, _, _ in wire.left) / 20
    assert in_first == pytest.approx(12.5, rel=0.05)
    assert in_second == pytest.approx(13.5, rel=0.05)


def test_an_answer_to_a_tap_waits_a_short_pause_out_and_a_long_one_is_raised() -> None:
    short, long = Wire(angry={1: 1}, retry_after=3), Wire(angry={1: 1}, retry_after=300)
    assert run(short.call(1, Lane.INTERACTIVE)) is True
    assert short.left[1][0] - short.left[0][0] >= 3
    with pytest.raises(BadStatus):
        run(long.call(1, Lane.INTERACTIVE))


def test_a_letter_does_not_wait_in_the_air_for_longer_than_its_patience() -> None:
    wire = Wire()
    wire.limiter.patience = 3

    async def story() -> list[object]:
        wire.limiter.hold("bulk", 60)
        calls = [wire.call(1, Lane.NOTICE), wire.call(2, Lane.REMINDER), wire.call(3, Lane.ANSWER)]
        return list(await asyncio.gather(*calls, return_exceptions=True))

    notice, reminder, answer = run(story())
    assert isinstance(notice, BadStatus)
    assert notice.retry_after == pytest.approx(60)
    assert isinstance(reminder, BadStatus)
    assert answer is True
    assert wire.holds == []


def test_whoever_is_cancelled_while_waiting_holds_nobody_up() -> None:
    wire = Wire()

    async def story() -> None:
        waiting = [asyncio.ensure_future(wire.call(1, Lane.NOTICE)) for _ in range(6)]
        await asyncio.sleep(0.5)
        waiting[3].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    run(story())
    assert len(wire.left) == 5


def test_room_says_how_many_may_leave_soon() -> None:
    wire = Wire()

    async def story() -> tuple[int, int]:
        fresh = wire.limiter.bulk_room(8)
        await wire.letters(2)
        return fresh, wire.limiter.bulk_room(8)

    assert run(story()) == (4, 2)
