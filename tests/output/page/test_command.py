"""The command: a page for a release, a folder of pages with an index for many, one line for what cannot be used."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tieout.cli import app
from tieout.output.page import Mark, Review, digest_of, review_to_json
from tieout.report import Report


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["report", *map(str, arguments)], input=stdin)


@pytest.fixture
def release(report: Report, tmp_path: Path) -> Path:
    path = tmp_path / "quillworks.htm"
    path.write_text(report.release.source, encoding="utf-8")
    return path


def ticks_of(report: Report, folder: Path, **other: str) -> Path:
    place = report.facts[0].place
    review = Review(
        "quillworks.htm", digest_of(report.release), (Mark(place.start, place.end, "$7.4 million", tick=True),)
    )
    path = folder / "ticks.json"
    path.write_text(review_to_json(replace(review, **other)), encoding="utf-8")
    return path


def test_a_release_gets_a_page(release: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run(release, "-o", page)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_standard_input_gets_a_page(report: Report, tmp_path: Path) -> None:
    assert run("-", "-o", tmp_path / "page.html", stdin=report.release.source).exit_code == 0
    assert "<title>Review of Quillworks Inc.</title>" in (tmp_path / "page.html").read_text("utf-8")


def test_many_get_a_folder_with_an_index(release: Path, report: Report, tmp_path: Path) -> None:
    other = tmp_path / "quillworks.txt"
    other.write_text(report.release.source.replace("$1,219,000", "$1,291,000"), encoding="utf-8")
    folder = tmp_path / "new" / "pages"
    assert run(other, release, "-o", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "quillworks.htm.html", "quillworks.html"]
    index = (folder / "index.html").read_text("utf-8")
    assert 0 < index.index('href="./quillworks.htm.html"') < index.index('href="./quillworks.html"')  # the worse first


def test_files_of_one_name_and_one_called_index_have_pages_of_their_own(release: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "again").mkdir()
    copies = [tmp_path / "more" / release.name, tmp_path / "again" / release.name, tmp_path / "index.htm"]
    for copy in copies:
        copy.write_bytes(release.read_bytes())
    folder = tmp_path / "pages"
    assert run(release, *copies, "-o", folder).exit_code == 0
    names = ["index.htm.html", "index.html", "quillworks-2.html", "quillworks.html", "quillworks.htm.html"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


EXHIBIT = "<DOCUMENT>\n<TYPE>EX-99.{number}\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n"


def test_each_exhibit_of_a_submission_gets_a_page_in_a_folder(report: Report, tmp_path: Path) -> None:
    filing = tmp_path / "filing.txt"
    filing.write_text("".join(EXHIBIT.format(number=k, text=report.release.source) for k in (1, 2)), encoding="utf-8")
    refused = run(filing, "-o", tmp_path / "page.html")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "holds 2 releases: give a folder" in refused.stderr
    assert run(filing, "-o", tmp_path / "pages").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == [
        "filing-2.html",
        "filing.html",
        "index.html",
    ]


def test_marks_are_counted_in_the_index(release: Path, report: Report, tmp_path: Path) -> None:
    result = run(release, "-o", tmp_path / "pages", "--review", ticks_of(report, tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 of 6" in (tmp_path / "pages" / "index.html").read_text("utf-8")


def test_marks_of_another_text_are_told_of(release: Path, report: Report, tmp_path: Path) -> None:
    ticks = ticks_of(report, tmp_path, digest="sha256:0")
    for output in (tmp_path / "page.html", tmp_path / "pages"):
        result = run(release, "-o", output, "--review", ticks)
        assert result.exit_code == 0
        assert result.stderr.startswith("tieout: quillworks.htm: 1 of 1 marks are stale")
        assert result.stderr.count("\n") == 1


def test_marks_of_a_release_that_is_not_there_are_told_of(release: Path, report: Report, tmp_path: Path) -> None:
    ticks = ticks_of(report, tmp_path, digest="sha256:0", release="other.htm")
    result = run(release, "-o", tmp_path / "pages", "--review", ticks)
    assert "ticks.json: all 1 marks are stale: none of these releases is other.htm" in result.stderr
    page = run(release, "-o", tmp_path / "page.html", "--review", ticks)
    assert "1 of 1 marks are stale" in page.stderr


def test_a_file_that_is_no_review_is_one_line(release: Path, tmp_path: Path) -> None:
    result = run(release, "-o", tmp_path / "page.html", "--review", release)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "quillworks.htm: no JSON" in result.stderr


def test_the_release_is_never_written_over(release: Path) -> None:
    before = release.read_bytes()
    result = run(release, "-o", release)
    assert (result.exit_code, release.read_bytes()) == (2, before)
    assert "is a release itself" in result.stderr


def test_no_release_in_the_folder_is_written_over(release: Path, tmp_path: Path) -> None:
    page, index = tmp_path / "quillworks.html", tmp_path / "index.html"
    release.rename(page)
    before = page.read_bytes()
    assert run(page, "-o", tmp_path).exit_code == 0
    assert page.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "quillworks.html", "quillworks.html.html"]
    index.write_bytes(before)
    result = run(index, "-o", tmp_path)
    assert (result.exit_code, index.read_bytes()) == (2, before)


def test_page_that_cannot_be_written_is_one_line(release: Path, tmp_path: Path) -> None:
    result = run(release, "-o", tmp_path / "nowhere" / "page.html")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "cannot write" in result.stderr


def test_a_file_that_is_no_release_does_not_stop_the_others(release: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "missing.htm", release, "-o", tmp_path / "pages")
    assert result.exit_code == 2
    assert "missing.htm" in result.stderr
    assert (tmp_path / "pages" / "quillworks.html").exists()
