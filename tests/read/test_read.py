"""`read`: paths, bytes and text; what it refuses and how it says so."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieout.read import ReadError, read, read_exhibits
from tieout.release import Release

PAGE = "<html><body><p>Sales rose 5%.</p></body></html>"


def test_a_path(tmp_path: Path) -> None:
    file = tmp_path / "brandt-2004q1.htm"
    file.write_text(PAGE)
    by_path, by_name = read(file), read(str(file))
    assert by_path == by_name
    assert (by_path.text, by_path.name, by_path.format) == ("Sales rose 5%.", "brandt-2004q1.htm", "html")


def test_bytes_and_text_are_the_content() -> None:
    assert read(PAGE.encode()).text == read(PAGE).text == "Sales rose 5%."


def test_a_name_can_be_given() -> None:
    assert read(PAGE, name="brandt").name == "brandt"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"\x1f\x8b\x08\x00", "a gzip file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"GIF89a\x01\x00", "a GIF picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office document"),
        (b"{\\rtf1\\ansi Sales}", "an RTF document"),
        (b"\x01\x02\x03\x04\x05\x06\x07 some words \x0e\x0f", "binary data"),
        (b"\0\0\0\0\0\0\0\0\0\0\0a", "binary data"),
    ],
)
def test_refused(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as error:
        read(data, name="brandt.htm")
    assert str(error.value).startswith("brandt.htm ")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no file .*nowhere\.htm"):
        read(tmp_path / "nowhere.htm")


def test_directory(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a directory"):
        read(tmp_path)


def test_refusing_is_a_value_error() -> None:
    assert issubclass(ReadError, ValueError)


def test_nul_characters_are_passed_over_with_a_notice() -> None:
    release = read(b"<p>Sales\0 rose 5%.</p><p>Costs fell 2%.</p>")
    assert release.text == "Sales rose 5%.\nCosts fell 2%."
    (notice,) = release.notices
    assert notice.place is not None and notice.place.start == 8


def test_a_plain_source_has_one_exhibit() -> None:
    assert [r.text for r in read_exhibits(PAGE)] == ["Sales rose 5%."]


# --- whatever comes

TAGS = (
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<p>",
    "</p>",
    "<br>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<sup>",
    "</sup>",
    "<li>",
    "<pre>",
    "</pre>",
    "<script>",
    "</script>",
    "<!--",
    "<![if",
    "<p",
    "<td",
    "<!--",
    "<",
)
WORDS = (
    "-->",
    ">",
    "&",
    "&amp;",
    "&nbsp;",
    "&#8212;",
    "&#xFFFFFFF;",
    "&bogus;",
    "\ufeff",
    "\u200b",
    "5%",
    "$7.4",
    "(1)",
    "•",
    "Sales",
    "rose.",
)
MORE = ("<td colspan=3>", "<td rowspan=70000>", "<td style='display:none'>", "<font style='font-weight:bold")
BLANKS = (" ", "  ", "\n", "\r\n", "\xa0", "\x92", "\0")
SGML = ("<DOCUMENT>", "<TEXT>", "<TYPE>EX-99.1")
SOUP = st.lists(st.sampled_from([*TAGS, *WORDS, *MORE, *BLANKS, *SGML]), max_size=60).map("".join)


def check(release: Release) -> None:
    """Every block and cell stands in the source, and every character of prose has its place there."""
    size = len(release.source)
    end = 0
    for block in release.blocks:
        assert 0 <= block.place.start <= block.place.end <= size
        assert end <= block.start <= block.end <= len(release.text)
        end = block.end
        if block.table is None:
            text = release.text[block.start : block.end]
            assert text == " ".join(text.split()) and text
            assert release.place(block.start, block.end) == block.place
    for table in release.tables:
        for cell in table.cells:
            assert table.place.start <= cell.start < cell.end <= table.place.end
            assert 0 <= cell.row < table.rows and 0 <= cell.column < table.columns
    at = 0
    for k in range(len(release.text)):
        if release.text[k] != "\n":
            start, stop = release.map.to_source(k, k + 1)
            assert at <= start <= stop <= size
            at = start


@given(SOUP)
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_any_markup(soup: str) -> None:
    try:
        release = read("<html>" + soup)
    except ReadError:
        return
    check(release)


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_bytes(data: bytes) -> None:
    try:
        release = read(b"<html>" + data)
    except ReadError:
        return
    check(release)


def test_half_a_surrogate_is_read_as_an_unknown_character() -> None:
    release = read("Sales of lamps \ud83d rose 5% in the third quarter of 2031, and so did those of shades.\n")
    assert release.source[15] == release.text[15] == "\ufffd"
