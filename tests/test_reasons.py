"""Reasons are Chinese and say where; nothing of pydantic's, the system's or TOML's English comes through."""

import errno
import json
import re
import tomllib

import pytest
from pydantic import BaseModel, Field, ValidationError, field_validator

from extractor.export import render
from extractor.reasons import of_bytes, of_form, of_os, of_toml
from schemas.record import Record
from tests.records import busy_record

RECORD = render(busy_record(), "json")
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
"""Two words in a row: names of fields stand alone."""


def reason(data):
    with pytest.raises(ValidationError) as caught:
        Record.model_validate_json(data if isinstance(data, bytes) else json.dumps(data))
    return of_form(caught.value)


def changed(*path, to):
    data = json.loads(RECORD)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (changed("facts", 0, "value", to=3), "facts 第 1 项的 value：要文字"),
        (changed("facts", 1, "evidence", 0, "start", to="x"), "facts 第 2 项的 evidence 第 1 项的 start：要整数"),
        (changed("facts", 0, "evidence", to=[]), "facts 第 1 项的 evidence：一项也没有"),
        (changed("facts", 0, "confidence", "band", to="A"), "的 confidence 的 band：只能是 AUTO、REVIEW、MUST"),
        (changed("facts", 0, "confidence", "score", to="A"), "的 score：要数字"),
        (changed("facts", to=3), "facts：要一个列表"),
        (changed("unit", to=[]), "unit：要一个对象"),
        (changed("new", to=1), "new：不该有这一项"),
        (changed("schema_version", to="9"), "schema_version：只能是 1"),
        ({"facts": []}, "documents：缺这一项"),
        ([1], "要一个对象"),
        (b"", "第 1 行第 0 列起不是完整的 JSON"),
        (RECORD.encode()[:-40], "列起不是完整的 JSON"),
        (b"\xff\xfe", "列起不是完整的 JSON"),
    ],
)
def test_what_is_off_in_a_record_is_named_with_its_place(data, said):
    assert said in reason(data)
    assert not ENGLISH.search(reason(data))


def test_a_key_of_any_length_is_cut():
    assert len(reason({**json.loads(RECORD), "很长" * 500: 1})) < 100


class Limits(BaseModel):
    """Values with limits of every kind that settings have."""

    more: int = Field(1, gt=0)
    least: int = Field(1, ge=1)
    flag: bool = False
    own: str = ""

    @field_validator("own")
    @classmethod
    def _own(cls, value):
        if value:
            raise ValueError("要一个地址")
        return value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"more": 0}, "more：要大于 0"),
        ({"least": 0}, "least：不能小于 1"),
        ({"flag": "perhaps"}, "flag：要 true 或 false"),
        ({"own": "x"}, "own：要一个地址"),
    ],
)
def test_limits_and_our_own_words_are_said(given, said):
    with pytest.raises(ValidationError) as caught:
        Limits(**given)
    assert of_form(caught.value) == said


def test_what_the_system_says_is_chinese_and_a_rare_cause_keeps_its_code():
    assert of_os(FileNotFoundError(errno.ENOENT, "No such file or directory")) == "没有这个文件"
    assert of_os(OSError(errno.EXDEV, "Invalid cross-device link")) == "系统错误 EXDEV"
    assert of_os(OSError("something")) == "系统没有说明原因"


@pytest.mark.parametrize(
    ("text", "said"), [("a = 1\nb = = 2", "第 2 行第 5 列起写法不对"), ("disable = [", "文件末尾没有写完")]
)
def test_where_a_text_stops_being_toml_is_said(text, said):
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert of_toml(caught.value) == said


def test_where_bytes_stop_being_utf8_is_said():
    with pytest.raises(UnicodeDecodeError) as caught:
        "表,收入".encode("gbk").decode()
    assert of_bytes(caught.value) == "第 1 个字节起不是 UTF-8"
