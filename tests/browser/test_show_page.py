"""The page of a record in a real Chromium: both directions of clicking, the keyboard, both widths, no network."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.show import write
from schemas.record import Record
from tests.chromium import ARGUMENTS, CHROMIUM, NARROW, WIDE, needs_chromium
from tests.records import REPORT, busy_record, fact_at, long_text, record_of, source_document

playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
expect = playwright.expect
Page = playwright.Page

pytestmark = needs_chromium

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page of a record; afterwards nothing may have been complained of or asked of any network."""
    complaints: list[str] = []
    requests: list[str] = []
    pages = []

    def open_it(record: Record, size: dict[str, int] = WIDE) -> "Page":
        path = write(record, tmp_path / f"record-{len(pages)}.html")
        page = browser.new_page(viewport=size)
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_it
    for page in pages:
        page.close()
    assert complaints == []
    assert len(requests) == len(pages)
    assert all(url.startswith("file:") for url in requests)


def button(page: "Page", record: Record, fact_id: str):
    index = next(i for i, fact in enumerate(record.facts) if fact.id == fact_id)
    return page.locator(f'button.fact[data-fact="{index}"]')


def selected_label(page: "Page") -> str:
    current = page.locator("button.fact[aria-current]")
    expect(current).to_have_count(1)
    return current.get_attribute("aria-label") or ""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_browser_reads_back_the_document_exactly(open_page: Open, size: dict[str, int]) -> None:
    text = f"{REPORT}\r\n<b>甲</b>\t乙\r丙\f 末尾 "
    page = open_page(record_of(text, pages=(5,)), size)
    assert page.locator(".text").evaluate("el => el.textContent") == text


def test_a_click_on_a_fact_lights_its_evidence_and_scrolls_there(open_page: Open) -> None:
    record = record_of(long_text(20_000))
    page = open_page(record)
    last = record.facts[-1]
    there = page.locator(f'.text mark[data-s="{len(record.facts) - 1}"]')
    expect(there).not_to_be_in_viewport()
    button(page, record, last.id).click()
    expect(there).to_have_class(re.compile(r"\bstrong\b"))
    expect(there).to_be_in_viewport(ratio=1)
    assert there.inner_text() == last.printed
    expect(page.locator(".text .strong")).to_have_count(1)
    expect(page.locator("#detail")).to_contain_text(last.row)


def test_a_click_in_the_source_selects_the_fact_and_scrolls_there(open_page: Open) -> None:
    record = record_of(long_text(20_000))
    page = open_page(record)
    mark = page.locator(".text mark").last
    mark.scroll_into_view_if_needed()
    current = button(page, record, record.facts[-1].id)
    expect(current).not_to_be_in_viewport()
    mark.click()
    expect(current).to_have_attribute("aria-current", "true")
    expect(current).to_be_in_viewport(ratio=1)


def test_a_stretch_of_several_facts_cycles_through_them_and_lists_the_others(open_page: Open) -> None:
    document = source_document("收入支出总计123456元")
    facts = tuple(fact_at(document, s, 12, id=f"S1/{row}/决算数") for s, row in ((6, "收入"), (6, "支出"), (8, "结余")))
    page = open_page(record_of("").model_copy(update={"documents": (document,), "facts": facts}))
    tail = page.locator(".text mark").last
    assert page.locator(".text mark").all_inner_texts() == ["12", "3456"]
    for row in ("收入", "支出", "结余", "收入"):
        tail.click()
        assert selected_label(page).startswith(row)
    expect(page.locator("#detail .neighbour")).to_have_count(2)
    page.locator("#detail .neighbour", has_text="结余").click()
    assert selected_label(page).startswith("结余")
    assert page.locator(".text .strong").all_inner_texts() == ["3456"]


def test_the_detail_panel_leads_to_every_evidence_and_rival(open_page: Open) -> None:
    record = busy_record()
    page = open_page(record)
    button(page, record, "S1/收入总计/决算数").click()
    detail = page.locator("#detail")
    for words in ("1,284.50 万元", "12,845,000 元", "可用", "其他读法", "表中另有一处", "同一处还有"):
        expect(detail).to_contain_text(words)
    first = page.locator(".text .strong").evaluate("el => el.closest('td') === null")
    detail.locator("button.quote").nth(1).click()
    second = page.locator(".text .strong").evaluate("el => el.closest('td') === null")
    assert (first, second) == (True, False)
    expect(page.locator(".text .lit")).to_have_count(2)
    detail.get_by_label("关闭").click()
    expect(detail).to_be_hidden()
    expect(page.locator(".text .lit")).to_have_count(0)


