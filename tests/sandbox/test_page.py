"""The chat page in a real browser; nothing may leave 127.0.0.1, and the console stays silent."""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from tests.sandbox.stage import Echo, Stage

pytestmark = pytest.mark.browser

WIDE, NARROW = (1440, 900), (390, 844)
CALM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None and os.environ.get("ORTAQ_BROWSER") == "required":
        pytest.fail("no chromium in PATH, and ORTAQ_BROWSER=required")
    if path is None:
        pytest.skip("no chromium in PATH (set ORTAQ_BROWSER=required to insist)")
    expect.set_options(timeout=10_000)
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=path, args=CALM)
        yield opened
        opened.close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    serving = threading.Thread(target=stage.server.run, kwargs={"sockets": [stage.socket]})
    serving.start()
    bot = Echo(stage.address)
    bot.thread.start()
    yield stage
    bot.over.set()
    bot.call("getUpdates")  # the poll that waits is refused by a second one, and ends
    bot.thread.join()
    bot.client.close()
    stage.server.should_exit = True
    serving.join()
    stage.socket.close()


@pytest.fixture
def page(browser: Browser, stage: Stage, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page in Russian on a light wide screen, or as the test's parameters say; it may complain of nothing."""
    size, scheme, locale = getattr(request, "param", (WIDE, "light", "ru-RU"))
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, locale=locale)  # type: ignore[arg-type] # a TypedDict made of two variables
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda said: complaints.extend(_complaint(said)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: asked.append(sent.url))
    page.clock.install()
    page.goto(stage.address)
    expect(page.locator(".phone")).to_have_count(2)
    yield page
    context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((stage.address + "/", "data:", "blob:"))] == []


def _complaint(said: ConsoleMessage) -> list[str]:
    return [said.text] if said.type in {"error", "warning"} else []


def phone(page: Page, person: int) -> Locator:
    return page.locator(f"#phone-{person}")


def say(place: Locator, words: str) -> None:
    """Press START in the empty chat and write the first words."""
    place.get_by_role("button", name="Начать", exact=True).click()
    box = place.get_by_label("Сообщение", exact=True)
    box.fill(words)
    box.press("Enter")
    expect(place.get_by_text(f"echo: {words}")).to_be_visible()


def test_what_is_typed_appears_and_is_answered_on_this_phone_only(page: Page, stage: Stage) -> None:
    say(phone(page, stage.citizen), "Сәлеметсіз бе")
    own = phone(page, stage.citizen).locator(".message.own .text", has_text="Сәлеметсіз бе")
    expect(own).to_be_visible()
    expect(phone(page, stage.officer).locator(".message")).to_have_count(0)


