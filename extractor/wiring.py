"""Who answers: settings and the call's own words become a reader of documents, and everything is closed behind it.

--no-llm                         nobody: code reads alone, no model, no connection
--replay DIR                     recorded answers alone: no model, no connection
base_url / model configured      that endpoint, its answers cached
else                             the embedded model, loaded at the first question that nothing else answers
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.answers_store import AnswerStore, ChainStore, FolderStore, Manifest
from extractor.ask import Asker, Limits
from extractor.cache import DiskCache
from extractor.config import Settings, load_settings
from extractor.effort import NoModel
from extractor.errors import UsageError
from extractor.llm import Client, Completion
from extractor.local import EmbeddedServer, Engine
from extractor.progress import OnProgress
from extractor.question import Question
from schemas.document import Document
from schemas.record import Effort

if TYPE_CHECKING:
    from extractor.pipeline import Extraction

EMBEDDED = "embedded"
"""The model name the embedded server is asked for; it has only one and does not look."""

Read = Callable[[Sequence[Document], OnProgress], "Extraction"]


@dataclass(frozen=True)
class Choices:
    """What a call says of who answers; what it leaves out comes from the settings."""

    base_url: str | None = None
    model: str | None = None
    api_key: str | None = None
    max_tokens: int | None = None
    offline: bool = False
    replay: Path | None = None
    record: Path | None = None
    effort: str | None = None
    no_llm: bool = False
    fresh: bool = False
    """Ask every question anew: the cache of answers is neither read nor written."""

    def settings(self) -> Settings:
        """Join them with the environment. Raises UsageError."""
        return load_settings(
            base_url=self.base_url,
            model=self.model,
            api_key=self.api_key,
            max_tokens=self.max_tokens,
            offline=self.offline or None,
            effort=self.effort,
            no_llm=self.no_llm or None,
        )

    def effort_of(self) -> Effort:
        """Return how much is asked, `none` without a model. Raises UsageError where the words contradict each other."""
        settings = self.settings()
        if not settings.no_llm:
            return settings.effort
        named = {"--model": self.model, "--base-url": self.base_url, "--replay": self.replay, "--record": self.record}
        other = [name for name, given in (named | {"--effort": self.effort}).items() if given]
        if self.no_llm and other:
            raise UsageError(f"--no-llm 不问模型，不能与 {'、'.join(other)} 同用", remedy="请去掉其中一个")
        return "none"


class EmbeddedClient(Client):
    """A client of the embedded model, which it loads at its first question."""

    def __init__(self, server: EmbeddedServer, settings: Settings) -> None:
        """Raises ModelUnavailable where the weights are missing or wrong: their hash is part of every key."""
        super().__init__(
            server.base_url,
            EMBEDDED,
            server.api_key,
            server.identity,
            parameters=settings.parameters,
            patience=settings.patience,
        )
        self._server = server

    def complete(self, question: Question, *, reasks: int = 2) -> Completion:
        """Ask as any client does. Raises ModelUnavailable also where the model cannot be loaded."""
        self._server.start()
        return super().complete(question, reasks=reasks)


@contextmanager
def asker(choices: Choices) -> Iterator[Asker]:
    """Make the asker of a call. Raises UsageError for words that contradict each other, ModelUnavailable."""
    settings = choices.settings()
    if choices.replay and choices.record:
        raise UsageError("--replay 和 --record 不能同时用", remedy="重放用前者，录制用后者")
    if choices.replay:
        yield Asker(None, FolderStore.replay(choices.replay))
        return
    with ExitStack() as stack:
        client = _client(settings, stack)
        stores: list[AnswerStore] = []
        if not choices.fresh:
            stores.append(stack.enter_context(closing(DiskCache(settings.cache_dir))))
        if choices.record:
            stores.insert(0, FolderStore.record(choices.record, Manifest.of(client.identity, client.parameters)))
        yield Asker(client, ChainStore(stores), limits=Limits(settings.max_tokens, settings.workers))


@contextmanager
def reader(choices: Choices) -> Iterator[Read]:
    """Make the function that reads documents into a record. Raises as `asker` does."""
    effort = choices.effort_of()
    with ExitStack() as stack:
        answering = NoModel() if effort == "none" else stack.enter_context(asker(choices))
        from extractor import pipeline  # late: a run that cannot begin does not wait for the whole flow to load

        yield lambda documents, step: pipeline.extract(list(documents), answering, on_progress=step, effort=effort)


def _client(settings: Settings, stack: ExitStack) -> Client:
    if settings.remote:
        address, model, key = settings.endpoint()
        client = Client(
            address,
            model,
            key,
            settings.remote_identity(),
            parameters=settings.parameters,
            patience=settings.patience,
        )
    else:
        engine = Engine(n_ctx=settings.n_ctx, threads=settings.threads, model_path=settings.model_path)
        client = EmbeddedClient(stack.enter_context(EmbeddedServer(engine)), settings)
    return stack.enter_context(closing(client))
