"""Settings: from the environment (JUESUAN_*, some falling back to OPENAI_*), or given by the caller."""

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from extractor.cache import default_directory
from extractor.errors import UsageError
from extractor.patience import Patience
from extractor.question import Parameters
from extractor.reasons import of_detail

_OPENAI = "https://api.openai.com/v1"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _either(name: str) -> AliasChoices:
    return AliasChoices(f"JUESUAN_{name}", f"OPENAI_{name}")


class Settings(BaseSettings):
    """What can be set. Without `base_url` and `model` the embedded model answers."""

    model_config = SettingsConfigDict(
        env_prefix="JUESUAN_",
        env_ignore_empty=True,
        validate_by_name=True,
        validate_by_alias=True,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    base_url: str | None = Field(None, validation_alias=_either("BASE_URL"))
    """Address of an OpenAI-compatible endpoint, up to and with its `/v1`."""
    model: str | None = Field(None, validation_alias=_either("MODEL"))
    """Name of the model at that endpoint."""
    api_key: SecretStr | None = Field(None, validation_alias=_either("API_KEY"))
    timeout: float = Field(300.0, gt=0)
    """Seconds for one request."""
    deadline: float = Field(900.0, gt=0)
    """Seconds for one question with all its tries and re-asks."""
    tries: int = Field(6, ge=1)
    """Times one request is sent when the transport fails."""
    concurrency: int | None = Field(None, ge=1)
    """Questions under way at once; by default 4, and 1 for the embedded model."""
    max_tokens: int | None = Field(None, ge=0)
    """Budget of a run in tokens; once it is used, no new question is asked."""
    answer_tokens: int | None = Field(None, ge=1)
    """Bound of one answer in tokens; by default computed from the keys it has to fill."""
    cache_dir: Path = Field(default_factory=default_directory)
    """Where answers are kept between runs."""
    model_path: Path | None = None
    """Weights file of the embedded model, in place of the installed one."""
    threads: int | None = Field(None, ge=1)
    """Threads of the embedded model."""
    n_ctx: int = Field(8192, ge=512)
    """Context length of the embedded model in tokens."""
    seed: int = 0
    offline: bool = False
    """No connection but to the loopback."""
    effort: Literal["full", "low"] = "full"
    """How much the model is asked: about everything, or only where code does not read a figure twice alike."""
    no_llm: bool = False
    """Whether nobody is asked: code reads alone."""

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("要一个 http:// 或 https:// 开头的地址")
        return value

    @property
    def remote(self) -> bool:
        """Whether an endpoint is configured; else the embedded model answers."""
        return self.base_url is not None or self.model is not None

    @property
    def workers(self) -> int:
        """Questions under way at once."""
        return self.concurrency or (4 if self.remote else 1)

    @property
    def parameters(self) -> Parameters:
        """How answers are drawn."""
        return Parameters(temperature=0.0, seed=self.seed, answer_tokens=self.answer_tokens)

    @property
    def patience(self) -> Patience:
        """How long and how often an endpoint is tried."""
        return Patience(timeout=self.timeout, deadline=self.deadline, tries=self.tries)

    def endpoint(self) -> tuple[str, str, str]:
        """Return address, model name and key of the configured endpoint. Raises UsageError where that is no call."""
        address = self.base_url or _OPENAI
        if self.model is None:
            raise UsageError("指定了模型服务，没有指定模型", remedy="请用 --model 或 JUESUAN_MODEL 写明模型名")
        if self.offline and urlsplit(address).hostname not in _LOOPBACK:
            raise UsageError("离线时不能连接模型服务", where=bare(address), remedy="请去掉 --offline，或不指定模型服务")
        return address, self.model, self.api_key.get_secret_value() if self.api_key else ""

    def remote_identity(self) -> dict[str, Any]:
        """Return what the configured endpoint's model is known by in keys and records: no key, no password."""
        address, model, _ = self.endpoint()
        parameters = self.parameters
        return {
            "base_url": bare(address),
            "model": model,
            "seed": parameters.seed,
            "temperature": parameters.temperature,
        }


def load_settings(**given: Any) -> Settings:
    """Read the settings; what is given and not None goes before the environment. Raises UsageError."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        where = name if name.isupper() else f"JUESUAN_{name.upper()}"
        remedy = "请改正这个环境变量或同名的选项"
        raise UsageError(f"设置不对：{of_detail(first)}", where=where, remedy=remedy) from None


def bare(address: str) -> str:
    """Return an address without user, password, query and closing slash."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "", ""))
