"""The states a page can be in pass axe too: both languages, the original's picture, the keys, a wrong value."""

import hashlib

import pytest

from extractor.review.desk import Options
from tests.chromium import ARGUMENTS, CHROMIUM, NARROW, WIDE, needs_chromium
from tests.records import busy_record
from tests.review.desk.made import Made, password
from tests.review.desk.served import serving
from tests.review.desk.test_pictures import pdf

playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe 没有安装")
pytestmark = needs_chromium
STANDARD = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
REFLOW = 320
"""Width in CSS pixels at which nothing may need scrolling sideways (WCAG 1.4.10): 1280 at 400%."""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A desk whose record has its original, pages and all, and its address."""
    folder = tmp_path_factory.mktemp("originals")
    data = pdf(["first 1"], ["second 2"], ["third 3"])
    (folder / "report.pdf").write_bytes(data)
    record = busy_record()
    document = record.documents[0].model_copy(update={"sha256": hashlib.sha256(data).hexdigest()})
    record = record.model_copy(update={"documents": (document,)})
    made = Made(tmp_path_factory.mktemp("desk") / "desk.db", record, options=Options(sources=folder))
    with serving(made.app) as address:
        yield made, address
    made.store.close()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(served, browser):
    """Opens a page for anna in a window of a size and a language."""
    made, address = served
    contexts = []

    def opens(size, language="zh", **more):
        context = browser.new_context(viewport=size, bypass_csp=True, **more)
        contexts.append(context)
        context.add_cookies([{"name": "juesuan_language", "value": language, "url": address}])
        client = made.client("anna")
        token = next(one.value for one in client.cookies.jar if one.name == "juesuan_session")
        context.add_cookies([{"name": "juesuan_session", "value": token, "url": address}])
        return context.new_page(), address

    yield opens
    for context in contexts:
        context.close()


def item(made):
    return next(one.id for one in made.store.items() if one.kind == "fact" and one.page)


def passes(page, what):
    found = axe.Axe().run(page, options=STANDARD)
    assert found.violations_count == 0, f"{what}\n{found.generate_report()}"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_any_state(served, opened, size, language):
    made, _ = served
    page, address = opened(size, language)
    for path in ("/", "/?unit=none", "/?queue=numbers", "/records", "/record/1", "/nothing", "/start?ticket="):
        page.goto(address + path)
        passes(page, path)
    page.goto(f"{address}/item/{item(made)}")
    passes(page, "item")
    page.keyboard.press("t")
    playwright.expect(page.locator("#pane-picture img")).to_be_visible()
    passes(page, "picture")
    page.keyboard.press("t")
    page.keyboard.press("?")
    playwright.expect(page.locator("#keys")).to_be_visible()
    passes(page, "keys")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.type("no number")
    playwright.expect(page.locator('[name="text"]')).to_have_attribute("aria-invalid", "true")
    passes(page, "wrong value")
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    passes(page, "reason asked for")


def test_nothing_needs_scrolling_sideways_at_four_hundred_per_cent(served, opened):
    made, _ = served
    page, address = opened({"width": REFLOW, "height": 256})
    for path in ("/login", "/", "/records", "/record/1", f"/item/{item(made)}", "/nothing"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= REFLOW, path


def test_where_one_is_and_what_is_lit_is_seen_without_colours(served, opened):
    made, _ = served
    page, address = opened(WIDE, forced_colors="active")
    page.goto(f"{address}/records")
    borders = page.eval_on_selector_all(".top nav a", "all => all.map(a => getComputedStyle(a).borderBottomStyle)")
    current = page.eval_on_selector_all(".top nav a", "all => all.map(a => a.hasAttribute('aria-current'))")
    assert borders == ["solid" if one else "none" for one in current]
    assert any(current)
    page.goto(f"{address}/item/{item(made)}")
    for css in (".text .own", "dd.label"):
        style = page.eval_on_selector(
            css, "el => [getComputedStyle(el).forcedColorAdjust, getComputedStyle(el).textDecorationLine]"
        )
        assert style[0] == "none" or style[1] == "underline", css


def test_the_keys_give_the_focus_back_and_the_skip_link_skips(served, opened):
    made, _ = served
    page, address = opened(WIDE)
    page.goto(f"{address}/item/{item(made)}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#keys-open").focus()
    page.keyboard.press("Enter")
    playwright.expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    playwright.expect(page.locator("#keys")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "keys-open"


def test_who_cannot_see_is_told_what_became_of_an_answer(served, opened):
    made, _ = served
    page, address = opened(WIDE)
    page.goto(f"{address}/login")
    assert page.locator("label").count() == page.locator("input:not([type=hidden])").count()
    page.goto(f"{address}/item/{item(made)}?said=did_accept")
    assert page.get_by_role("status").filter(has_text="已接受").count() == 1
    assert page.title().startswith(page.locator("h1").inner_text().split(" / ")[0].split(" ")[0])
    assert password("anna") not in page.content()
