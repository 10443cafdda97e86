"""The pages of the evaluation in a real Chromium: from a count to a leaf's gold and source, both widths, no network."""

from dataclasses import replace

import pytest

from evals.reporting.compare import compare_page
from evals.reporting.page import render_page
from tests.chromium import ARGUMENTS, CHROMIUM, needs_chromium
from tests.evals.reporting import sample

playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
expect = playwright.expect

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def open_page(browser, request, tmp_path):
    """Open a page's HTML; afterwards nothing may have been complained of or asked of a network."""
    complaints, requests, pages = [], [], []

    def open_it(html):
        path = tmp_path / "report.html"
        path.write_text(html, "utf-8")
        page = browser.new_page(viewport={"width": request.param, "height": 844})
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: requests.append(asked.url))
        page.goto(path.as_uri())
        return page

    yield open_it
    for page in pages:
        page.close()
    assert complaints == []
    assert all(url.startswith("file:") for url in requests)
    assert len(requests) == len(pages)


@pytest.fixture
def page(open_page):
    return open_page(render_page(sample.summary(), sample.verdicts(), sample.sources()))


def pick(page, **filters):
    """Click the count of exactly these filters."""
    names = ("place", "column", "letter", "document", "band", "kind", "slice", "part", "low")
    wanted = "".join(
        f'[data-{name}="{filters[name]}"]' if name in filters else f":not([data-{name}])" for name in names
    )
    button = page.locator(f".pick{wanted}")
    button.click()
    return int(button.get_attribute("data-count"))


def test_a_count_opens_its_leaves_and_a_leaf_its_gold_and_its_source(page):
    assert pick(page, place="S5", letter="W") == 2
    expect(page.locator(".leaf")).to_have_count(2)
    expect(page.locator("#filter")).to_have_text("✗ 错 · S5 一般公共预算财政拨款支出：2 项")
    leaf = page.locator(".leaf").first
    expect(leaf).to_be_in_viewport()
    leaf.locator("> button").click()
    opened = leaf.locator(".opened")
    expect(opened.locator("dt:text-is('标注的值') + dd")).to_have_text("372.20")
    expect(opened.locator("dt:text-is('读出的值') + dd")).to_have_text("9372.20")
    expect(opened.locator("dt:text-is('判为') + dd")).to_have_text("✗ 错：有一位数字不同")
    expect(opened.locator("mark.gold")).to_have_text("372.20")
    expect(opened.locator("mark.gold")).to_be_visible()
    assert opened.locator(".text").first.evaluate(
        "box => { const [a, b] = [box, box.querySelector('mark')].map(el => el.getBoundingClientRect());"
        " return a.top <= b.top && b.bottom <= a.bottom; }"
    )
    before = opened.locator(".text").first.locator("p").evaluate("el => el.firstChild.data")
    assert before.endswith("差旅费年初预算为")
    assert len(before) == 120
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_every_filter_lists_as_many_leaves_as_its_count_says(page):
    for filters in (
        {"letter": "H"},
        {"letter": "N", "place": "S7"},
        {"letter": "C", "band": "REVIEW"},
        {"letter": "W", "kind": "digit"},
        {"letter": "H", "kind": "ungrounded"},
        {"letter": "O", "slice": "载体", "part": "Word"},
        {"letter": "W", "slice": "layout", "part": "unseen"},
        {"letter": "O", "document": sample.CRASHED},
        {"letter": "W", "document": "青山市档案局.pdf"},
        {"letter": "O", "place": "S2", "column": "决算数"},
    ):
        count = pick(page, **filters)
        expect(page.locator("#filter")).to_contain_text(f"：{count} 项")
        expect(page.locator(".leaf")).to_have_count(min(count, 100))


def test_a_bin_opens_by_keyboard_from_the_picture(page):
    dot = page.locator("circle.dot").first
    dot.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filter")).to_contain_text("分数 0.310 ～ 0.750")
    first = sample.summary().confidence.bins[0]
    scores = [leaf.score for leaf in sample.verdicts() if leaf.score is not None]
    expect(page.locator(".leaf")).to_have_count(sum(first.lower <= score <= first.upper for score in scores))


def test_the_keyboard_walks_opens_and_clears(page):
    pick(page, letter="H")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".leaf > button").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator(".leaf").first.locator(".opened")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#filter")).to_have_text("全部不对的项：34 项")
    page.keyboard.press("/")
    page.keyboard.type("水利 住房")
    found = page.locator(".leaf").count()
    assert 0 < found < 34
    expect(page.locator("#filter")).to_have_text(f"全部不对的项：{found} 项")


def test_what_is_not_there_is_said(page):
    pick(page, letter="O", document=sample.CRASHED)
    page.locator(".leaf > button").first.click()
    expect(page.locator(".opened")).to_contain_text("这份报告的原文没有随评测给出")
    pick(page, letter="H", document=sample.HOSTILE)
    page.locator(".leaf > button").first.click()
    expect(page.locator(".opened")).to_contain_text("读出的值没有引出处。")
    expect(page.locator(".opened")).to_contain_text("没有（诱饵：原文不给此项）")


def test_characters_beyond_the_basic_plane_do_not_shift_the_mark(page):
    pick(page, letter="H", document="青山市档案局.pdf")
    page.locator(".leaf > button").first.click()
    expect(page.locator("mark.given")).to_have_text("𠮷日部")


def test_an_aligned_row_says_what_it_was_called_and_what_it_is_without_alignment(page):
    pick(page, letter="C", place="S2")
    page.locator("#find").fill("公务接待费 年初预算 青山")
    page.locator(".leaf > button").first.click()
    opened = page.locator(".opened")
    expect(opened).to_contain_text("原文：标注与所引同在此处")
    expect(opened).to_contain_text("✓ 引在标注之处")
    page.locator("#find").fill("卫生健康支出 决算数 青山")
    page.locator(".leaf > button").first.click()
    expect(page.locator(".opened dt:text-is('读出时叫') + dd")).to_have_text("S2 / 卫生健康支出合计 / 决算数")
    expect(page.locator(".opened dt:text-is('不对齐行') + dd")).to_have_text("✗ 错")


def test_twenty_thousand_leaves_are_listed_a_hundred_at_a_time(open_page):
    verdicts = [replace(leaf, document=f"{copy}{leaf.document}") for copy in range(67) for leaf in sample.verdicts()]
    page = open_page(render_page(sample.summary(), verdicts, {}))
    expect(page.locator(".leaf")).to_have_count(100)
    page.locator("#more").click()
    expect(page.locator(".leaf")).to_have_count(200)
    assert len(verdicts) > 20_000
    pick(page, letter="C")
    expect(page.locator("#filter")).to_contain_text("2,000 项")


def test_on_a_narrow_screen_one_finds_the_way_back(page):
    pick(page, place="S5", letter="W")
    if page.viewport_size["width"] > 1000:
        expect(page.locator("#back")).to_be_hidden()
        return
    page.locator("#back").click()
    expect(page.locator(".pick[aria-current]")).to_be_in_viewport()
    expect(page.locator(".pick[aria-current]")).to_be_focused()


def test_the_comparison_fits_the_screen_and_opens_its_lists(open_page):
    page = open_page(compare_page(sample.side_runs(), sample.paired()))
    expect(page.locator("svg")).to_have_count(2)
    page.locator("summary").first.click()
    expect(page.locator("details").first.locator("li")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
