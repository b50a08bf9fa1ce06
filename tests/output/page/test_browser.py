"""The page in a real browser: what a reviewer does with it, by mouse, by keyboard and on paper."""

import json
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from typer.testing import CliRunner

import tieout
from tieout.cli import app
from tieout.output.page import Mark, json_to_review, place_marks, report_to_page
from tieout.report import Report

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit: TypeAlias = "Callable[..., Page]"

ROOT = Path(__file__).parents[3]
PICTURES = ROOT / "docs" / "pages" / "pictures"
UPDATE = "TIEOUT_UPDATE_PICTURES"
"""Set, this environment variable has the pictures of the documentation written anew."""


@pytest.fixture(scope="module")
def html(report: Report) -> str:
    return report_to_page(report)


@pytest.fixture
def page(visit: Visit, html: str) -> "Page":
    return visit(html)


def quiet(page: "Page") -> bool:
    """Whether the page asked for nothing, complained of nothing and popped nothing up."""
    return page.heard == []  # type: ignore[attr-defined, no-any-return]


def words(page: "Page", selector: str) -> str:
    return " ".join(page.locator(selector).first.inner_text().split())


def figure(page: "Page", k: int) -> Any:
    return page.locator(f'.figure[data-card="f{k}"]')


def in_hand(page: "Page") -> str | None:
    return page.locator('.entry[aria-current="true"]').get_attribute("data-card")


def lit(page: "Page", selector: str) -> list[str]:
    return page.locator(f"{selector}.lit").all_inner_texts()


def listed(page: "Page") -> list[str]:
    return [str(entry.get_attribute("data-card")) for entry in page.locator(".entry:visible").all()]


def test_opens_with_the_first_problem_in_hand(page: "Page") -> None:
    assert page.title() == "Review of Quillworks Inc."
    assert in_hand(page) == "f3"
    assert words(page, "#card h2") == "$1,219,000"
    assert words(page, "#card .status") == "Contradicted"
    assert "1,291,000 USD" in words(page, "#card .arithmetic")
    assert "swapped" in words(page, "#card .message.last")
    assert lit(page, ".cell") == ["$1,291"]
    assert quiet(page)


def test_a_figure_clicked_shows_its_reading_and_its_proof(page: "Page") -> None:
    figure(page, 2).click()
    card = words(page, "#card")
    for part in ("5%", "Derived", "3 months to 31 Mar 2024", "Revenues", "Rule", "Confidence", "4.5% to 5.5%"):
        assert part in card
    assert words(page, "#card .arithmetic") == "7,391 ÷ 7,040 − 1 = 4.99%"
    assert lit(page, ".cell") == ["$7,391", "$7,040"]
    assert page.locator("#card .scale").is_visible()
    assert in_hand(page) == "f2"


def test_a_figure_that_has_the_focus_is_in_hand(page: "Page") -> None:
    figure(page, 0).focus()
    assert (in_hand(page), lit(page, ".cell")) == ("f0", ["$7,391"])
    page.keyboard.press("Tab")
    assert (in_hand(page), lit(page, ".cell")) == ("f1", ["$7,040"])


def test_a_cell_clicked_lights_up_the_figures_that_rest_on_it(page: "Page") -> None:
    page.locator("#cell-0-0-0").click()
    assert lit(page, ".figure") == ["$7.4 million", "5%"]
    assert "Revenues 3 months to 31 Mar 2024" in words(page, "#card")
    links = page.locator("#card .linked button")
    assert [link.get_attribute("aria-label") for link in links.all()] == ["$7.4 million, Tied", "5%, Derived"]
    assert page.locator("#tick").is_disabled()
    links.nth(1).click()
    assert in_hand(page) == "f2"


def test_a_proof_names_its_cells_and_leads_to_them(page: "Page") -> None:
    figure(page, 5).click()
    reference = page.locator("#card .ref")
    assert reference.inner_text().split("\n") == [
        "Gross profit",
        "3 months to\u00a031\u00a0Mar\u00a02024".replace("to\u00a0", "to "),
        "3,291",
    ]
    reference.click()
    assert in_hand(page) == "f5"


def test_a_sum_that_fails_lights_up_its_cells(page: "Page") -> None:
    page.locator('.entry[data-card="s0"]').click()
    assert lit(page, ".cell") == ["3,140", "1,800", "$1,240"]
    assert words(page, "#card .status") == "Failed sum"
    assert "1,340,000" in words(page, "#card .message.first")


