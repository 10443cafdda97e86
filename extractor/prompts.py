"""Prompt files: `prompts/NAME.md`, a head of `key: value` lines, the system text, `===`, the user text."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.question import Message

SECOND = "focus"
"""Name of the prompt of a second, focused question: `?` in its chunk's id."""
OPEN = "open"
"""Name of the prompt of an open question about a figure nobody placed: `??` in its chunk's id."""
HEADS = "heads"
"""Name of the prompt about the heads of a table of an unknown layout: `?h` at the end of its id."""
FORM = "form"
"""Name of the prompt about a table without a form's title: `?f` at the end of its id."""


@dataclass(frozen=True)
class Prompt:
    """One versioned prompt."""

    name: str
    head: Mapping[str, str]
    system: str
    user: str
    digest: str
    """SHA-256 of the whole file, first 16 hex digits."""

    def messages(self, *, title: str, text: str) -> tuple[Message, ...]:
        """Return what the model is told about one chunk."""
        user = self.user.replace("{title}", title).replace("{text}", text)
        return Message("system", self.system), Message("user", user)


@cache
def load_prompt(name: str) -> Prompt:
    """Read a prompt. Raises FileNotFoundError for an unknown name, ValueError for a file out of form."""
    whole = files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8")
    try:
        _, head, body = whole.split("---\n", 2)
        system, user = body.split("\n===\n")
    except ValueError:
        raise ValueError(f"prompts/{name}.md: head, system text, === and user text are wanted") from None
    pairs = dict(line.split(": ", 1) for line in head.strip().splitlines())
    digest = hashlib.sha256(whole.encode()).hexdigest()[:16]
    return Prompt(name, pairs, system.strip(), user.strip(), digest)


@cache
def prompt_of(place: str) -> Prompt:
    """Return the prompt of a narrative section. Raises KeyError where no prompt speaks of it."""
    for file in sorted(files("prompts").iterdir(), key=lambda entry: entry.name):
        name = file.name.removesuffix(".md")
        if file.name.endswith(".md") and not name.startswith("_") and place in load_prompt(name).head["places"].split():
            return load_prompt(name)
    raise KeyError(place)


def prompt_for(chunk_id: str, place: str) -> Prompt:
    """Return the prompt a chunk is asked with: its section's, or that of a second or open question."""
    if "??" in chunk_id:
        return load_prompt(OPEN)
    if chunk_id.endswith(("?h", "?f")):
        return load_prompt(HEADS if chunk_id.endswith("?h") else FORM)
    return load_prompt(SECOND) if "?" in chunk_id else prompt_of(place)
