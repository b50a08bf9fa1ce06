"""The page as HTML: what it holds, that nothing of a release is obeyed, that it is the same each time."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import tieout
from tieout.checks import Inconsistency
from tieout.facts import CellRef, Notice, Place
from tieout.output.page import Mark, Review, digest_of, report_to_page
from tieout.output.page.index import Line, index_to_page, report_to_line
from tieout.output.page.page import SCRIPTS, review_name
from tieout.output.page.review import Placed
from tieout.output.page.sheets import tables_to_sheets
from tieout.report import Report
from tieout.tables import Column, Table

CORPUS = Path(__file__).parents[3] / "corpus"
RELEASES = sorted(path for path in CORPUS.iterdir() if path.suffix in (".txt", ".htm", ".md") and path.stem != "README")
VOID = {"meta", "input"}
CONTENTS = {"style", "script"}


class Page(HTMLParser):
    """The tags, attributes and words of a page; every tag has to be closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.contents: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in CONTENTS:
            self.contents.append((self.open[-1], data))
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def having(self, name: str) -> list[str]:
        """The values of an attribute, in order."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]

    @property
    def policy(self) -> str:
        (content,) = (a["content"] for _, a in self.tags if a.get("http-equiv") == "Content-Security-Policy")
        return content

    @property
    def data(self) -> dict:  # type: ignore[type-arg]
        found: dict = json.loads(next(text for tag, text in self.contents if text.startswith("{")))  # type: ignore[type-arg]
        return found


@pytest.fixture(scope="module")
def page(report: Report) -> Page:
    return Page(report_to_page(report))


def test_each_figure_is_marked_once_by_its_tie(page: Page, report: Report) -> None:
    marked = [a for _, a in page.tags if a.get("class", "").startswith("figure")]
    ties = [str(finding.tie) for finding in report.findings]
    assert [(a["class"], a["data-card"]) for a in marked] == [(f"figure {tie}", f"f{k}") for k, tie in enumerate(ties)]
    assert next(a["aria-label"] for a in marked) == "$7.4 million, tied"


def test_problems_stand_first_in_the_list(page: Page) -> None:
    entries = [a["data-card"] for _, a in page.tags if a.get("class", "").startswith("entry")]
    assert entries == ["f3", "s0", "f0", "f1", "f2", "f4", "f5"]


def test_a_card_holds_reading_and_proof(page: Page) -> None:
    card = page.data["cards"]["f2"]
    readings = {page.data["terms"][k]: text.replace("\u00a0", " ") for k, text in card["readings"]}
    assert readings["Metric"] == "Revenues (“Revenues”), a change"
    assert readings["Period"] == "1 Jan 2024 to 31 Mar 2024"
    assert readings["Against"] == "1 Jan 2023 to 31 Mar 2023"
    assert readings["Value"] == "5%"
    assert set(readings) >= {"Rule", "Confidence"}
    assert card["arithmetic"] == "7,391 ÷ 7,040 − 1 = 4.99%"
    assert card["cells"] == ["0-0-0", "0-0-1"]
    assert page.data["cards"]["f4"]["message"].endswith("the tables hold nothing of it")


def test_a_contradiction_says_what_the_tables_have(page: Page) -> None:
    assert "the tables have 1,291,000 USD (swapped digits)" in page.text


def test_a_sum_that_fails_is_a_card_with_its_cells(page: Page) -> None:
    assert page.data["cards"]["s0"]["cells"] == ["0-4-1", "0-2-1", "0-3-1"]
    assert "3,140,000 - 1,800,000 = 1,340,000" in page.text


def test_figures_that_cannot_all_be_right_are_linked_both_ways(report: Report) -> None:
    found = Inconsistency("prose", "sales are stated twice", (), (CellRef(0, 0, 0),), (0, 1), "one digit")
    page = Page(report_to_page(replace(report, inconsistencies=(found,))))
    cards = page.data["cards"]
    assert (cards["i0"]["links"], cards["f0"]["links"], cards["f1"]["links"]) == (["f0", "f1"], ["i0"], ["i0"])
    assert [a["class"] for _, a in page.tags if a.get("data-card") in ("f0", "f1") and "doubted" in a["class"]] == [
        "figure tied doubted"
    ] * 2
    assert "$7.4 million, tied, inconsistent" in page.having("aria-label")


def test_tables_stand_as_printed_under_what_they_are_read_as(page: Page) -> None:
    for words in (
        "Three months ended March 31,",
        "3 months to 31 Mar 2024",
        "$7,391",
        "income statement, USD, in 1,000s",
    ):
        assert words in page.text.replace("\u00a0", " ")
    heads = [(a.get("scope"), a.get("colspan")) for tag, a in page.tags if tag == "th" and a.get("scope") != "row"]
    assert heads == [("colgroup", "2"), *[("col", None)] * 4]


def test_only_cells_that_something_rests_on_can_be_chosen(page: Page) -> None:
    cells = {a["id"] for _, a in page.tags if a.get("class") == "cell"}
    assert cells == {f"cell-0-{place}" for place in ("0-0", "0-1", "2-0", "2-1", "3-1", "4-0", "4-1")}


def test_notices_are_listed_but_sums_that_fail_only_once(report: Report) -> None:
    odd = replace(report, notices=(*report.notices, Notice("a column without a head")))
    text = Page(report_to_page(odd)).text
    assert "1 notice" in text and "a column without a head" in text


HOSTILE = """</script></style></template><script>alert(1)</script><img src=x onerror=alert(2)>" onclick="alert(3)' <!--
<svg onload=alert(4)> javascript:alert(5) ]]> {{ 7*7 }} {% x %} &lt;b&gt; \u202e\u2028\x00 \\u003c"""


def hostile(report: Report) -> Report:
    """The report with hostile words wherever a release or a reviewer can put words."""
    facts = tuple(
        replace(
            fact,
            quote=HOSTILE,
            label=HOSTILE,
            segment=HOSTILE,
            speaker=HOSTILE,
            hedge=HOSTILE,
            rule=HOSTILE,
            metric=None,
        )
        for fact in report.facts
    )
    findings = tuple(replace(f, message=HOSTILE, operation=HOSTILE, diagnosis=HOSTILE) for f in report.findings)
    (table,) = report.tables
    table = replace(
        table,
        title=HOSTILE,
        columns=tuple(replace(column, header=HOSTILE) for column in table.columns),
        rows=tuple(replace(row, label=HOSTILE, path=(HOSTILE, HOSTILE)) for row in table.rows),
        cells=tuple(replace(one, text=HOSTILE) for one in table.cells),
    )
    checks = tuple(replace(check, message=HOSTILE, rule=HOSTILE) for check in report.checks)
    odd = Inconsistency("prose", HOSTILE, (), (CellRef(0, 0, 0),), (0,), HOSTILE)
    release = replace(
        report.release, name=HOSTILE, text=HOSTILE.replace("\n", " ") + report.release.text[len(HOSTILE) :]
    )
    return replace(
        report, release=release, facts=facts, findings=findings, tables=(table,), checks=checks,
        inconsistencies=(odd,), notices=(Notice(HOSTILE),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def attacked(report: Report) -> str:
    attack = hostile(report)
    place = attack.facts[0].place
    marks = (
        Mark(place.start, place.end, HOSTILE, comment=HOSTILE),
        Mark(1, 2, HOSTILE, comment=HOSTILE, changed=HOSTILE),
    )
    return report_to_page(attack, Review(HOSTILE, digest_of(attack.release), marks))


def test_nothing_of_a_release_becomes_markup(attacked: str, page: Page) -> None:
    hit = Page(attacked)
    assert [tag for tag, _ in hit.contents] == [tag for tag, _ in page.contents] == ["style", "script", "script"]
    assert {tag for tag, _ in hit.tags} <= {tag for tag, _ in page.tags} | {"ul", "li", "details", "summary", "section"}
    names = {name for _, attributes in hit.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "style", "srcdoc", "action"}
    assert all(href.startswith("#") for href in hit.having("href"))
    assert hit.text.count("<script>alert(1)</script>") > 10
    assert "{{ 7*7 }}" in hit.text
    assert not set(attacked) & {"\x00", "\u202e", "\u2028"}


def test_data_cannot_leave_its_script(attacked: str) -> None:
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', attacked, re.DOTALL)
    assert not set(block) & set("<>&")
    assert json.loads(block)["cards"]["f3"]["message"].startswith("</script></style>")


@pytest.mark.parametrize("html", ["review", "index"])
def test_policy_allows_the_page_s_own_style_and_script_and_nothing_else(html: str, report: Report) -> None:
    line = report_to_line(report, Placed({}), "q.html")
    page = Page(report_to_page(report) if html == "review" else index_to_page([line]))
    hashes = {
        tag: b64encode(sha256(text.encode()).digest()).decode()
        for tag, text in page.contents
        if not text.startswith("{")
    }
    rules = dict(rule.strip().split(" ", 1) for rule in page.policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == f"'sha256-{hashes['style']}'"
    assert rules.get("script-src") == (f"'sha256-{hashes['script']}'" if html == "review" else None)
    assert "unsafe" not in page.policy


def test_the_script_never_takes_words_for_markup() -> None:
    script = "".join(files("tieout.output.page").joinpath(part).read_text("utf-8") for part in SCRIPTS)
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "http",
    ):
        assert word not in script


def test_a_page_is_the_same_each_time(report: Report) -> None:
    assert report_to_page(report) == report_to_page(report)


def test_marks_of_a_review_are_on_the_page_and_stale_ones_are_told(report: Report) -> None:
    place = report.facts[0].place
    review = Review(
        "quillworks.htm", digest_of(report.release), (Mark(place.start, place.end, "$7.4 million", tick=True),)
    )
    page = Page(report_to_page(report, review))
    assert page.data["review"]["marks"][0]["tick"] is True
    assert "stale" not in page.text
    old = Page(report_to_page(report, replace(review, digest="sha256:0")))
    assert old.data["review"]["marks"] == []
    assert "1 stale mark: not put to any figure" in old.text
    assert old.data["review"]["digest"] == digest_of(report.release)


@pytest.mark.parametrize("path", RELEASES[::3], ids=lambda path: path.name)
def test_every_release_makes_a_sound_page(path: Path) -> None:
    report = tieout.analyze(path)
    html = report_to_page(report)
    page = Page(html)
    assert etree.fromstring(html, etree.HTMLParser()) is not None
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    assert {a["data-card"] for _, a in page.tags if "figure" in a.get("class", "")} == {
        f"f{k}" for k in range(len(report.facts))
    }
    assert {f"cell-{cell}" for card in page.data["cards"].values() for cell in card.get("cells", ())} <= set(ids)
    assert {href.removeprefix("#") for href in page.having("href") if href != "#"} - {""} <= set(ids)
    assert set(page.data["cards"]) == {a["data-card"] for _, a in page.tags if "entry" in a.get("class", "")}


@pytest.mark.parametrize(
    ("headers", "lines"),
    [
        (["2024", "2023"], [[("2024", 1), ("2023", 1)]]),
        (["Year | 2024", "Year | 2023"], [[("Year", 2)], [("2024", 1), ("2023", 1)]]),
        (["Year | 2024", "Change"], [[("Year", 1), ("", 1)], [("2024", 1), ("Change", 1)]]),
        (
            ["Sales | 2024", "Sales | Pro forma | 2023"],
            [[("Sales", 2)], [("", 1), ("Pro forma", 1)], [("2024", 1), ("2023", 1)]],
        ),
        (["A | 2024", "B | 2024"], [[("A", 1), ("B", 1)], [("2024", 1), ("2024", 1)]]),
        (["", ""], []),
        ([], []),
    ],
)
def test_headers_are_stacked_as_printed(headers: list[str], lines: list[list[tuple[str, int]]]) -> None:
    table = Table(0, Place(0, 1), "", "other", 1, None, tuple(map(Column, headers)), (), ())
    (sheet,) = tables_to_sheets([table], frozenset(), ())
    assert [[(head.text, head.span) for head in line] for line in sheet.heads] == lines


@pytest.mark.parametrize("source", ["Revenues rose 5% to $7.4 million.\n", "The board thanks all who helped.\n"])
def test_a_release_without_tables_or_figures_has_a_page(source: str) -> None:
    assert "no table of figures" in Page(report_to_page(tieout.analyze(source))).text


MARKUP = st.sampled_from(
    [*"<>&\"'`{}%$\x00\x1b\u2028\u202e\n", "<table>", "<td>", "</script>", "<!--", "&lt;", "$5.2 million"]
)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.one_of(MARKUP, st.text(max_size=5)), max_size=20).map("".join))
def test_any_text_makes_a_sound_page(text: str) -> None:
    table = f"<table><tr><td>{text}</td><td>2024</td></tr><tr><td>Revenues</td><td>7,391</td></tr></table>"
    prose = f"{'Quillworks makes pens. ' * 20}\nRevenues rose 5% to $7.4 million {text} in the first quarter of 2024.\n"
    report = tieout.analyze(prose + table)
    html = report_to_page(report)
    assert Page(html).data["review"]["digest"] == digest_of(report.release)
    assert html.encode()


PARAGRAPH = (
    "<p>Revenues were ${k}.4 million in {year}, up {k}.5% from ${k}.1 million in the year before. Operating income of "
    "{year} was ${k}.2 million, or {k}.9% of revenues in {year}.</p>"
)
HEADER = (
    "<tr><td></td><td colspan=2>Year ended December 31,</td></tr><tr><td></td><td>{year}</td><td>{before}</td></tr>"
)
ROW = "<tr><td>Sales of unit {k}</td><td>{k}.4</td><td>{k}.1</td></tr>"


def test_a_hundred_pages_stay_under_five_megabytes() -> None:
    """Ten pages of forty figures and a table each, so that it need not take ten times as long."""
    pages = "".join(
        "".join(PARAGRAPH.format(k=year % 90 + 10, year=year) for year in range(first, first + 8))
        + "<p>Sales (in millions)</p><table>"
        + HEADER.format(year=first, before=first - 1)
        + "".join(ROW.format(k=k + 10) for k in range(20))
        + "</table>"
        for first in range(1940, 2020, 8)
    )
    report = tieout.analyze(f"<html><body>{pages}</body></html>\n")
    assert len(report.facts) >= 400
    assert len(report_to_page(report).encode()) < 500_000


def luminance(colour: str) -> Decimal:
    parts = [Decimal(int(colour[k : k + 2], 16)) / 255 for k in (1, 3, 5)]
    light = [
        part / Decimal("12.92")
        if part <= Decimal("0.04045")
        else ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
        for part in parts
    ]
    return sum(
        (weight * part for weight, part in zip(map(Decimal, ("0.2126", "0.7152", "0.0722")), light, strict=True)),
        Decimal(0),
    )


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    "name", ["ink", "soft", "accent", "tied", "derived", "contradicted", "inconsistent", "unsound", "absent"]
)
@pytest.mark.parametrize("ground", ["ground", "paper"])
def test_words_can_be_read_on_their_ground(scheme: int, name: str, ground: str) -> None:
    """A contrast of 4.5 to 1, WCAG 2 level AA."""
    style = files("tieout.output.page").joinpath("page.css").read_text("utf-8")
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))
    low, high = sorted(luminance(colours[each]) + Decimal("0.05") for each in (name, ground))
    assert high / low >= Decimal("4.5")


@pytest.mark.parametrize(
    ("name", "file"),
    [("quill.htm", "quill.review.json"), ("quill.txt#2", "quill-2.review.json"), ("release", "release.review.json")],
)
def test_file_of_a_review_is_called_after_its_release(name: str, file: str) -> None:
    assert review_name(name) == file


def line(name: str, page: str = "p.html", **counts: int) -> Line:
    figures = sum(counts.get(tie, 0) for tie in ("tied", "derived", "contradicted", "absent"))
    return Line(page, name, "", counts, figures, checked=1)


def test_index_has_the_worst_first() -> None:
    lines = [
        line("fine", tied=9),
        line("odd", tied=9, inconsistent=2),
        line("bad", contradicted=1, tied=8),
        line("off", unsound=1),
    ]
    page = Page(index_to_page(lines))
    names = [a["href"] for tag, a in page.tags if tag == "a"]
    assert len(names) == 4
    assert [word for word in page.words if word in {one.name for one in lines}][::2] == ["bad", "odd", "off", "fine"]
    assert page.text.startswith("Review of 4 releases")
    assert "All 27" in page.text


def test_links_of_the_index_lead_beside_it_whatever_a_file_is_called() -> None:
    page = Page(index_to_page([line(HOSTILE, "javascript:alert(1)#100%.html", tied=1), line("b", "a b&c.html")]))
    links = [a["href"] for tag, a in page.tags if tag == "a"]
    assert links == ["./javascript%3Aalert%281%29%23100%25.html", "./a%20b%26c.html"]
    assert "<script>alert(1)</script>" in page.text


def test_bar_of_the_index_is_as_long_as_the_shares_together() -> None:
    bar = line("a", contradicted=1, derived=1, tied=1, absent=3).bar
    assert bar == (("contradicted", 0.0, 20.0), ("derived", 20.0, 20.0), ("tied", 40.0, 20.0), ("absent", 60.0, 60.0))
    assert line("a").bar == ()
