"""Every word of the interface is there in both languages, and every word a page asks for is in the table."""

import re
from importlib.resources import files

import pytest

from extractor.review.desk.words import LANGUAGES, strings, table
from extractor.review.store import Filters
from tests.records import busy_record
from tests.review.desk.made import form_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACES = re.compile(r"\{\}")


def test_every_string_has_both_languages_and_the_same_blanks():
    for name, pair in table().items():
        assert len(pair) == len(LANGUAGES), name
        assert all(pair), name
        assert len({len(PLACES.findall(text)) for text in pair}) == 1, name


def test_the_english_strings_are_english():
    spoken = {name: text for name, text in strings("en").items() if name != "app.language"}
    assert [name for name, text in spoken.items() if CHINESE.search(text) and name != "item.value_note"] == []


def test_no_template_asks_for_a_word_that_is_not_there():
    known = set(table())
    folder = files("extractor.review.desk") / "templates"
    asked = {
        name
        for entry in folder.iterdir()
        for name in re.findall(r"""\bt\[["']([\w.]+)["']\]""", entry.read_text(encoding="utf-8"))
    }
    assert len(asked) > 80
    assert asked - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_had_in_both_languages(desk, language):
    made = desk(busy_record())
    client = made.client("chief")
    client.cookies.set("juesuan_language", language)
    items = made.store.items(Filters(queues=("review", "numbers")))
    for one in items[:3]:
        client.post(f"/item/{one.id}/decide", data={**form_of(client, one.id), "kind": "flag", "reason": "看一看"})
    paths = ["/", "/records", "/record/1", "/login", "/start", *(f"/item/{one.id}" for one in items)]
    for path in paths:
        page = client.get(path)
        assert page.status_code == 200, path
        assert f'<html lang="{"en" if language == "en" else "zh-CN"}">' in page.text
