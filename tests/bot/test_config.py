"""Settings are read from three places, and a mistake in any of them is named."""

from pathlib import Path

import pytest

import bot.config
from bot.exits import Exit, Stop

TOKEN = "123456789:AAExampleExampleExampleExampleExample"


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(path: Path) -> str:
    with pytest.raises(Stop) as stopped:
        bot.config.read(path)
    assert stopped.value.code == Exit.SETTINGS
    return stopped.value.message


def test_a_file_with_a_token_is_enough(tmp_path: Path) -> None:
    settings = bot.config.read(write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"'))
    assert bot.config.token(settings) == TOKEN
    assert bot.config.bot_id(settings) == 123456789
    assert settings.telegram.bulk_per_second == 25


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORTAQ_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setenv("ORTAQ_ADMINISTRATORS", "[5, 6]")
    settings = bot.config.read(write(tmp_path, '[telegram]\ntoken = "1:other"\nbulk_per_second = 7'))
    assert bot.config.token(settings) == TOKEN
    assert settings.telegram.bulk_per_second == 7
    assert settings.administrators == {5, 6}


def test_a_credential_file_wins_over_the_settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bot_token").write_text(f"{TOKEN}\n", encoding="ascii")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert bot.config.token(bot.config.read(write(tmp_path, '[telegram]\ntoken = "1:other"'))) == TOKEN


def test_without_any_file_the_environment_alone_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ORTAQ_TELEGRAM__TOKEN", TOKEN)
    assert bot.config.token(bot.config.read()) == TOKEN


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[telegram]\ntokn = "x"', "telegram.tokn"),
        ("speed = 3", "speed"),
        ("[telegram]\nbulk_per_second = 0", "telegram.bulk_per_second"),
        ('[telegram]\nupdates = "pigeon"', "telegram.updates"),
        ('administrators = ["me"]', "administrators.0"),
        ('[storage]\nurl = "mysql://x"', "storage.url"),
        ('[backup]\nat = "half past three"', "backup.at"),
        ('[telegram.webhook]\nurl = "https://x"\nsecret = "short"', "telegram.webhook.secret"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_file(tmp_path: Path, text: str, key: str) -> None:
    path = write(tmp_path, text)
    assert f"{path}: {key}: " in complaint(path)


HOOK = """[telegram]
updates = "webhook"
{telegram}
[telegram.webhook]
url = "{url}"
secret = "{secret}"
"""


def hook(url: str = "https://bot.example.org/t", secret: str = "s" * 32, telegram: str = "") -> str:
    return HOOK.format(url=url, secret=secret, telegram=telegram)


def test_a_webhook_is_known_by_its_address_and_secret(tmp_path: Path) -> None:
    found = bot.config.read(write(tmp_path, hook())).telegram.hook
    assert found is not None
    assert (found.path, found.listen, found.port) == ("/t", "127.0.0.1", 8443)


@pytest.mark.parametrize(
    ("text", "key", "why"),
    [
        ('[telegram]\nupdates = "webhook"', "telegram", "needs [telegram.webhook]"),
        (hook(url="http://bot.example.org/t"), "telegram", "https://"),
        (hook(url="https://bot.example.org/health"), "telegram", "taken"),
        (hook(url="https://bot.example.org"), "telegram.webhook.url", "match"),
        (hook(url="https://bot.example.org/t?x=1"), "telegram.webhook.url", "match"),
        (hook(secret=""), "telegram.webhook.secret", "at least 32"),
        (hook(secret="s" * 31), "telegram.webhook.secret", "at least 32"),
        (hook(secret="ы" * 32), "telegram.webhook.secret", "Latin letters"),
        (hook(secret="s " * 32), "telegram.webhook.secret", "Latin letters"),
        (hook(secret="s" * 257), "telegram.webhook.secret", "at most 256"),
        (hook() + "port = 0", "telegram.webhook.port", "greater than or equal to 1"),
        ("[health]\nport = 70000", "health.port", "less than or equal to 65535"),
    ],
)
def test_a_webhook_that_cannot_be_safe_is_refused_at_the_start(tmp_path: Path, text: str, key: str, why: str) -> None:
    path = write(tmp_path, text)
    said = complaint(path)
    assert f"{path}: {key}: " in said
    assert why in said
    assert "ы" not in said


def test_the_secret_can_come_as_a_credential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "webhook_secret").write_text("c" * 32 + "\n", encoding="ascii")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    found = bot.config.read(write(tmp_path, hook(secret=""))).telegram.hook
    assert found is not None
    assert found.secret.get_secret_value() == "c" * 32


def test_a_sandbox_on_this_machine_may_call_without_tls(tmp_path: Path) -> None:
    here = hook(url="http://127.0.0.1:9000/t", telegram='api_url = "http://127.0.0.1:8080"')
    assert bot.config.read(write(tmp_path, here)).telegram.hook is not None


def test_a_mistake_in_the_environment_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORTAQ_TELEGRAM__BULK_PER_SECOND", "many")
    assert "the environment's ORTAQ_TELEGRAM__BULK_PER_SECOND: telegram.bulk_per_second" in complaint(
        write(tmp_path, "")
    )


def test_a_missing_file_points_to_the_example(tmp_path: Path) -> None:
    assert "cp config.example.toml" in complaint(tmp_path / "none.toml")


@pytest.mark.parametrize("damage", ["[telegram", "\x00"])
def test_a_file_that_is_no_toml_is_named_with_the_place(tmp_path: Path, damage: str) -> None:
    path = write(tmp_path, damage)
    assert f"{path}: this is not TOML" in complaint(path)


@pytest.mark.parametrize("token", ["", "nonsense", ":x", "12:"])
def test_a_token_that_is_none_is_refused_before_telegram_is_asked(tmp_path: Path, token: str) -> None:
    settings = bot.config.read(write(tmp_path, f'[telegram]\ntoken = "{token}"'))
    with pytest.raises(Stop, match=r"telegram\.token") as stopped:
        bot.config.token(settings)
    assert stopped.value.code == Exit.SETTINGS


def test_no_print_of_the_settings_shows_the_token(tmp_path: Path) -> None:
    settings = bot.config.read(write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"'))
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


def test_a_complaint_never_repeats_the_value(tmp_path: Path) -> None:
    assert TOKEN not in complaint(write(tmp_path, f'[telegram]\nupdates = "{TOKEN}"'))
    assert TOKEN not in complaint(write(tmp_path, f"[telegram]\ntoken = ['{TOKEN}']"))


def test_the_lock_lies_beside_the_data(tmp_path: Path) -> None:
    settings = bot.config.read(write(tmp_path, f'[storage]\nurl = "sqlite:///{tmp_path}/deep/x.db"'))
    assert settings.storage.file == tmp_path / "deep" / "x.db"
    assert settings.storage.folder == tmp_path / "deep"