def test_cards_and_findings_lead_to_their_facts(open_page: Open) -> None:
    page = open_page(busy_record())
    page.locator(".card", has_text="实有人员").get_by_role("button").click()
    assert selected_label(page).startswith("实有，合计")
    page.locator(".rivals button").nth(1).click()
    assert selected_label(page).startswith("财政拨款收入，决算数，1,200.00")
    page.locator("#findings .item button").click()
    assert selected_label(page).startswith("收入总计，决算数")


def with_findings() -> Record:
    """A record with an error printed twice, and a hint that is about words."""
    text = long_text(20_000) + "\n三、收入支出总体情况\n收入总计88.80万元，福利费、、邮电费。\n"
    record = record_of(text)
    first, last = record.facts[2], record.facts[-1]
    base = busy_record().findings[0]
    error = base.model_copy(
        update={
            "place": last.place,
            "row": last.row,
            "column": last.column,
            "printed": last.printed,
            "facts": (last.id, first.id),
            "repeats": (last.id, first.id),
            "evidence": (last.evidence[0],),
        }
    )
    at = text.index("、、")
    words = last.evidence[0].model_copy(update={"start": at, "end": at + 2, "text": "、、"})
    hint = base.model_copy(
        update={
            "severity": "info",
            "verdict": "template",
            "row": "",
            "facts": (),
            "evidence": (words,),
            "message": "重",
        }
    )
    return record.model_copy(update={"findings": (error, hint)})


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_finding_lights_what_is_at_fault_and_its_repeats_and_scrolls_there(
    open_page: Open, size: dict[str, int]
) -> None:
    record = with_findings()
    page = open_page(record, size)
    if size is NARROW:
        page.locator(".switch").get_by_text("数据").click()
    page.locator("#findings .item button").click()
    there = page.locator(".text .strong")
    expect(there).to_have_count(1)
    expect(there).to_be_in_viewport(ratio=1)
    assert there.inner_text() == record.facts[-1].printed
    lit = [record.facts[2].printed, record.facts[-1].printed]
    assert page.locator(".text .finding.error.lit").all_inner_texts() == lit
    expect(page.locator("#detail")).to_contain_text("▲ 错误 A1 增减率与增减额不符")


def test_a_hint_is_folded_and_leads_to_its_words(open_page: Open) -> None:
    page = open_page(with_findings())
    hint = page.locator("#hints .item button")
    expect(hint).to_be_hidden()
    page.locator("#findings .item button").click()
    page.locator(".tally button[data-panel=hints]").click()
    hint.click()
    assert page.locator(".text .strong").all_inner_texts() == ["、、"]
    expect(page.locator(".text .strong")).to_be_in_viewport(ratio=1)
    expect(page.locator(".text .lit")).to_have_count(1)
    expect(page.locator("#detail")).to_be_hidden()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_mark_on_a_blamed_cell_leads_to_its_finding_even_in_a_closed_panel(
    open_page: Open, size: dict[str, int]
) -> None:
    record = with_findings()
    last = record.facts[-1]
    hint = record.findings[0].model_copy(update={"severity": "info", "message": "看一看"})
    page = open_page(record.model_copy(update={"findings": (*record.findings, hint)}), size)
    if size is NARROW:
        page.locator(".switch").get_by_text("数据").click()
    marks = page.locator(".blamed a")
    expect(marks).to_have_count(4)
    finding = page.locator("#finding-2")
    expect(finding).to_be_hidden()
    marks.last.click()
    expect(finding).to_be_in_viewport()
    expect(finding).to_contain_text("看一看")
    page.locator("#filter").fill(record.facts[0].row)
    expect(button(page, record, last.id)).to_be_hidden()
    assert page.locator(".blamed:visible").count() == page.locator(".fact:visible + .blamed").count()


def test_gravities_differ_by_line_and_not_by_colour_alone(open_page: Open) -> None:
    record = busy_record()
    findings = tuple(
        record.findings[0].model_copy(update={"severity": severity, "evidence": (fact.evidence[0],), "repeats": ()})
        for severity, fact in zip(("error", "warning", "info"), record.facts, strict=False)
    )
    page = open_page(record.model_copy(update={"findings": findings}))
    lines = {
        gravity: page.locator(f".text .finding.{gravity}").evaluate("el => getComputedStyle(el).textDecorationStyle")
        for gravity in ("error", "warning", "info")
    }
    assert lines == {"error": "wavy", "warning": "dashed", "info": "dotted"}


