"""The pages about the work pass axe, wide and narrow."""

import pytest

from extractor.review.desk.app import create_app
from tests.chromium import ARGUMENTS, CHROMIUM, NARROW, WIDE, needs_chromium
from tests.review.desk.made import password
from tests.review.desk.served import serving
from tests.review.desk.work_desk import disputed, opened

playwright = pytest.importorskip("playwright.sync_api", reason="playwright 没有安装")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe 没有安装")
pytestmark = needs_chromium


def test_axe_finds_nothing(tmp_path):
    store, _, team = opened(tmp_path / "review.db")
    _, (item,) = disputed(store, team)
    with playwright.sync_playwright() as engine, serving(create_app(store)) as address:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        for size in (WIDE, NARROW):
            page = browser.new_context(viewport=size, bypass_csp=True).new_page()  # axe itself is an inline script
            page.goto(f"{address}/login")
            page.get_by_label("用户名").fill("chief")
            page.get_by_label("密码").fill(password("chief"))
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(f"{address}/")
            for path in ("work", "disputes", f"dispute/{item.id}", "trail", "people", "exports"):
                page.goto(f"{address}/{path}")
                for summary in page.locator("main summary").all():
                    summary.click()
                found = axe.Axe().run(page)
                assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        browser.close()
    store.close()
