"""The schema that is sent, and answers read from JSON text without losing a digit."""

import json
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, create_model

from extractor.question import (
    BadAnswer,
    Message,
    Parameters,
    Question,
    dump_answer,
    keys_line,
    parse_answer,
    schema_of,
    token_bound,
)
from schemas.answers import Number

Totals = create_model("Totals", 支出合计=(Number, ...), 收入合计=(Number, ...))


class Item(BaseModel):
    """One line of a list."""

    model_config = ConfigDict(extra="forbid")

    类: str = Field(description="功能分类的类名称")
    决算: Number = None


class Items(BaseModel):
    """A docstring for readers of the code."""

    title: Number
    支出: list[Item]
    单位: Literal["元", "万元"] = "元"


def question(model: type[BaseModel], **more: object) -> Question:
    return Question("S1/1", "totals", (Message("user", "问"),), model, **more)


def test_the_schema_of_a_flat_model_is_small_strict_and_in_order():
    assert json.dumps(schema_of(Totals), ensure_ascii=False) == (
        '{"type": "object", "properties": {"支出合计": {"type": ["number", "null"]}, '
        '"收入合计": {"type": ["number", "null"]}}, '
        '"required": ["支出合计", "收入合计"], "additionalProperties": false}'
    )


def test_the_schema_of_a_list_is_inlined_keeps_field_descriptions_and_requires_every_key():
    schema = schema_of(Items)
    item = schema["properties"]["支出"]["items"]
    assert item["properties"] == {
        "类": {"type": "string", "description": "功能分类的类名称"},
        "决算": {"type": ["number", "null"]},
    }
    assert item["required"] == ["类", "决算"]
    assert item["additionalProperties"] is False
    assert schema["properties"]["title"] == {"type": ["number", "null"]}  # a key, not a schema's title
    assert schema["properties"]["单位"] == {"type": "string", "enum": ["元", "万元"]}
    assert "docstring" not in str(schema)


def test_the_keys_are_named_in_chinese_for_an_endpoint_without_schemas():
    assert keys_line(schema_of(Totals)) == "「支出合计」（数字或null）、「收入合计」（数字或null）"
    assert "「支出」（数组，每项是含「类」（文字；功能分类的类名称）、「决算」（数字或null）的对象）" in keys_line(
        schema_of(Items)
    )


@pytest.mark.parametrize(
    ("literal", "kept"),
    [
        ("123456789012.34", "123456789012.34"),
        ("12345678901234567890.123456", "12345678901234567890.123456"),
        ("100", "100"),
        ("0.00", "0.00"),
        ("-593.92", "-593.92"),
        ("1.5e3", "1500"),
        ('"593.92"', "593.92"),
        ("null", None),
    ],
)
def test_a_number_keeps_every_digit(literal, kept):
    answer = parse_answer(f'{{"支出合计": {literal}, "收入合计": null}}', Totals)
    assert dump_answer(answer)["支出合计"] == kept


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**18), max_value=10**18))
def test_any_decimal_survives_the_way_through_json(number):
    answer = parse_answer(f'{{"支出合计": {number:f}, "收入合计": null}}', Totals)
    assert dump_answer(answer)["支出合计"] == format(number, "f")
    assert Decimal(dump_answer(answer)["支出合计"]) == number


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "空"),
        ("  \n", "空"),
        ("好的，结果如下", "不是完整的 JSON"),
        ('{"支出合计": 1, "收入', "不是完整的 JSON"),
        ("[" * 100_000, "不是完整的 JSON"),
        ("[1, 2]", "要一个 JSON 对象"),
        ('{"支出合计": 1}', "「收入合计」缺这个键"),
        ('{"支出合计": "一千", "收入合计": null}', "「支出合计」要数字或 null"),
        ('{"支出合计": "1,234", "收入合计": null}', "「支出合计」要数字或 null"),
        ('{"支出合计": true, "收入合计": null}', "「支出合计」要数字或 null"),
        ('{"支出合计": [1], "收入合计": null}', "「支出合计」要数字或 null"),
        ('{"支出合计": NaN, "收入合计": null}', "NaN"),
        ('{"支出合计": 1e999999999, "收入合计": null}', "不像金额"),
        ('{"支出合计": 1, "支出合计": 2, "收入合计": null}', "两个不同的值"),
    ],
)
def test_an_answer_off_the_schema_is_bad_and_the_reason_says_where(text, complaint):
    with pytest.raises(BadAnswer, match=complaint):
        parse_answer(text, Totals)


def test_a_key_too_many_is_bad_where_the_model_forbids_it():
    with pytest.raises(BadAnswer, match=r"「支出\.0\.备注」不该有这个键"):
        parse_answer('{"title": null, "支出": [{"类": "教育支出", "决算": 1, "备注": "x"}], "单位": "元"}', Items)


def test_the_reason_never_quotes_the_answer():
    with pytest.raises(BadAnswer) as bad:
        parse_answer('{"支出合计": "云溪县渔业发展中心", "收入合计": null}', Totals)
    assert "云溪" not in str(bad.value)


def test_an_answer_in_a_code_fence_is_read():
    assert dump_answer(parse_answer('```json\n{"支出合计": 1, "收入合计": 2}\n```', Totals)) == {
        "支出合计": "1",
        "收入合计": "2",
    }


def test_numbers_inside_lists_are_strings_too():
    answer = parse_answer('{"title": 1.0, "支出": [{"类": "教育支出", "决算": 8.10}], "单位": "万元"}', Items)
    assert dump_answer(answer) == {"title": "1.0", "支出": [{"类": "教育支出", "决算": "8.10"}], "单位": "万元"}


def test_the_token_bound_grows_with_the_keys_and_can_be_set():
    wide = create_model("Wide", **{f"第{number}项": (Number, ...) for number in range(30)})
    computed = token_bound(question(Totals), Parameters())
    assert (
        100 <= computed < token_bound(question(wide), Parameters()) < 2048 <= token_bound(question(Items), Parameters())
    )
    assert token_bound(question(Totals), Parameters(answer_tokens=50)) == 50
    assert token_bound(question(Totals, max_tokens=7), Parameters(answer_tokens=50)) == 7
