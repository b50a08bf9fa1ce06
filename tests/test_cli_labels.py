"""The commands about labels: a page of scores, labels to be corrected by hand, and those of other tools."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tieout.cli import app

RELEASE = """\
QUILLWORKS REPORTS FIRST QUARTER RESULTS

DAYTON, Ohio, April 25, 2024 - Quillworks Inc. (NASDAQ: QUIL) today reported results for the quarter ended March 31,
2024.

Revenues for the first quarter of 2024 were $7.4 million, compared with $7.0 million in the first quarter of 2023, said
Ada Quill, Chief Executive Officer.

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


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "quillworks.txt"
    path.write_text(RELEASE)
    return path


@pytest.fixture
def labels(release: Path) -> Path:
    assert run("label", release).exit_code == 0
    return release.with_name("quillworks.labels.json")


def test_prediction_is_written_as_labels(labels: Path) -> None:
    written = json.loads(labels.read_text())
    head = {name: written[name] for name in ("release", "issuer", "released", "reporting_period", "currency")}
    assert head == {
        **{"release": "quillworks.txt", "issuer": "Quillworks Inc.", "released": "2024-04-25"},
        **{"reporting_period": "2024-01-01/2024-03-31", "currency": "USD"},
    }
    assert written["people"] == [{"name": "Ada Quill", "title": "Chief Executive Officer"}]
    first = written["facts"][0]
    assert (first["quote"], first["value"], first["tie"]) == ("$7.4 million", 7400000, "tied")
    assert {"step", "rule", "message", "confidence"}.isdisjoint(first)
    (table,) = written["tables"]
    assert table["columns"] == [{"period": "2024-01-01/2024-03-31"}, {"period": "2023-01-01/2023-03-31"}]
    assert {cell["row"] for cell in table["cells"]} == {"Revenues", "Cost of revenues", "Gross profit"}


def test_own_labels_are_sound_and_score_one(labels: Path) -> None:
    checked = run("label", "--check", labels)
    assert (checked.exit_code, checked.stdout) == (0, "2 facts checked, 0 things wrong\n")
    scored = json.loads(run("evaluate", labels.parent, "--json").stdout)
    assert {scored["total"][name] for name in ("fact_strict_f1", "tie", "people_f1")} == {1}


def test_labels_that_are_there_are_not_written_over(labels: Path, release: Path) -> None:
    labels.write_text("mine")
    result = run("label", release)
    assert (result.exit_code, result.stderr.count("\n"), labels.read_text()) == (2, 1, "mine")
    assert run("label", release, "--force").exit_code == 0
    assert labels.read_text() != "mine"


def test_labels_go_into_a_folder(release: Path, tmp_path: Path) -> None:
    assert run("label", release, "-o", tmp_path / "new").exit_code == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["quillworks.labels.json"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (('"metric": "Revenues"', '"metric": "Revenue"'), "unknown metric 'Revenue'; near it: Revenues"),
        (('"value": 7400000', '"value": 7400'), "cannot mean 7400, but 7400000"),
        (('"aspect": "level"', '"aspect": "levels"'), "aspect is 'levels', not one of level, change"),
        (('"quote": "$7.4 million"', '"quote": "$7.5 million"'), "the source has '$7.4 million' there"),
    ],
)
@pytest.mark.parametrize("given", ["labels", "release", "folder"])
def test_labels_that_cannot_be_right_are_named(
    wrong: tuple[str, str], message: str, given: str, labels: Path, release: Path
) -> None:
    labels.write_text(labels.read_text().replace(*wrong))
    result = run("label", "--check", {"labels": labels, "release": release, "folder": release.parent}[given])
    assert result.exit_code == 1
    assert f"{labels}: fact 0 (" in result.stdout
    assert message in result.stdout


@pytest.mark.parametrize("text", ["", "{", "[]", '{"facts": 1}', '{"facts": [' + "[" * 5000])
def test_what_is_no_labels_is_one_line_and_status_2(text: str, labels: Path) -> None:
    labels.write_text(text)
    for command in (("label", "--check", labels), ("evaluate", labels.parent)):
        result = run(*command)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_evaluate_tells_of_labels_that_cannot_be_right(labels: Path) -> None:
    labels.write_text(labels.read_text().replace('"metric": "Revenues"', '"metric": "Revenue"', 1))
    result = run("evaluate", labels.parent)
    assert result.exit_code == 0
    assert "labels that cannot be right: 1, first quillworks: fact 0" in result.stderr


def test_evaluate_refuses_labels_that_cannot_be_read(labels: Path) -> None:
    labels.write_text(labels.read_text().replace('"start"', '"begin"'))
    result = run("evaluate", labels.parent)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "fact 0: no 'start'" in result.stderr
    assert "more: tieout label --check" in result.stderr


def test_evaluate_writes_a_page_and_errors_in_json(labels: Path, tmp_path: Path) -> None:
    labels.write_text(labels.read_text().replace('"value": 7400000', '"value": 4700000'))
    result = run("evaluate", tmp_path, "--json", "--errors", "1", "--html", tmp_path / "page.html")
    (error,) = json.loads(result.stdout)["errors"]
    assert (error["kind"], error["context"][1]) == ("value", "$7.4 million")
    page = (tmp_path / "page.html").read_text()
    assert "<mark>$7.4 million</mark>" in page
    assert "<script" not in page


@pytest.mark.parametrize("foreign", ["labels.spacy", "brat"])
def test_labels_are_converted_there_and_back(foreign: str, labels: Path, tmp_path: Path) -> None:
    target, corrected = tmp_path / foreign, tmp_path / "corrected"
    out = run("convert", tmp_path, "-o", target)
    assert (out.exit_code, out.stdout) == (0, f"{target}: 2 facts of 1 releases\n")
    back = run("convert", target, "--releases", tmp_path, "-o", corrected)
    assert (back.exit_code, back.stdout) == (0, f"{corrected}: 2 facts of 1 releases\n")
    before, after = (json.loads((at / labels.name).read_text()) for at in (tmp_path, corrected))
    assert after | {"facts": []} == before | {"facts": []}
    assert [fact["quote"] for fact in after["facts"]] == [fact["quote"] for fact in before["facts"]]


def test_conversion_does_not_write_over_what_is_there(labels: Path, tmp_path: Path) -> None:
    assert run("convert", tmp_path, "-o", tmp_path / "brat").exit_code == 0
    result = run("convert", tmp_path, "-o", tmp_path / "brat")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "(and 2 more)" in result.stderr


def test_conversion_needs_the_releases(labels: Path, tmp_path: Path) -> None:
    assert run("convert", tmp_path, "-o", tmp_path / "x.spacy").exit_code == 0
    result = run("convert", tmp_path / "x.spacy", "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "--releases" in result.stderr


@pytest.mark.parametrize("command", ["label", "convert"])
def test_missing_input_is_one_line(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "nowhere.txt", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("command", ["label", "convert", "evaluate"])
def test_help_has_examples(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Examples" in result.stdout