def test_the_unread_panel_leads_to_the_shaded_text(open_page: Open) -> None:
    page = open_page(busy_record())
    page.locator(".tally .alarm").click()
    panel = page.locator("#unread")
    expect(panel).to_contain_text("回答被截断：回答在第 40 个字处断开")
    panel.get_by_role("button").click()
    expect(page.locator(".text .unread.strong").first).to_be_in_viewport()
    assert "断开" in (page.locator(".text .unread").first.get_attribute("title") or "")


def test_the_keyboard_walks_filters_and_clears(open_page: Open) -> None:
    record = busy_record()
    page = open_page(record)
    labels = [b.get_attribute("aria-label") or "" for b in page.locator("button.fact").all()]
    page.keyboard.press("j")
    assert selected_label(page) == labels[0]
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert selected_label(page) == labels[2]
    page.keyboard.press("k")
    assert selected_label(page) == labels[1]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == labels[1]
    page.keyboard.press("/")
    expect(page.locator("#filter")).to_be_focused()
    page.keyboard.type("公务接待费")
    assert page.locator("button.fact:visible").count() == 1
    page.keyboard.press("Escape")
    expect(page.locator("#filter")).to_have_value("")
    assert page.locator("button.fact:visible").count() == len(record.facts)
    expect(page.locator("#detail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#detail")).to_be_hidden()
    expect(page.locator("[aria-current]")).to_have_count(0)


def test_the_order_of_j_is_the_order_on_the_page(open_page: Open) -> None:
    page = open_page(busy_record())
    tops = []
    for _ in range(page.locator("button.fact").count()):
        page.keyboard.press("j")
        here = "el => [el.closest('.group').dataset.place, el.closest('tr').rowIndex, el.closest('td').cellIndex]"
        tops.append(page.locator("button.fact[aria-current]").evaluate(here))
    places = [place for place, _, _ in tops]
    assert list(dict.fromkeys(places)) == ["T1", "S0", "S1", "S7", "S11"]
    assert all(one[1:] < other[1:] for one, other in pairwise(tops) if one[0] == other[0])


def test_filters_by_text_and_band_work_together(open_page: Open) -> None:
    record = busy_record()
    page = open_page(record)
    shown = page.locator("button.fact:visible")
    page.locator("label.auto").click()
    assert shown.count() == sum(fact.confidence.band != "AUTO" for fact in record.facts)
    page.locator("#filter").fill("三公 完成率")
    assert [b.get_attribute("aria-label") for b in shown.all()] == ["“三公”经费，完成率，80.00 %，待复核"]
    expect(page.locator("#shown")).to_have_text(f"1 / {len(record.facts)} 条")
    page.locator("#filter").fill("没有这样的词")
    expect(page.locator("#empty")).to_be_visible()
    page.locator(".text mark").first.click()
    expect(page.locator("#empty")).to_be_hidden()
    assert selected_label(page)


def test_a_mark_can_be_taken_by_keyboard(open_page: Open) -> None:
    page = open_page(busy_record())
    mark = page.locator(".text mark").nth(4)
    mark.focus()
    page.keyboard.press("Enter")
    assert mark.inner_text() in selected_label(page)
    style = mark.evaluate("el => getComputedStyle(el).outlineStyle")
    assert style != "none"


def test_bands_differ_by_line_and_shape_and_not_by_colour_alone(open_page: Open) -> None:
    page = open_page(busy_record())
    looks = {
        band: page.locator(f".text mark.{band}").first.evaluate(
            "el => [getComputedStyle(el).borderBottomStyle, getComputedStyle(el, '::after').content]"
        )
        for band in ("auto", "review", "must")
    }
    assert len({line for line, _ in looks.values()}) == 3
    assert len({shape for _, shape in looks.values()}) == 3


