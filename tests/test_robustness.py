"""Whatever comes in, there is a report or a `ReadError`; every place in a report points into the source."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import tieout
from tieout.facts import Place
from tieout.report import Report

WORDS = [
    *("$7.4 million", "$(0.08)", "14%", "150 basis points", "7,391", "(1,250)", "2.1 million short tons"),
    *("$1.20 to $1.25", "0.5x", "- ", "--", "n/m", "$", "%", "(", ")", "€", "revenues", "net loss"),
    *("diluted earnings per share", "gross margin", "same-store sales", "backlog", "Adjusted EBITDA", "rose"),
    *("fell", "compared with", "respectively", "and", "of", "to", "from", "in", "by"),
    *("the first quarter of 2024", "three months ended March 31, 2024", "fiscal 2023", "a year ago"),
    *("December 31,", "2024", "2023", "1Q24", "FY24", "year-over-year", "expects"),
    *("said Ada Quill, chief executive officer,", "Mr. Reed", "“", "”", '"'),
    *("(in thousands, except per share data)", "Change", "Total", "Basic", "Diluted", ".", ";", ":", ","),
    *("•", "*", "(1)", "\n", "\n\n", "\t", "      ", "        ", "------", "======", "<p>", "</p>"),
    *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td colspan=3>", "<td rowspan=9>", "<th>"),
    *("<br>", "<b>", "</b>", "<div>", "<sup>", "<li>", "&nbsp;", "&amp;", "&#8212;", "&bogus;", "<!--"),
    *("-->", "<", ">", "&", "<TABLE>", "<CAPTION>", "<S>", "<C>", "</TABLE>", "<PAGE>", "<DOCUMENT>"),
    *("<TYPE>EX-99.1", "<TEXT>", "\u2028", "\xa0", "\u200b", "\ufeff", "\x00", "\x1b[2J", "\r\n", "𝟏", "½"),
    *("²", "é", "日本", "١٢"),
]
SOUP = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " ", " "])), max_size=60).map(
    lambda parts: "".join(word + blank for word, blank in parts) + "\n"
)
LIMITS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def places(report: Report) -> Iterator[Place]:
    """Every place that a report names."""
    yield from (fact.place for fact in report.facts)
    yield from (place for person in report.people for place in person.places)
    yield from (notice.place for notice in report.notices if notice.place)
    for table in report.tables:
        yield from (table.place, *(cell.place for cell in table.cells))
        yield from (row.place for row in table.rows if row.place)


def check(source: str | bytes) -> None:
    """Analyze; then every place is in the source, every finding is of its fact, every cell of a finding exists."""
    try:
        report = tieout.analyze(source)
    except tieout.ReadError:
        return
    assert report.doc.text == report.release.text
    for place in places(report):
        assert 0 <= place.start <= place.end <= len(report.release.source)
    for k, (fact, finding) in enumerate(zip(report.facts, report.findings, strict=True)):
        assert fact.place.start < fact.place.end
        assert finding.fact == k
        for ref in finding.cells:
            table = report.tables[ref.table]
            assert ref.row < len(table.rows) and ref.column < len(table.columns)
    assert report.to_json()
    assert len(report.to_pandas()) == len(report.facts)


@LIMITS
@given(SOUP)
@example("\n")
@example("Revenues rose\n")
def test_soup_of_words_and_markup(text: str) -> None:
    check(text)


@LIMITS
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(data)


@LIMITS
@given(st.text(max_size=200).map(lambda text: f"Revenues rose 5% to $7.4 million {text}\n"))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "source", ["", " \n ", b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"%PDF-1.4", Path("nowhere.htm")]
)
def test_what_is_no_release_is_a_read_error(source: str | bytes | Path) -> None:
    with pytest.raises(tieout.ReadError) as error:
        tieout.analyze(source)
    assert str(error.value)
