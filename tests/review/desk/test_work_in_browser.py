"""Statistics and adjudication in a real Chromium, at both widths: nothing sticks out, nothing breaks the policy."""

import openpyxl
import pytest

from extractor.review.desk.app import create_app
from extractor.review.store import Typed
from tests.chromium import ARGUMENTS, CHROMIUM, NARROW, WIDE, needs_chromium
from tests.review.desk.made import password
from tests.review.desk.served import serving
from tests.review.desk.work_desk import disputed, opened
from tests.review.store.made import press

playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
expect = playwright.expect
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def desk(request, browser, tmp_path):
    """A page signed in as the adjudicator on a served desk with two disputes; its store and people."""
    store, _, team = opened(tmp_path / "review.db")
    _, items = disputed(store, team, count=2)
    complaints = []
    with serving(create_app(store)) as address:
        context = browser.new_context(viewport=request.param, accept_downloads=True)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/login")
        page.locator("[name=name]").fill("judge")
        page.locator("[name=password]").fill(password("judge"))
        page.locator("main button").click()
        page.wait_for_url(f"{address}/")
        yield page, address, store, team, items
        context.close()
    store.close()
    assert complaints == []


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_dispute_is_settled_by_keys_with_all_answers_and_the_evidence_in_sight(desk):
    page, address, store, team, items = desk
    page.get_by_role("link", name="裁定", exact=True).click()
    fits(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/dispute/{items[0].id}")
    answers = page.locator(".answers li")
    expect(answers).to_have_count(3)
    expect(answers.nth(1)).to_contain_text("我看是三十一")
    expect(page.locator("#pane-text .own")).to_be_in_viewport()
    fits(page)
    page.locator("textarea").fill("m12 都不是按键，是字")
    assert page.url == f"{address}/dispute/{items[0].id}"
    page.locator("h1").click()
    page.keyboard.press("2")
    page.wait_for_url(f"{address}/dispute/{items[1].id}?said=ruled")
    expect(page.get_by_role("status")).to_contain_text("已裁定")
    final = store.state(items[0].id).final
    assert (final.kind, final.user) == ("absent", team["judge"])
    assert store.history(items[0].id)[-1].reason == "m12 都不是按键，是字"
    page.get_by_label("另写一个数").fill("31.25")
    page.get_by_role("button", name="以此为准").click()
    page.wait_for_url(f"{address}/disputes?said=ruled")
    assert store.state(items[1].id).final.value == "312500"
    expect(page.locator("main")).to_contain_text("没有要裁定的")


def test_the_charts_show_what_was_done_and_the_page_fits(desk):
    page, _, store, team, _ = desk
    item = store.items()[2]
    store.decide(team["anna"], item.id, 0, Typed("accept", seconds=7), press())
    page.get_by_role("link", name="进度与质量").click()
    chart = page.get_by_role("img", name="每天判断多少项，其中改动多少")
    expect(chart).to_be_visible()
    assert chart.locator(".bar title").all_text_contents() == ["2031-05-06：判断 5，改动 4"]
    kept, changed = (chart.locator(f"rect.{name}").bounding_box()["height"] for name in ("kept", "changed"))
    assert changed == pytest.approx(4 * kept, rel=0.05)
    kept_color, changed_color = (
        chart.locator(f"rect.{name}").evaluate("e => getComputedStyle(e).fill") for name in ("kept", "changed")
    )
    assert kept_color != changed_color
    page.locator("summary", has_text="各人各天").click()
    expect(page.locator("table", has_text="anna").first).to_be_visible()
    fits(page)


@pytest.mark.parametrize("path", ["exports", "trail"])
def test_the_other_pages_fit_too(desk, path):
    page, address, *_ = desk
    page.goto(f"{address}/{path}")
    fits(page)


def test_a_paper_is_downloaded_by_its_button_and_again(desk, tmp_path):
    page, address, *_ = desk
    page.goto(f"{address}/exports")
    button = page.locator("table").get_by_role("button", name="底稿 XLSX")
    for turn in range(2):
        with page.expect_download() as waited:
            button.click()
        path = tmp_path / f"{turn}.xlsx"
        waited.value.save_as(path)
        assert waited.value.suggested_filename.endswith(".xlsx")
        assert "逐项" in openpyxl.load_workbook(path).sheetnames
        page.wait_for_timeout(1600)
