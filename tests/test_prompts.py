"""Prompts: every narrative section has one, and what the model is told is the file and nothing else."""

import hashlib
from importlib.resources import files

import pytest

from extractor.prompts import SECOND, load_prompt, prompt_of
from extractor.reading import NARRATIVE

NAMES = sorted(
    entry.name.removesuffix(".md")
    for entry in files("prompts").iterdir()
    if entry.name.endswith(".md") and not entry.name.startswith("_")
)


@pytest.mark.parametrize("place", sorted(NARRATIVE))
def test_every_narrative_section_has_exactly_one_prompt(place):
    assert [name for name in NAMES if place in load_prompt(name).head["places"].split()] == [prompt_of(place).name]


def test_a_place_no_prompt_speaks_of_has_none():
    with pytest.raises(KeyError):
        prompt_of("T1")


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_says_its_version_its_places_and_its_answer_model(name):
    prompt = load_prompt(name)
    assert int(prompt.head["version"]) >= 1
    assert {"places", "answers"} <= prompt.head.keys()
    assert "null" in prompt.system
    assert prompt.user.count("{title}") == prompt.user.count("{text}") == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_digest_changes_with_every_character_of_the_file(name):
    whole = files("prompts").joinpath(f"{name}.md").read_bytes()
    assert load_prompt(name).digest == hashlib.sha256(whole).hexdigest()[:16]


def test_the_model_is_told_the_title_and_the_text_as_they_are():
    system, user = load_prompt(SECOND).messages(title="收入决算", text="占{title}的5%{text}。")
    assert (system.role, user.role) == ("system", "user")
    assert user.content.startswith("收入决算")
    assert "占{title}的5%{text}。" in user.content


def test_an_unknown_prompt_is_an_error():
    with pytest.raises(FileNotFoundError):
        load_prompt("nobody")
