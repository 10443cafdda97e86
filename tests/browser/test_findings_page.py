"""The page of `juesuan check --format html` in a real Chromium: filters without a script, both widths, no network."""

import pytest

from extractor.checks.exports import render
from tests.checks.faulty import faulty_record, report_on
from tests.chromium import ARGUMENTS, CHROMIUM, needs_chromium

playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
expect = playwright.expect

pytestmark = needs_chromium


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def page(request, tmp_path):
    """The page of a report with findings of every gravity; nothing may be complained of or asked of a network."""
    path = tmp_path / "findings.html"
    path.write_text(render([report_on(faulty_record())], "html"), "utf-8")
    complaints, requests = [], []
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        page = browser.new_page(viewport={"width": request.param, "height": 800})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: requests.append(asked.url))
        page.goto(path.as_uri())
        yield page
        browser.close()
    assert complaints == []
    assert requests == [path.as_uri()]


def test_a_gravity_is_shown_or_not_as_its_box_is_ticked(page):
    shown = page.locator("tbody tr:visible")
    assert [row.get_attribute("class") for row in shown.all()] == ["error", "error", "warning"]
    page.get_by_label("提示").check()
    page.get_by_label("错误").uncheck()
    assert [row.get_attribute("class") for row in shown.all()] == ["warning", "info"]
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