def test_shift_enter_starts_a_new_line_instead_of_sending(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    box = here.get_by_label("Сообщение", exact=True)
    box.fill("two")
    box.press("Shift+Enter")
    expect(box).to_have_value("two\n")


def test_a_tap_edits_the_bubble_in_place(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    last = here.locator(".message").last
    last.evaluate("node => { node.mark = 'same' }")
    last.get_by_role("button", name="Edit").click()
    expect(last.locator("b", has_text="edited")).to_be_visible()
    expect(last.get_by_role("button", name="Again")).to_be_focused()
    assert last.evaluate("node => node.mark") == "same"
    assert here.locator(".log").evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight") < 2


def test_a_pop_up_passes_and_an_alert_waits_to_be_closed(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    here.get_by_role("button", name="Hint").last.click()
    expect(here.get_by_role("status").get_by_text("hint")).to_be_visible()
    here.get_by_role("button", name="Alert").last.click()
    expect(here.get_by_role("alertdialog")).to_contain_text("alert")
    here.get_by_role("button", name="Закрыть").click()
    expect(here.get_by_role("alertdialog")).to_be_hidden()
    expect(here.locator(".waiting, .unanswered")).to_have_count(0)
    page.clock.fast_forward(5_000)
    expect(here.get_by_role("status").get_by_text("hint")).to_have_count(0)


def test_a_tap_that_nobody_answers_gets_a_mark_after_five_seconds(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    button = here.locator(".inline", has_text="Silence").last
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    page.clock.fast_forward(5_000)
    expect(button).to_have_accessible_name("Silence (Ответа пока нет)")


def test_a_wordless_answer_ends_the_waiting_of_its_own_tap_only(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    here.locator(".inline", has_text="Silence").first.click()
    here.locator(".inline", has_text="Quiet").last.click()
    expect(here.locator(".inline", has_text="Quiet").last).not_to_have_attribute("aria-busy", "true")
    expect(here.locator(".inline", has_text="Silence").first).to_have_attribute("aria-busy", "true")


def test_the_clock_goes_forward_by_its_buttons_and_to_the_next_morning(page: Page) -> None:
    shown = page.locator(".face")
    expect(shown).to_contain_text("09:00")
    page.get_by_role("button", name="+1 ч", exact=True).click()
    expect(shown).to_contain_text("10:00")
    page.get_by_role("button", name="Следующее утро").click()
    expect(shown).to_contain_text("пятница, 27 ноября")
    expect(shown).to_contain_text("09:00")
    shown.click()
    page.get_by_label("Указать дату и время").fill("2026-11-30T18:45")
    page.get_by_role("button", name="Перевести").click()
    expect(shown).to_contain_text("понедельник, 30 ноября")


def test_the_switch_makes_telegram_misbehave(page: Page, stage: Stage) -> None:
    page.get_by_label("Telegram", exact=True).select_option("refuse")
    expect(page.locator(".mood.bad")).to_be_visible()
    assert stage.box.troubles.mode == "refuse"
    page.get_by_label("Telegram", exact=True).select_option("none")
    expect(page.locator(".mood.bad")).to_have_count(0)


def test_a_link_to_the_bot_starts_it_with_the_payload(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    here.get_by_role("button", name="Deep").last.click()
    expect(here.get_by_text("echo: /start atyrau")).to_be_visible()


def test_the_bots_keyboard_asks_before_it_sends_the_number(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    here.get_by_label("Сообщение", exact=True).fill("keys")
    here.get_by_label("Отправить", exact=True).click()
    here.get_by_role("button", name="My number").click()
    here.get_by_role("alertdialog").get_by_role("button", name="Отправить").click()
    expect(here.get_by_text("thanks")).to_be_visible()
    expect(here.get_by_role("button", name="My number")).to_have_count(0)


def test_a_file_is_sent_and_can_be_taken_back(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    here.get_by_label("Прикрепить").click()
    with page.expect_file_chooser() as chosen:
        here.get_by_role("button", name="Файл").click()
    chosen.value.set_files({"name": "жарғы.txt", "mimeType": "text/plain", "buffer": "мәтін".encode()})
    expect(here.get_by_text("got жарғы.txt")).to_be_visible()
    with page.expect_download() as taken:
        here.locator("a.file").click()
    assert taken.value.path().read_text(encoding="utf-8") == "мәтін"


def test_a_group_is_found_behind_the_back_arrow_by_its_members_only(page: Page, stage: Stage) -> None:
    officer = phone(page, stage.officer)
    officer.get_by_label("Назад: Чаты").click()
    officer.get_by_role("button", name="Орталық").click()
    officer.get_by_label("Сообщение", exact=True).fill("қайырлы таң")
    officer.get_by_label("Отправить", exact=True).click()
    expect(officer.locator(".message.own", has_text="қайырлы таң")).to_be_visible()
    expect(phone(page, stage.citizen).get_by_label("Назад: Чаты")).to_have_count(0)


def test_a_blocked_bot_can_be_unblocked(page: Page, stage: Stage) -> None:
    here = phone(page, stage.citizen)
    say(here, "one")
    here.get_by_label("Заблокировать бота").click()
    here.locator(".big", has_text="Разблокировать").click()
    expect(here.get_by_label("Сообщение", exact=True)).to_be_visible()


def test_a_new_person_gets_a_phone(page: Page) -> None:
    page.get_by_role("button", name="Новый человек").click()
    page.get_by_label("Имя").fill("Нұрлан")
    page.get_by_role("button", name="Добавить").click()
    expect(page.get_by_role("region", name="Нұрлан")).to_be_visible()


@pytest.mark.parametrize("page", [(NARROW, "light", "ru-RU")], indirect=True)
def test_a_narrow_screen_shows_one_phone_at_a_time(page: Page, stage: Stage) -> None:
    expect(page.locator(".phone:visible")).to_have_count(1)
    page.get_by_role("tab", name="Марина").click()
    expect(phone(page, stage.officer)).to_be_visible()
    expect(phone(page, stage.citizen)).to_be_hidden()
    say(phone(page, stage.officer), "сәлем")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


@pytest.mark.parametrize("page", [(NARROW, "light", "ru-RU")], indirect=True)
def test_many_people_on_a_narrow_screen_do_not_push_it_aside(page: Page, stage: Stage) -> None:
    for name in ("Сәуле", "Тимур", "Ерлан"):
        stage.box.say(stage.box.person(name), "сәлем")
    page.reload()
    expect(page.get_by_role("tab")).to_have_count(5)
    expect(page.locator("[role=tab] .unseen")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


@pytest.mark.parametrize("page", [(WIDE, "dark", "kk-KZ")], indirect=True)
def test_dark_is_worn_when_the_system_asks_and_can_be_taken_off(page: Page) -> None:
    assert _brightness(page) < 60
    page.get_by_label("Қараңғы немесе жарық көрініс").click()
    assert _brightness(page) > 180
    page.reload()
    expect(page.locator(".phone")).to_have_count(2)
    assert _brightness(page) > 180


def _brightness(page: Page) -> int:
    colour = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    return max(int(number) for number in colour.removeprefix("rgb(").removesuffix(")").split(","))


def test_the_page_speaks_the_language_one_chose_the_next_time_too(page: Page) -> None:
    page.get_by_label("Язык страницы").select_option("kk")
    expect(page.get_by_role("button", name="Жаңа адам")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Жаңа адам")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "kk"