@pytest.mark.parametrize(
    ("pressed", "cards"),
    [
        (["contradicted"], ["f3"]),
        (["derived"], ["f2"]),
        (["tied", "unsound"], ["s0", "f0", "f1", "f5"]),
        (["tied", "tied"], ["f3", "s0", "f0", "f1", "f2", "f4", "f5"]),
        (["open"], ["f3", "f0", "f1", "f2", "f4", "f5"]),
    ],
)
def test_the_list_is_narrowed_by_status(pressed: list[str], cards: list[str], page: "Page") -> None:
    for status in pressed:
        page.locator(f'[data-filter="{status}"]').click()
    assert listed(page) == cards


@pytest.mark.parametrize(
    ("asked", "cards"),
    [
        ("gross profit", ["s0", "f5"]),
        ("7.0", ["f1"]),
        ("REVENUES 2023", ["f1", "f2"]),
        ("cost of revenues", []),
        ("operating expenses", ["s0"]),
    ],
)
def test_the_list_is_searched(asked: str, cards: list[str], page: "Page") -> None:
    page.locator("#search").fill(asked)
    assert listed(page) == cards
    assert page.locator("#none").is_visible() is (not cards)


def test_keys_walk_the_list_and_stay_at_its_ends(page: "Page") -> None:
    seen = [in_hand(page)]
    for key in "jjkjjjjjjkk":
        page.keyboard.press(key)
        seen.append(in_hand(page))
    assert seen == ["f3", "s0", "f0", "s0", "f0", "f1", "f2", "f4", "f5", "f5", "f4", "f2"]
    assert page.evaluate("document.activeElement.dataset.card") == "f2"
    assert words(page, "#told") == "5 of 7: 5%, Derived"


def test_keys_walk_what_is_listed(page: "Page") -> None:
    page.locator('[data-filter="tied"]').click()
    page.keyboard.press("j")
    assert in_hand(page) == "f0"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert in_hand(page) == "f5"


def test_keys_are_letters_where_one_types(page: "Page") -> None:
    page.keyboard.press("c")
    page.keyboard.type("just checks, kept")
    assert in_hand(page) == "f3"
    assert page.locator("#comment").input_value() == "just checks, kept"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert in_hand(page) == "s0"


def review(page: "Page") -> None:
    """Tick the first, doubt the second, comment on both."""
    page.keyboard.press("x")
    page.locator("#comment").fill("really <b>1,291</b>")
    figure(page, 0).click()
    page.locator("#verdict").select_option("misread")


def saved(page: "Page") -> str:
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename == "quillworks.review.json"
    return Path(download.value.path()).read_text("utf-8")


def test_marks_are_saved_and_loaded_again(page: "Page", report: Report, visit: Visit) -> None:
    review(page)
    assert page.locator("#open-count").inner_text() == "5"
    text = saved(page)
    found = json_to_review(text)
    marks = place_marks([found], report).marks
    assert (marks[3].tick, marks[3].comment) == (True, "really <b>1,291</b>")
    assert (marks[0].tick, marks[0].verdict) == (False, "misread")
    assert set(marks) == {0, 3}

    again = visit(report_to_page(report, found))
    assert again.locator("#tick").is_checked()
    assert again.locator("#comment").input_value() == "really <b>1,291</b>"
    assert words(again, '.entry[data-card="f3"] .said') == "✓ checked ✎"
    assert words(again, '.entry[data-card="f0"] .said') == "misread"
    assert json.loads(saved(again)) == json.loads(text)
    assert quiet(page) and quiet(again)


def test_command_takes_the_marks_and_tells_of_stale_ones(
    page: "Page", report: Report, visit: Visit, tmp_path: Path
) -> None:
    review(page)
    ticks, release, output = (tmp_path / name for name in ("ticks.json", "quillworks.htm", "out.html"))
    ticks.write_text(saved(page), encoding="utf-8")
    release.write_text(report.release.source, encoding="utf-8")
    arguments = ["report", str(release), "--review", str(ticks), "-o", str(output)]
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert visit(output.read_text("utf-8")).locator("#tick").is_checked()

    release.write_text(report.release.source.replace("31 stores", "33 stores"), encoding="utf-8")
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    assert result.stderr.startswith('tieout: quillworks.htm: 2 of 2 marks are stale, first "$7.4 million" at ')
    stale = visit(output.read_text("utf-8"))
    assert not stale.locator("#tick").is_checked()
    assert "really <b>1,291</b>" in words(stale, "#stale")


def test_marks_outlive_the_page(page: "Page") -> None:
    review(page)
    page.reload()
    assert page.locator("#tick").is_checked()
    page.locator("#tick").uncheck()
    page.locator("#comment").fill("")
    page.reload()
    assert not page.locator("#tick").is_checked()
    assert [mark["verdict"] for mark in json.loads(saved(page))["marks"]] == ["misread"]


