"""The formats of `tieout analyze` and `tieout tables` that are for other tools: which, where to, what is not."""

import io
import json
import sys
from pathlib import Path

import openpyxl
import pytest
import spacy
from spacy.tokens import DocBin
from typer.testing import CliRunner, Result

from tieout.cli import app

RELEASE = """\
DAYTON, Ohio, April 25, 2024 - Quillworks Inc. today reported results for the quarter ended March 31, 2024.

Revenues for the first quarter of 2024 were $7.4 million, compared with $7.0 million in the first quarter of 2023.
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "quillworks.txt"
    path.write_text(RELEASE)
    return path


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("q.xlsx", b"PK"),
        ("q.spacy", b"x\x9c"),
        ("q.md", b"# quillworks.txt\n"),
        ("q.xbrl.json", b'{\n "documentInfo"'),
        ("q.langextract.jsonl", b'{"document_id": "quillworks.txt"'),
        ("q.jsonl", b'{"release": "quillworks.txt"'),
    ],
)
def test_suffix_of_the_output_chooses_the_format(name: str, begins: bytes, release: Path, tmp_path: Path) -> None:
    result = run("analyze", release, "-o", tmp_path / name)
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("format", "suffix"),
    [
        *(("xlsx", ".xlsx"), ("spacy", ".spacy"), ("markdown", ".md"), ("xbrl-json", ".xbrl.json")),
        ("langextract", ".langextract.jsonl"),
    ],
)
def test_a_folder_gets_a_file_a_release(format: str, suffix: str, release: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(RELEASE)
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("analyze", release, other, "-f", format, "-o", folder).exit_code == 0
    names = {path.name for path in folder.iterdir()} - {"tieout-metrics.xsd"}
    assert names == {f"quillworks{suffix}", f"other{suffix}"}


def test_the_taxonomy_goes_beside_xbrl_json(release: Path, tmp_path: Path) -> None:
    run("analyze", release, "-o", tmp_path / "q.xbrl.json")
    (named,) = json.loads((tmp_path / "q.xbrl.json").read_text())["documentInfo"]["taxonomy"]
    assert 'name="Revenues"' in (tmp_path / named).read_text()


@pytest.mark.parametrize("format", ["xlsx", "xbrl-json"])
def test_one_file_cannot_hold_two_releases(format: str, release: Path, tmp_path: Path) -> None:
    result = run("analyze", release, release, "-f", format, "-o", tmp_path / "both")
    assert result.exit_code == 2
    assert (
        result.output
        == f"tieout: {format} holds one release a file, here are 2: name a folder that is there with --output\n"
    )
    assert not (tmp_path / "both").exists()


def test_one_file_of_spacy_holds_many_releases(release: Path, tmp_path: Path) -> None:
    path = tmp_path / "both.spacy"
    assert run("analyze", release, release, "-o", path).exit_code == 0
    assert len(list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))) == 2


def test_bytes_go_into_a_pipe(release: Path) -> None:
    result = run("analyze", release, "-f", "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(result.stdout_bytes)).sheetnames[0] == "Problems"


@pytest.mark.parametrize("format", ["xlsx", "spacy"])
def test_bytes_do_not_go_to_a_terminal(format: str, release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tieout.cli_files.is_terminal", lambda: True)
    result = run("analyze", release, "-f", format)
    assert result.exit_code == 2
    assert result.output == f"tieout: {format} is not for a terminal: name a file with --output\n"


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        (("analyze", "-f", "html"), "html"),
        (("tables", "-f", "xlsx"), "xlsx"),
        (("tables", "--checks", "-f", "markdown"), "markdown"),
    ],
)
def test_a_format_that_cannot_be_is_one_line(arguments: tuple[str, ...], refused: str, release: Path) -> None:
    result = run(*arguments, release)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert result.output.startswith(f"tieout: this is not written as {refused}: choose table, json, ")


@pytest.mark.parametrize("output", ["quillworks.md", "."])
def test_what_is_read_is_not_written_over(output: str, tmp_path: Path) -> None:
    path = tmp_path / "quillworks.md"
    path.write_text(RELEASE)
    result = run("analyze", path, "-f", "markdown", "-o", tmp_path / output)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert path.read_text() == RELEASE


def test_a_library_that_is_missing_is_one_line(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = run("analyze", release, "-o", tmp_path / "q.xlsx")
    assert result.exit_code == 2
    assert result.output == "tieout: a workbook needs xlsxwriter: pip install xlsxwriter\n"


def test_tables_in_markdown(release: Path) -> None:
    assert run("tables", release, "-f", "markdown").stdout == "# quillworks.txt\n"
