"""Settings: config.toml, over it credential files, over them the environment; each mistake is named with its place."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.exits import Exit, Stop

DEFAULT = Path("config.toml")
PREFIX = "ORTAQ_"
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
HEALTH = "/health"
_UNKNOWN = "extra_forbidden"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


Port = Annotated[int, Field(ge=1, le=65535)]


def _of_signs(secret: SecretStr) -> SecretStr:
    if re.fullmatch(r"[A-Za-z0-9_-]*", secret.get_secret_value()) is None:
        raise ValueError("Telegram takes Latin letters, digits, _ and - only")
    return secret


class Webhook(Part):
    """How Telegram reaches the bot when `updates` is "webhook": `url` is public, `listen` and `port` are local."""

    url: str = Field(pattern=r"^https?://[^/?#\s]+/[^?#\s]+$")
    secret: Annotated[SecretStr, Field(min_length=32, max_length=256), AfterValidator(_of_signs)]
    listen: str = "127.0.0.1"
    port: Port = 8443

    @property
    def path(self) -> str:
        """What comes after the host: only there a call is taken."""
        return urlsplit(self.url).path


class Telegram(Part):
    token: SecretStr = SecretStr("")
    api_url: str = "https://api.telegram.org"
    updates: Literal["polling", "webhook"] = "polling"
    bulk_per_second: Annotated[int, Field(ge=1, le=30)] = 25
    webhook: Webhook | None = None

    @property
    def hook(self) -> Webhook | None:
        """The webhook if updates come by it."""
        return self.webhook if self.updates == "webhook" else None

    @property
    def local(self) -> bool:
        """Whether Telegram is really a sandbox on this very machine."""
        return urlsplit(self.api_url).hostname in LOCAL

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        """Telegram can call, and nobody between can listen."""
        if self.updates == "webhook" and self.webhook is None:
            raise ValueError('updates = "webhook" needs [telegram.webhook] with url and secret')
        if self.hook and not self.local and urlsplit(self.hook.url).scheme != "https":
            raise ValueError("webhook.url has to begin with https://")
        if self.hook and self.hook.path == HEALTH:
            raise ValueError(f"webhook.url cannot end in {HEALTH}: that path is taken")
        return self


class Health(Part):
    """Where /health answers if updates come by polling; with a webhook it is on the webhook's port.

    `url` is the public address of this door, if it has one: calendar links begin with its host.
    """

    listen: str = "127.0.0.1"
    port: Port = 8081
    url: str = Field(default="", pattern=r"^(https://[^/?#\s]+/?)?$")


class Storage(Part):
    url: str = Field(default="sqlite:///data/ortaq.db", pattern=r"^(sqlite:///[^:?]+|postgresql://.+)$")

    @property
    def file(self) -> Path | None:
        """Where SQLite's data lies; None with PostgreSQL."""
        return Path(self.url.removeprefix("sqlite:///")) if self.url.startswith("sqlite:") else None

    @property
    def folder(self) -> Path:
        """Where the lock lies, and the data if they are a file."""
        return self.file.parent if self.file else Path("data")


class Log(Part):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "json"


class Backup(Part):
    """Nightly, `at` this time of Kazakhstan; kept: one a day for `keep_days`, one a week for `keep_weeks`."""

    folder: Path = Path("data/backups")
    at: time = time(3, 30)
    keep_days: PositiveInt = 14
    keep_weeks: PositiveInt = 8


class Privacy(Part):
    """What the privacy text says: where the data lie, whom to ask; how long they are kept without use."""

    storage: str = ""
    contact: str = ""
    retention_months: PositiveInt = 12


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, env_prefix=PREFIX, env_nested_delimiter="__"
    )
    administrators: frozenset[PositiveInt] = frozenset()
    telegram: Telegram = Telegram()
    storage: Storage = Storage()
    log: Log = Log()
    backup: Backup = Backup()
    privacy: Privacy = Privacy()
    health: Health | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- pydantic's hook
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- pydantic's hook
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, InitSettingsSource(settings_cls, _credentials()), init_settings


def read(path: Path | None = None) -> Settings:
    """The settings of `path`, by default config.toml if there is one; Stop(SETTINGS) names file, key and reason."""
    place = path or DEFAULT
    written = _written(place) if path or place.exists() else {}
    try:
        return Settings(**written)
    except ValidationError as error:
        lines = "\n".join(_complaints(error, place, written))
        raise Stop(Exit.SETTINGS, f"The settings cannot be used yet:\n{lines}") from None


def token(settings: Settings) -> str:
    """The bot's token; Stop(SETTINGS) where it is missing or stands for no bot."""
    value = settings.telegram.token.get_secret_value()
    bot_id, _, secret = value.partition(":")
    if bot_id.isdecimal() and secret:
        return value
    problem = "does not look like a token" if value else "is empty"
    raise Stop(
        Exit.SETTINGS,
        f"telegram.token {problem}. @BotFather in Telegram gives one, like 123456789:AAExample.\n"
        f"Write it into config.toml, or into {PREFIX}TELEGRAM__TOKEN.",
    )


def bot_id(settings: Settings) -> int:
    """The Telegram id of the bot itself, which its token begins with."""
    return int(token(settings).partition(":")[0])


def bot_if_any(settings: Settings) -> int:
    """The same, 0 while there is no token."""
    try:
        return bot_id(settings)
    except Stop:
        return 0


def seat(settings: Settings) -> Path:
    """The folder whose lock one running copy holds: the file's own, or, beside a server, one for each bot."""
    folder = settings.storage.folder
    return folder if settings.storage.file else folder / str(bot_if_any(settings))


def _written(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Stop(
            Exit.SETTINGS,
            f"{path}: the file cannot be read ({error.strerror}).\n"
            f"Start from the example: cp config.example.toml {path}",
        ) from error
    except ValueError as error:
        raise Stop(Exit.SETTINGS, f"{path}: this is not TOML: {error}") from error


def _credentials() -> dict[str, Any]:
    """The token and the webhook's secret as systemd hands them over (LoadCredential=bot_token:...), if it does."""
    folder = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nowhere"))
    token, secret = (_line(folder / name) for name in ("bot_token", "webhook_secret"))
    telegram = ({"token": token} if token else {}) | ({"webhook": {"secret": secret}} if secret else {})
    return {"telegram": telegram} if telegram else {}


def _line(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def _complaints(error: ValidationError, path: Path, written: Mapping[str, Any]) -> Iterator[str]:
    for detail in error.errors(include_input=False, include_url=False):
        key = ".".join(str(step) for step in detail["loc"])
        yield f"  {_source(detail, path, written)}: {key}: {reason(detail)}"


def reason(detail: ErrorDetails) -> str:
    """What is wrong with one value, without the value."""
    if detail["type"] == _UNKNOWN:
        return "there is no such setting; is it a slip of the pen?"
    return detail["msg"]


def _source(detail: ErrorDetails, path: Path, written: Mapping[str, Any]) -> str:
    variables = {PREFIX + "__".join(str(step) for step in detail["loc"][:n]).upper() for n in (1, 2, 3)}
    named = variables & {name.upper() for name in os.environ}
    if named:
        return f"the environment's {max(named)}"
    return str(path) if written else "the environment"