def test_the_later_of_a_kept_and_a_loaded_mark_counts(report: Report, visit: Visit) -> None:
    place = report.facts[3].place
    kept = {"start": place.start, "end": place.end, "quote": "", "comment": "kept", "changed": "2024-05-02T00:00:00Z"}
    init = f"localStorage.setItem('tieout {tieout_digest(report)}', JSON.stringify([{json.dumps(kept)}]))"
    for changed, comment in (("2024-05-01T00:00:00Z", "kept"), ("2024-05-03T00:00:00Z", "loaded")):
        mark = Mark(place.start, place.end, "$1,219,000", comment="loaded", changed=changed)
        page = visit(report_to_page(report, review_of(report, mark)), init=init)
        assert page.locator("#comment").input_value() == comment


def tieout_digest(report: Report) -> str:
    from tieout.output.page import digest_of

    return digest_of(report.release)


def review_of(report: Report, *marks: Mark) -> Any:
    from tieout.output.page import Review

    return Review(report.release.name or "", tieout_digest(report), marks)


@pytest.mark.parametrize(
    "init",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied') }})",
        "Storage.prototype.getItem = () => '{broken'",
        "Storage.prototype.getItem = () => 'null'",
    ],
    ids=["denied", "broken", "empty"],
)
def test_works_without_a_storage(init: str, html: str, visit: Visit) -> None:
    page = visit(html, init=init)
    review(page)
    assert len(json.loads(saved(page))["marks"]) == 2
    assert quiet(page)


PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=https://example.com/x.png onerror=alert(3)>",
    '" onmouseover="alert(4)" onfocus="alert(4)" autofocus x="',
    "' onclick='alert(5)",
    "<a href=javascript:alert(6)>x</a>",
    "</style><style>@import 'https://example.com/x.css';</style>",
    "<iframe srcdoc='<script>alert(7)</script>'></iframe>",
    "]]><svg/onload=alert(8)>",
    "<!--",
)


def hostile_release() -> str:
    """A release with hostile words as text, and with hostile markup of its own."""
    escaped = " ".join(PAYLOADS).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    live = (
        "<script>alert(9)</script><img src=https://example.com/y.png onerror=alert(10)><base href=https://example.com/>"
    )
    return f"""<html><head><meta http-equiv="refresh" content="0;url=https://example.com/">{live}</head>
<body onload="alert(11)">{live}<p><b>Mallory {escaped} Inc. Reports First Quarter Results</b></p>
<p onclick="alert(12)">DAYTON, April 25, 2024 - Mallory Inc. today reported results for the first quarter of 2024.</p>
<p>Revenues {escaped} for the first quarter of 2024 were $7.4 million, up 9% from a year ago, said {escaped}.</p>
<p><a href="javascript:alert(13)">Net income was $1.3 million.</a></p>
<p>Statements of Operations &lt;script&gt;alert(15)&lt;/script&gt; (in thousands)</p>
<table><tr><td></td><td colspan=2>Three months ended March 31, &lt;img src=x onerror=alert(16)&gt;</td></tr>
<tr><td></td><td>2024</td><td>2023</td></tr><tr><td>Revenues</td><td>$7,391</td><td>$7,040</td></tr>
<tr><td>Net income &lt;/script&gt;&lt;script&gt;alert(17)&lt;/script&gt;</td><td>1,291</td><td>1,240</td></tr>
</table></body></html>
"""


def test_a_hostile_release_does_nothing(visit: Visit) -> None:
    report = tieout.analyze(hostile_release(), name='x" onload="alert(14)<script>.htm')
    assert len(report.facts) >= 3 and report.tables
    page = visit(report_to_page(report))
    assert "<script>alert(1)</script>" in words(page, "#release")
    for _ in range(len(report.facts) + len(report.inconsistencies)):
        page.keyboard.press("j")
    for one in page.locator(".figure, .cell, .place a").all():
        one.hover()
        one.click()
    page.keyboard.press("c")
    page.keyboard.type(PAYLOADS[0])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert quiet(page)
    assert page.url.startswith("file:") and page.url.partition("#")[0].endswith("/page.html")


def test_the_policy_holds_against_what_would_slip_through(html: str, visit: Visit) -> None:
    slipped = html.replace(
        "<main>", "<main><script>alert(1)</script><img src=x.png onerror=alert(2)><b style='color:red'>x</b>"
    )
    heard = visit(slipped).heard  # type: ignore[attr-defined]
    assert not [one for one in heard if one.startswith("dialog")]
    assert len([one for one in heard if "Content Security Policy" in one]) >= 3


TABBABLE = (
    "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary"
)


