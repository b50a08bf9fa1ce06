"""The command line: what it prints and writes, and that bad input is one line on standard error."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tieout.cli import app

RELEASE = """\
FOR IMMEDIATE RELEASE

QUILLWORKS REPORTS FIRST QUARTER RESULTS

DAYTON, Ohio, April 25, 2024 - Quillworks Inc. today reported results for the quarter ended March 31, 2024.

Revenues for the first quarter of 2024 were $7.4 million, compared with $7.0 million in the first quarter of 2023.

                             QUILLWORKS INC.
                     STATEMENTS OF OPERATIONS
                          (in thousands)

                                   Three months ended
                                        March 31,
                                     2024        2023
                                   --------    --------
Revenues                            $7,391      $7,040
Cost of revenues                     4,100       3,900
                                   --------    --------
Gross profit                        $3,291      $3,140
                                   ========    ========
"""
WRONG = RELEASE.replace("were $7.4 million", "were $7,931,000")


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "quillworks.txt"
    path.write_text(RELEASE)
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.txt"
    path.write_text(WRONG)
    return path


def test_analyze_prints_metric_period_value_quote_and_tie(release: Path) -> None:
    result = run("analyze", release)
    assert result.exit_code == 0
    (line,) = (line for line in result.stdout.splitlines() if "$7.4 million" in line)
    assert line.split()[0] == "Revenues"
    for part in ("3 months to 2024-03-31", "7,400,000 USD", "tied"):
        assert part in line


def test_analyze_prints_contradictions_first(wrong: Path) -> None:
    result = run("analyze", wrong)
    assert result.exit_code == 0
    first = next(line for line in result.stdout.splitlines() if "$7,931,000" in line)
    assert first.startswith("contradicted")


@pytest.mark.parametrize(("name", "status"), [("release", 0), ("wrong", 1)])
def test_strict_fails_where_a_figure_is_contradicted(name: str, status: int, request: pytest.FixtureRequest) -> None:
    assert run("analyze", "--strict", request.getfixturevalue(name)).exit_code == status


def test_json_is_a_report(release: Path) -> None:
    report = json.loads(run("analyze", release, "--format", "json").stdout)
    assert report["release"] == "quillworks.txt"
    for fact in report["facts"]:
        assert RELEASE[fact["start"] : fact["end"]] == fact["quote"]


def test_json_of_several_files_is_a_list(release: Path, wrong: Path) -> None:
    reports = json.loads(run("analyze", release, wrong, "-f", "json").stdout)
    assert [report["release"] for report in reports] == ["quillworks.txt", "wrong.txt"]


def test_suffix_of_the_output_chooses_the_format(release: Path, tmp_path: Path) -> None:
    result = run("analyze", release, "-o", tmp_path / "figures.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "figures.csv").read_text())))
    assert ("$7.4 million", "7400000") in {(row["quote"], row["value"]) for row in rows}


def test_output_folder_gets_a_file_a_release(release: Path, wrong: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    assert run("analyze", release, wrong, "-f", "json", "-o", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["quillworks.json", "wrong.json"]


def test_files_of_one_stem_do_not_overwrite_each_other(release: Path, tmp_path: Path) -> None:
    other = tmp_path / "quillworks.md"
    other.write_text(RELEASE)
    folder = tmp_path / "reports"
    folder.mkdir()
    assert run("analyze", release, other, "-f", "json", "-o", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["quillworks.json", "quillworks.md.json"]


def test_output_that_cannot_be_written_is_one_line(release: Path, tmp_path: Path) -> None:
    result = run("analyze", release, "-o", tmp_path / "nowhere" / "x.json")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "cannot write" in result.stderr


def test_standard_input_is_a_release() -> None:
    report = json.loads(run("analyze", "-", "-f", "json", stdin=RELEASE).stdout)
    assert report["release"] == "standard input"
    assert report["facts"]


def test_tables_are_shown_in_base_units(release: Path) -> None:
    result = run("tables", release)
    assert result.exit_code == 0
    assert "7,391,000 USD" in result.stdout
    assert "3 months to 2024-03-31" in result.stdout


def test_tables_in_csv_hold_a_cell_a_row(release: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("tables", release, "-f", "csv").stdout)))
    cells = {(row["row"], row["col"]): (row["value"], row["period"]) for row in rows}
    assert cells["Revenues", "0"] == ("7391000", "2024-01-01/2024-03-31")


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(range(256))


@pytest.mark.parametrize("command", ["analyze", "tables"])
@pytest.mark.parametrize(
    "content", [None, b"", b" \n\t\r\n ", PNG, ZIP], ids=["missing", "empty", "blank", "image", "zip"]
)
def test_no_release_is_one_line_and_status_2(command: str, content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "release.htm"
    if content is not None:
        path.write_bytes(content)
    result = run(command, path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("tieout: ")
    assert "release.htm" in result.stderr
    assert "internal error" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_folder_is_no_release(tmp_path: Path) -> None:
    result = run("analyze", tmp_path)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "internal error" not in result.stderr


def test_bad_file_does_not_stop_the_others(release: Path, tmp_path: Path) -> None:
    result = run("analyze", tmp_path / "missing.txt", release, "-f", "jsonl")
    assert result.exit_code == 2
    assert '"quote": "$7.4 million"' in result.stdout
    assert "missing.txt" in result.stderr


def test_fault_of_ours_does_not_stop_the_others(release: Path, wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tieout import analysis

    def faulty(source: Path, *, name: str | None) -> object:
        if source == wrong:
            raise KeyError("no\nsuch key")
        return analyze_exhibits(source, name=name)

    analyze_exhibits = analysis.analyze_exhibits
    monkeypatch.setattr(analysis, "analyze_exhibits", faulty)
    result = run("analyze", wrong, release, "-f", "jsonl")
    assert result.exit_code == 2
    assert result.stderr.startswith("tieout: wrong.txt: internal error, KeyError")
    assert result.stderr.count("\n") == 1
    assert "$7.4 million" in result.stdout


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Revenues of Quillworks rose 5% to $7.4 million.", "no table of figures"),
        ("Quillworks names a new chairman. The board thanks all who helped.", "states no figure"),
    ],
    ids=["no tables", "no figures"],
)
def test_what_a_release_does_not_hold_is_a_notice(text: str, notice: str, tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(text)
    result = run("analyze", path)
    assert result.exit_code == 0
    assert notice in result.stdout


@pytest.mark.parametrize("kept", range(300, len(RELEASE), 37))
def test_text_that_is_cut_anywhere_can_be_analyzed(kept: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_text(RELEASE[:kept])
    assert run("analyze", path, "-f", "json").exit_code == 0


EXHIBIT = "<DOCUMENT>\n<TYPE>EX-99.{number}\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n"


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    path = tmp_path / "filing.txt"
    path.write_text("".join(EXHIBIT.format(number=n, text=text) for n, text in ((1, RELEASE), (2, WRONG))))
    return path


def test_every_earnings_exhibit_of_a_submission_is_analyzed(submission: Path) -> None:
    text = submission.read_text()
    reports = json.loads(run("analyze", submission, "-f", "json").stdout)
    assert [report["release"] for report in reports] == ["filing.txt", "filing.txt#2"]
    for report in reports:
        assert all(text[fact["start"] : fact["end"]] == fact["quote"] for fact in report["facts"])
    assert run("analyze", "--strict", submission).exit_code == 1


def test_output_folder_gets_a_file_an_exhibit(submission: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    assert run("analyze", submission, "-f", "json", "-o", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["filing#2.json", "filing.json"]
    assert json.loads((folder / "filing.json").read_text())["issuer"] == "Quillworks Inc."


def test_tables_of_every_exhibit_are_shown(submission: Path) -> None:
    shown = json.loads(run("tables", submission, "-f", "json").stdout)
    assert [(release["release"], len(release["tables"])) for release in shown] == [
        ("filing.txt", 1),
        ("filing.txt#2", 1),
    ]


def test_contradiction_is_a_line_and_in_full_when_asked_for(wrong: Path) -> None:
    short, full = (run("analyze", *options, wrong).stdout for options in ((), ("--verbose",)))
    (line,) = (line for line in short.splitlines() if line.startswith("contradicted"))
    assert "the tables have 7,391,000 USD in Revenues" in line
    assert "STATEMENTS OF OPERATIONS" not in line
    assert "STATEMENTS OF OPERATIONS" in full


HTML_TABLE = (
    "<p>Sales were $7.4 million in the quarter ended March 31, 2024.</p>"
    "<table><tr><td></td><td>2024</td><td>2023</td></tr>"
    "<tr><td>Sales</td><td>$</td><td>7,391</td><td>7,040</td></tr></table>"
)


@pytest.mark.parametrize("kept", range(64, len(HTML_TABLE), 9))
def test_markup_that_is_cut_anywhere_can_be_analyzed(kept: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.htm"
    path.write_text(HTML_TABLE[:kept])
    assert run("analyze", path, "-f", "json").exit_code == 0


def labelled(folder: Path, value: int = 7400000) -> Path:
    """A folder with the release above and one label."""
    start = RELEASE.index("$7.4 million")
    fact = {
        **{"start": start, "end": start + 12, "quote": "$7.4 million", "value": value, "unit": "USD", "tie": "tied"},
        **{"metric": "Revenues", "label": "revenues", "period": "2024-01-01/2024-03-31"},
    }
    (folder / "quillworks.txt").write_text(RELEASE)
    (folder / "quillworks.labels.json").write_text(json.dumps({"facts": [fact]}))
    return folder


def test_evaluate_prints_scores_by_release_and_over_all(tmp_path: Path) -> None:
    result = run("evaluate", labelled(tmp_path))
    assert result.exit_code == 0
    assert "fact f1" in result.stdout
    assert [
        line.split()[:2] for line in result.stdout.splitlines() if line.split()[:1] in (["quillworks"], ["ALL"])
    ] == [*(["quillworks", "1"], ["ALL", "1"])]


def test_evaluate_lists_as_many_errors_as_asked_for(tmp_path: Path) -> None:
    folder = labelled(tmp_path, value=4700000)
    assert "quillworks: " not in run("evaluate", folder).stdout
    listed = run("evaluate", folder, "--errors", "1").stdout
    assert "quillworks: value" in listed
    assert listed.count("quillworks: ") == 1


def test_evaluate_writes_json_that_a_later_run_is_compared_with(tmp_path: Path) -> None:
    folder = labelled(tmp_path)
    before = run("evaluate", folder, "--json").stdout
    assert json.loads(before)["right"] == {"quillworks": [f"{RELEASE.index('$7.4')} $7.4 million"]}
    base = tmp_path / "before.json"
    base.write_text(before)
    assert run("evaluate", folder, "--compare", base).exit_code == 0
    labelled(tmp_path, value=4700000)
    result = run("evaluate", folder, "--compare", base)
    assert result.exit_code == 1
    assert "lost quillworks: " in result.stdout
    assert "fell fact_f1" in result.stdout


@pytest.mark.parametrize("base", [None, "{", "[]", "{}"])
def test_evaluate_refuses_what_is_no_earlier_run(base: str | None, tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    if base is not None:
        path.write_text(base)
    result = run("evaluate", labelled(tmp_path), "--compare", path)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_evaluate_needs_labels(tmp_path: Path) -> None:
    result = run("evaluate", tmp_path)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "no *.labels.json there" in result.stderr


@pytest.mark.parametrize("command", [(), ("analyze",), ("tables",), ("evaluate",)])
def test_help_says_how_to_use_it(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Examples" in result.stdout or not command


def test_unknown_option_is_status_2(release: Path) -> None:
    assert run("analyze", release, "--sideways").exit_code == 2
