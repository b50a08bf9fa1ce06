"""Pictures: what is drawn, that it is the same each time, and that a release's words do nothing to it."""

import sys
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.collections import PatchCollection

import tieout
from tieout.extras import ExtraMissingError
from tieout.facts import Tie
from tieout.plots import Row, figure_to_bytes, picture_format, plot_series, plot_ties, rows_by_name
from tieout.plots.lines import _unbroken
from tieout.series import Series

CORPUS = Path(__file__).parents[2] / "corpus"
SALES = Series(
    "Revenues",
    "USD",
    tuple((date(2031, month, day), Decimal(10**6 * month)) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))),
)
EPS = Series("EarningsPerShareDiluted", "USD/share", ((date(2031, 3, 31), Decimal("-0.31")),))


def words_of(figure: Any) -> list[str]:
    """All text of a picture, as it stands there."""
    texts = [text for text in figure.texts if text.get_text()]
    texts += [text for axes in figure.axes for text in axes.texts]
    return [text.get_text() for text in texts]


def test_a_square_for_each_figure() -> None:
    figure = plot_ties([Row("Revenues", (Tie.ABSENT, Tie.TIED, Tie.CONTRADICTED), ("$5, tables 6",))], title="Acme")
    (squares,) = (one for axes in figure.axes for one in axes.collections if isinstance(one, PatchCollection))
    assert len(squares.get_paths()) == 3
    words = words_of(figure)
    assert {"Acme", "Revenues", "$5, tables 6", "■ 1 contradicted", "■ 0 derived"} <= set(words)


def test_what_is_contradicted_stands_first_in_its_row() -> None:
    figure = plot_ties([Row("Revenues", (Tie.ABSENT, Tie.CONTRADICTED))], title="")
    (squares,) = figure.axes[0].collections
    assert matplotlib.colors.to_hex(squares.get_facecolor()[0]) == "#c4241c"


def test_many_rows_are_folded_into_one() -> None:
    rows = [Row(f"row {k}", (Tie.TIED,)) for k in range(100)]
    words = words_of(plot_ties(rows, title="Acme"))
    assert "77 others" in words and "row 22" in words and "row 23" not in words
    assert "■ 100 tied" in words


def test_names_of_most_figures_come_first_and_those_without_a_name_last() -> None:
    rows = rows_by_name([("", Tie.TIED, "")] * 3 + [("B", Tie.TIED, ""), ("A", Tie.TIED, "x"), ("B", Tie.ABSENT, "")])
    assert rows == [
        Row("B", (Tie.TIED, Tie.ABSENT)),
        Row("A", (Tie.TIED,), ("x",)),
        Row("no metric", (Tie.TIED,) * 3),
    ]


def test_a_report_plots_itself() -> None:
    report = tieout.analyze(CORPUS / "ashgrove-2006q2.htm")
    words = words_of(report.plot())
    assert report.issuer in words
    assert any(word.startswith("95.1%, tables 94.8%") for word in words)


def test_a_notebook_shows_a_picture_as_it_is() -> None:
    assert "<svg" in plot_series([SALES], title="Acme")._repr_svg_()  # type: ignore[attr-defined]


def test_a_line_for_each_metric_and_a_panel_for_each_unit() -> None:
    figure = plot_series([SALES, EPS], title="Acme", subtitle="by quarter")
    assert len(figure.axes) == 2
    points = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert [list(line.get_ydata()) for line in points] == [[3e6, 6e6, 9e6, 12e6]]
    ticks = [label.get_text() for label in figure.axes[1].get_xticklabels()]
    assert ticks == ["Mar\n2031", "Jun\n2031", "Sep\n2031", "Dec\n2031"]
    assert {"Revenues $12M", "EarningsPerShareDiluted -$0.31", "Acme"} <= set(words_of(figure))


@pytest.mark.parametrize(
    ("ends", "stretches"),
    [
        (["2031-03-31", "2031-06-30", "2031-09-30"], [(0, 3)]),
        (["2030-06-30", "2031-03-31", "2031-06-30"], [(0, 1), (1, 2)]),
        (["2029-12-31", "2030-12-31", "2031-12-31"], [(0, 3)]),
        (["2031-03-31"], [(0, 1)]),
    ],
)
def test_a_time_without_values_is_a_gap(ends: list[str], stretches: list[tuple[int, int]]) -> None:
    assert list(_unbroken([date.fromisoformat(end) for end in ends])) == stretches


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_the_same_values_are_the_same_bytes(format: str) -> None:
    both = [figure_to_bytes(plot_series([SALES, EPS], title="Acme"), format) for _ in range(2)]
    assert both[0] == both[1]
    assert str(date.today().year).encode() not in both[0] or format == "png"


def test_the_settings_of_the_user_are_left_alone() -> None:
    with matplotlib.rc_context({"font.size": 31, "svg.hashsalt": "theirs"}):
        mine = figure_to_bytes(plot_series([SALES], title="Acme"), "svg")
        assert matplotlib.rcParams["font.size"] == 31
    assert mine == figure_to_bytes(plot_series([SALES], title="Acme"), "svg")


@pytest.mark.parametrize(
    "words", ["$x^2$ and $\\frac{1}{", "<script>alert(1)</script>", "a\x1b[2J\nb\x00", "売上高", "x" * 9999]
)
def test_words_of_a_release_are_only_shown(words: str) -> None:
    svg = figure_to_bytes(plot_ties([Row(words, (Tie.TIED,), (words,))], title=words, subtitle=words), "svg")
    names = {element.tag.rpartition("}")[2] for element in ElementTree.parse(BytesIO(svg)).iter()}
    assert "script" not in names
    assert "path" in names


def test_nothing_to_draw_is_a_picture() -> None:
    for figure in (plot_ties([], title="Acme"), plot_series([], title="Acme")):
        assert figure_to_bytes(figure, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize(("name", "format"), [("a.PNG", "png"), ("a.svg", "svg"), ("a.gif", None), ("svg", None)])
def test_suffixes_of_pictures(name: str, format: str | None) -> None:
    assert picture_format(Path(name)) == format


def test_without_the_library_there_is_a_word_on_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExtraMissingError, match=r"pip install matplotlib"):
        plot_ties([], title="")