def test_all_can_be_reached_by_the_tab_key_and_has_a_name(page: "Page") -> None:
    """Each has the focus once; the skip links come first, the release before its tables."""
    page.evaluate(f"[...document.querySelectorAll('{TABBABLE}')].forEach((e, k) => e.dataset.number = k)")
    page.evaluate("document.activeElement.blur()")
    expected = page.evaluate("[...document.querySelectorAll('[data-number]')].filter(e => e.checkVisibility()).length")
    reached = []
    for _ in range(expected + 20):
        page.keyboard.press("Tab")
        number = page.evaluate("document.activeElement.dataset.number ?? document.activeElement.className")
        reached.append(number)
        if len(reached) > 1 and number == reached[0]:
            break
    numbers = [number for number in reached if number.isdigit()]
    fixed = page.evaluate(
        "[...document.querySelectorAll('[data-number]')].filter(e => e.checkVisibility()).map(e => e.dataset.number)"
    )
    assert set(fixed) <= set(numbers)
    assert numbers[:3] == ["0", "1", "2"]
    named = page.evaluate(
        "[...document.querySelectorAll('[data-number]')]"
        ".every(e => e.ariaLabel || e.textContent.trim() || e.labels?.length)"
    )
    assert named


def test_landmarks_headings_and_states_are_told(page: "Page") -> None:
    tree = page.locator("body").aria_snapshot()
    for part in (
        *('navigation "Problems and figures"', 'article "The release"', 'region "The tables"'),
        *(
            'heading "Quillworks Inc." [level=1]',
            'img "The 6 figures in the order of the text: 1 contradicted, 1 derived',
        ),
        *('button "$1,219,000, contradicted"', 'checkbox "Checked"', 'textbox "Comment"', "status:"),
        *('searchbox "Search figures, metrics, rows"', 'rowheader "Gross profit"'),
    ):
        assert part in tree


def test_the_paper_has_every_card_and_its_review(page: "Page") -> None:
    review(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    cards = page.locator("#printed .card")
    assert cards.count() == 7
    assert "checked; really <b>1,291</b>" in cards.first.inner_text()
    assert page.locator("#release").is_visible() and page.locator("#tables").is_visible()
    assert not page.locator("#list, .tools, #review").filter(visible=True).count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert cards.count() == 0


def test_on_a_small_screen_the_list_opens_and_the_proof_stays(html: str, visit: Visit) -> None:
    page = visit(html, viewport={"width": 420, "height": 860})
    assert not page.locator("#list").is_visible()
    page.locator("#show-list").click()
    assert page.locator("#show-list").get_attribute("aria-expanded") == "true"
    page.locator('.entry[data-card="f2"]').click()
    assert words(page, "#card h2") == "5%"
    page.locator("#next").click()
    assert words(page, "#card h2") == "31"
    assert page.evaluate("document.documentElement.scrollWidth") <= 420


def test_an_address_leads_to_a_figure(page: "Page") -> None:
    page.goto(f"{page.url}#f5")
    page.reload()
    assert in_hand(page) == "f5"


def test_a_page_without_figures_opens(visit: Visit) -> None:
    page = visit(report_to_page(tieout.analyze("The board thanks all who helped.\n")))
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert json.loads(saved_anywhere(page))["marks"] == []
    assert quiet(page)


def saved_anywhere(page: "Page") -> str:
    with page.expect_download() as download:
        page.keyboard.press("s")
    return Path(download.value.path()).read_text("utf-8")


WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PICTURED: dict[str, tuple[str, int, dict[str, Any]]] = {
    "review": ("cindermark-2023q2.htm", 4, WIDE),
    "review-dark": ("cindermark-2023q2.htm", 4, WIDE | {"color_scheme": "dark"}),
    "review-narrow": ("cindermark-2023q2.htm", 4, {"viewport": {"width": 420, "height": 860}}),
    "review-problem": ("kestrel-ridge-gold-2013q2.txt", 37, WIDE),
}
"""The pictures of the documentation: a release, the figure in hand, and how it is looked at."""


@pytest.mark.parametrize("name", PICTURED)
def test_pictures_of_the_documentation(name: str, visit: Visit) -> None:
    """A release of the corpus as the documentation shows it; written anew when asked for."""
    release, k, options = PICTURED[name]
    page = visit(report_to_page(tieout.analyze(ROOT / "corpus" / release)), **options)
    figure(page, k).click()
    page.mouse.move(0, 0)
    shot = page.screenshot()
    assert quiet(page)
    assert len(shot) > 20_000  # no empty page
    if os.environ.get(UPDATE):
        keep(shot, PICTURES / f"{name}.png")
    assert (PICTURES / f"{name}.png").stat().st_size < 300_000


def keep(shot: bytes, path: Path) -> None:
    """Write a picture in 256 colours: text needs no more, and it takes a third."""
    from PIL import Image  # comes with arelle-release

    Image.open(BytesIO(shot)).convert("RGB").quantize(256, kmeans=8, dither=Image.Dither.NONE).save(path, optimize=True)