def test_panes_stand_side_by_side_when_wide(open_page: Open) -> None:
    page = open_page(busy_record())
    source, facts = page.locator("#source").bounding_box(), page.locator("#facts").bounding_box()
    assert source
    assert facts
    assert source["y"] == facts["y"]
    assert source["x"] + source["width"] <= facts["x"] + 1
    expect(page.locator(".switch")).to_be_hidden()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_runs_over_the_side(open_page: Open, size: dict[str, int]) -> None:
    long_word = "收" * 80 + "/" + "x" * 120
    record = busy_record()
    wide_table = "\n".join("\t".join(f"{i * j}.00" for j in range(30)) for i in range(1, 4))
    document = source_document(f"{long_word}\n{wide_table}\n")
    start = len(long_word) + 1
    fact = fact_at(document, start, start + 4, id=f"T2/{long_word}/决算数")
    odd = record.model_copy(
        update={"documents": (document,), "facts": (fact,), "unit": record.unit.model_copy(update={"name": long_word})}
    )
    for each in (record, odd):
        page = open_page(each, size)
        for view in ("原文", "数据") if size is NARROW else ("",):
            if view:
                page.locator(".switch").get_by_text(view).click()
            page.keyboard.press("j")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            assert page.evaluate("document.body.scrollWidth") <= size["width"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_figure_in_a_wide_table_is_not_broken_over_lines(open_page: Open, size: dict[str, int]) -> None:
    row = "\t".join(["2080501", "离退休人员活动补助", *(f"{i},234.50" for i in range(1, 9))])
    page = open_page(record_of(f"{row}\n{row}\n"), size)
    figures = page.locator(".text td mark, .text td .unused")
    assert figures.count() >= 16
    assert figures.evaluate_all("all => all.map((el) => el.getClientRects().length)") == [1] * figures.count()


def test_a_narrow_screen_switches_between_the_panes(open_page: Open) -> None:
    record = record_of(long_text(6_000))
    page = open_page(record, NARROW)
    switch = page.locator(".switch")
    expect(page.locator(".text")).to_be_visible()
    expect(page.locator("#facts-scroll")).to_be_hidden()
    switch.get_by_text("数据").click()
    expect(page.locator(".text")).to_be_hidden()
    current = page.locator("button.fact").last
    current.click()
    expect(switch).to_be_in_viewport()
    expect(page.locator("#detail")).to_be_visible()
    page.locator("#detail button.quote").first.click()
    mark = page.locator(".text .strong")
    expect(mark).to_be_in_viewport(ratio=1)
    assert mark.inner_text() == record.facts[-1].printed
    sheet, lit = page.locator("#detail").bounding_box(), mark.bounding_box()
    assert sheet
    assert lit
    assert lit["y"] + lit["height"] <= sheet["y"]
    assert lit["y"] >= (switch.bounding_box() or {"height": 0})["height"]


def test_a_narrow_screen_goes_from_the_source_to_the_fact(open_page: Open) -> None:
    record = record_of(long_text(6_000))
    page = open_page(record, NARROW)
    page.locator(".text mark").nth(60).click()
    expect(page.locator("#detail")).to_contain_text(record.facts[60].row)
    page.locator(".switch").get_by_text("数据").click()
    expect(page.locator("button.fact[aria-current]")).to_be_in_viewport(ratio=1)
    assert record.facts[60].printed in selected_label(page)


def test_a_long_report_answers_at_once(open_page: Open) -> None:
    record = record_of(long_text(50_000), pages=tuple(range(1_500, 49_000, 1_500)))
    assert len(record.facts) >= 1_500
    page = open_page(record)
    assert page.locator(".text").evaluate("el => el.textContent.length") == len(record.documents[0].text)
    spent = page.evaluate(
        """() => {
          const buttons = [...document.querySelectorAll("button.fact")].filter((b, i) => i % 150 === 0);
          const times = buttons.map((b) => {
            const begin = performance.now();
            b.click();
            document.body.offsetHeight;
            return performance.now() - begin;
          });
          return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
        }"""
    )
    assert spent < 400, f"a selection takes {spent:.0f} ms"
    page.locator("#filter").fill("丙类")
    expect(page.locator("#shown")).to_contain_text(" / ")


def test_a_hostile_report_runs_nothing(open_page: Open) -> None:
    text = "<script>alert(1)</script><img src=x onerror=alert(2)> 收入5万元 javascript:alert(3)\n"
    text += "</script><script>alert(4)</script>\n"
    record = record_of(text, name="<img src=x onerror=alert(5)>")
    bad = "<img src=x onerror=alert(6)>"
    facts = tuple(
        fact.model_copy(update={"row": bad, "column": bad, "flags": (bad,), "unit": bad}) for fact in record.facts
    )
    page = open_page(record.model_copy(update={"facts": facts}))
    page.keyboard.press("j")
    page.locator(".text mark").first.hover()
    page.locator(".text mark").first.click()
    expect(page.locator("#detail")).to_contain_text(bad)
    assert page.locator("img").count() == 0
    assert page.locator(".text").evaluate("el => el.textContent") == text
