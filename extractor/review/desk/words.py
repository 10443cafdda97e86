"""The interface's strings, Chinese and English, from strings.toml. Document text is never translated."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
COOKIE = "juesuan_language"


def language_of(cookie: str | None) -> Language:
    """Return the language a cookie names; Chinese where it names none."""
    return "en" if cookie == "en" else "zh"


@cache
def strings(language: Language) -> Mapping[str, str]:
    """Return the strings of a language by name. A name the table has not is an error in a template."""
    column = LANGUAGES.index(language)
    return {name: pair[column] for name, pair in table().items()}


@cache
def table() -> dict[str, list[str]]:
    """Return the whole table: name to [Chinese, English]."""
    text = files(__package__).joinpath("strings.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{name}": pair for section, entries in tomllib.loads(text).items() for name, pair in entries.items()
    }
