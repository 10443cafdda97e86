"""The pages pass axe, wide and narrow, and can be walked through by Tab alone."""

import pytest

from extractor.review.store import Filters
from tests.chromium import ARGUMENTS, CHROMIUM, NARROW, WIDE, needs_chromium
from tests.records import busy_record
from tests.review.desk.made import TOTAL, password, wrong_total
from tests.review.desk.served import serving

playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe 没有安装")
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        yield chromium
        chromium.close()


def signed_in(browser, address, size, **more):
    page = browser.new_context(viewport=size, **more).new_page()
    page.goto(f"{address}/login")
    page.get_by_label("用户名").fill("anna")
    page.get_by_label("密码").fill(password("anna"))
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{address}/")
    return page


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing(desk, browser, size):
    made = desk(busy_record(), wrong_total())
    kinds = {one.kind: one.id for one in made.store.items(Filters(queues=("review", "numbers")))}
    assert {"fact", "number", "chunk", "ungrounded"} <= set(kinds)
    paths = ["/", "/records", "/record/1", f"/item/{made.item(TOTAL).id}", *(f"/item/{one}" for one in kinds.values())]
    with serving(made.app) as address:
        page = signed_in(browser, address, size, bypass_csp=True)  # axe itself is an inline script
        for path in [*paths, "/login", "/nothing-here"]:
            page.goto(f"{address}{path}")
            found = axe.Axe().run(page)
            assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        page.context.close()


def test_tab_reaches_every_control_and_each_shows_its_focus(desk, browser):
    made = desk(busy_record())
    with serving(made.app) as address:
        page = signed_in(browser, address, WIDE)
        page.goto(f"{address}/item/{made.item('S1/收入总计/决算数').id}")
        controls = page.locator(
            "a[href]:visible, button:visible, input:visible, select:visible, textarea:visible"
        ).count()
        reached = set()
        for _ in range(controls + 20):
            page.keyboard.press("Tab")
            reached.add(tuple(page.evaluate(_FOCUSED)))
        widths = {width for place, width in reached if place is not None}
        assert len({place for place, _ in reached if place is not None}) >= controls
        assert "0px" not in widths
        page.context.close()


_FOCUSED = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return [null, ""];
  const all = [...document.querySelectorAll("*")];
  return [all.indexOf(el), getComputedStyle(el).outlineWidth];
}"""
