"""A release that has one of each kind, and a browser for all tests of a run."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import tieout
from tieout.report import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RELEASE = """\
<html><body>
<p><b>Quillworks Reports First Quarter Results</b></p>
<p>DAYTON, Ohio, April 25, 2024 - Quillworks Inc. today reported results for the quarter ended March 31, 2024.</p>
<p>Revenues for the first quarter of 2024 were $7.4 million, compared with $7.0 million in the first quarter of 2023,
an increase of 5%. Net income was $1,219,000 in the first quarter of 2024. The company has 31 stores.</p>
<ul><li>Gross profit was $3.3 million in the first quarter of 2024.</li></ul>
<p><b>QUILLWORKS INC.<br>Statements of Operations (in thousands)</b></p>
<table>
<tr><td></td><td colspan="2">Three months ended March 31,</td></tr>
<tr><td></td><td>2024</td><td>2023</td></tr>
<tr><td>Revenues</td><td>$7,391</td><td>$7,040</td></tr>
<tr><td>Cost of revenues</td><td>4,100</td><td>3,900</td></tr>
<tr><td>Gross profit</td><td>3,291</td><td>3,140</td></tr>
<tr><td>Operating expenses</td><td>2,000</td><td>1,800</td></tr>
<tr><td>Net income</td><td>$1,291</td><td>$1,240</td></tr>
</table>
</body></html>
"""
"""Net income is misprinted, 1,219 for 1,291, and the expenses of 2023 are 100 too low."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def report() -> Report:
    return tieout.analyze(RELEASE, name="quillworks.htm")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium as the system has it, started once; in a container it can have no sandbox."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"no browser here: none of {', '.join(BROWSERS)} is on the PATH")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: "Browser", tmp_path: Path) -> "Iterator[Callable[..., Page]]":
    """Opens a page in a context of its own; `page.heard` gets what it says, asks for, fails at or pops up."""
    contexts = []

    def open_page(html: str, *, init: str = "", **options: Any) -> "Page":
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            **({"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options)
        )
        contexts.append(context)
        page = context.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("request", lambda request: heard.append(f"request: {request.url}"))
        page.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        if init:
            page.add_init_script(init)
        page.goto(path.as_uri())
        assert heard.pop(0) == f"request: {path.as_uri()}"
        page.heard = heard  # type: ignore[attr-defined]
        return page

    yield open_page
    for context in contexts:
        context.close()
