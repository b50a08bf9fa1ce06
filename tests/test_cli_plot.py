"""`tieout plot`: releases by tie, a company over time from the folder of a run, and what it says where it cannot."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tieout.batch.series import SeriesError, read_series
from tieout.cli import app

QUARTERS = (
    ("First", "March 31", "April 24", "61,204", "58,117", "4,010", "0.33"),
    ("Second", "June 30", "July 24", "66,951", "60,338", "4,420", "0.36"),
    ("Third", "September 30", "October 23", "70,488", "64,902", "(1,250)", "(0.10)"),
)
RELEASE = """\
{issuer} Reports {ordinal} Quarter 2031 Results

SALEM, Oregon, {released}, 2031 - {issuer} today reported results for the quarter ended {end}, 2031.

                          {issuer}
                CONSOLIDATED STATEMENTS OF OPERATIONS
             (in thousands, except per share amounts)

                                   Three Months Ended
                                       {end},
                                    2031          2030
                                --------      --------
Net sales                       $ {sales}      $ {before}
Net income (loss)               $ {income}
Diluted earnings per share      $ {eps}
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def written(folder: Path, issuer: str) -> list[Path]:
    """A company's releases of three quarters."""
    paths = []
    names = ("ordinal", "end", "released", "sales", "before", "income", "eps")
    for quarter in QUARTERS:
        values = dict(zip(names, quarter, strict=True))
        path = folder / f"{issuer[:4].lower()}-{values['ordinal'].lower()}.txt"
        path.write_text(RELEASE.format(issuer=issuer, **values))
        paths.append(path)
    return paths


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over the releases of two companies."""
    folder = tmp_path_factory.mktemp("releases")
    for issuer in ("Wexcombe Tools, Inc.", "Orlith Foods, Inc."):
        written(folder, issuer)
    out = tmp_path_factory.mktemp("out")
    assert run("run", folder, "-o", out, "--workers", "1", "--quiet").exit_code == 0
    return out


def test_values_of_a_company_by_quarter(runs: Path) -> None:
    name, series = read_series(runs, metrics=["NetIncomeLoss", "Revenues"], issuer="wexcombe")
    assert name == "Wexcombe Tools, Inc."
    income, sales = series
    assert (income.metric, income.points[-1]) == ("NetIncomeLoss", (date(2031, 9, 30), Decimal(-1250000)))
    assert [int(value) // 1000 for _, value in sales.points] == [58117, 60338, 64902, 61204, 66951, 70488]
    assert sales.points[0][0] == date(2030, 3, 31)


def test_without_metrics_the_usual_ones_are_read(runs: Path) -> None:
    _, series = read_series(runs, issuer="Orlith")
    assert [one.metric for one in series] == ["Revenues", "NetIncomeLoss", "EarningsPerShareDiluted"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, r"releases of 2 issuers: choose one with --issuer, such as 'Orlith Foods, Inc\.'"),
        ({"issuer": "Nobody"}, r"no issuer is called 'Nobody'; there are: Orlith Foods, Inc\., Wexcombe Tools, Inc\."),
        ({"issuer": "Orlith", "metrics": ["Stores"]}, r"Orlith Foods, Inc\.: no quarter has a value of Stores"),
        ({"issuer": "Orlith", "length": "year"}, r"no year has a value of Revenues, Oper"),
    ],
)
def test_what_cannot_be_read_says_what_there_is(runs: Path, options: dict[str, object], message: str) -> None:
    with pytest.raises(SeriesError, match=message):
        read_series(runs, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_company_over_time_is_a_picture(suffix: str, runs: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"{k}{suffix}" for k in range(2)]
    for path in paths:
        result = run("plot", runs, "-o", path, "-m", "Revenues", "--issuer", "Wexcombe")
        assert (result.exit_code, result.output) == (0, "")
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_releases_are_a_picture(tmp_path: Path) -> None:
    files = written(tmp_path, "Wexcombe Tools, Inc.")
    for given in (files[:1], files):
        assert run("plot", *given, "-o", tmp_path / "figures.svg").exit_code == 0
        assert b"<svg" in (tmp_path / "figures.svg").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "x.gif"), "x.gif: a picture is a .png, .svg or .pdf file"),
        (("-o", "x.png", "-m", "Revenue"), "no metric is called 'Revenue'; there is Revenues"),
        (("-o", "x.png", "-m", "Stores", "--issuer", "Orlith"), "Orlith Foods, Inc.: no quarter has a value"),
        (("-o", "nowhere/x.png", "--issuer", "Orlith"), "nowhere/x.png: No such file or directory"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(
    arguments: tuple[str, ...], message: str, runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("plot", runs, *arguments)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert result.output.startswith(f"tieout: {message}")


def test_a_folder_that_is_no_run_is_one_line(tmp_path: Path) -> None:
    result = run("plot", tmp_path, "-o", tmp_path / "x.png")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "no documents/*.parquet there" in result.output


def test_metrics_are_for_a_run(tmp_path: Path) -> None:
    (path, *_) = written(tmp_path, "Wexcombe Tools, Inc.")
    result = run("plot", path, "-o", tmp_path / "x.png", "-m", "Revenues")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)


def test_a_file_that_is_no_release_is_one_line(tmp_path: Path) -> None:
    result = run("plot", tmp_path / "missing.txt", "-o", tmp_path / "x.png")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
