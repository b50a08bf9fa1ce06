"""The command `tieout report`: pages for reviewers, and an index where there are several."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tieout.cli_files import FilesArgument, results_of
from tieout.output.console import BAD_INPUT, complain

if TYPE_CHECKING:
    from tieout.output.page import Line, Review
    from tieout.report import Report

INDEX = "index.html"


def report(
    files: FilesArgument,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The page; or a folder, for a page a release and an index.")
    ],
    reviews: Annotated[
        list[Path] | None,
        typer.Option("--review", metavar="TICKS.json", help="Marks that a page saved, to begin with; may be repeated."),
    ] = None,
) -> None:
    """Write a page to review releases: every figure marked by its tie, with its proof.

    The page needs nothing beside it and loads nothing. The reviewer's ticks,
    verdicts and comments are saved from it as JSON, and --review brings them
    back: each at its figure of that very text. Marks of another text are
    stale; they are listed on the page and counted on standard error.

    Into a folder (which is made if need be) goes a page for each release, and
    index.html, the worst first. Several releases need a folder.

    \b
    Examples:
      tieout report release.htm -o release.html
      tieout report release.htm --review release.review.json -o release.html
      tieout report *.htm -o pages/
    """
    from tieout.analysis import analyze_exhibits
    from tieout.output.page import ReviewError, read_review

    for page in (output, output / INDEX):
        if page.resolve() in (file.resolve() for file in files):
            _refuse(f"{page} is a release itself: choose another place for its page")
    try:
        known = {path: read_review(path) for path in reviews or ()}
    except ReviewError as error:
        _refuse(str(error))

    unusable: list[Path] = []
    results = results_of(files, analyze_exhibits, unusable)
    is_folder = output.is_dir() or len(files) > 1 or not output.suffix
    try:
        if is_folder:
            beside = {file.name for file in files if file.resolve().parent == output.resolve()}
            _write_folder(results, known, output, taken=beside | {INDEX})
        else:
            _write_page(results, known, output)
    except OSError as error:
        _refuse(f"cannot write {error.filename or output}: {error.strerror}")
    if unusable:
        raise typer.Exit(BAD_INPUT)


def _write_page(results: "Iterator[tuple[str, Report]]", reviews: "dict[Path, Review]", output: Path) -> None:
    """The page of the one release there is, with all marks: those that are not of this text are stale."""
    reports = [report for _, report in results]
    if len(reports) > 1:
        _refuse(f"{reports[0].release.name} holds {len(reports)} releases: give a folder to write them to")
    for report in reports:
        _write(report, reviews.values(), output)


def _write_folder(
    results: "Iterator[tuple[str, Report]]", reviews: "dict[Path, Review]", output: Path, *, taken: set[str]
) -> None:
    """A page a release, as they come, each with the marks of its text or of its name; then the index.

    No page has one of the names that are `taken`.
    """
    from tieout.output.page import digest_of, index_to_page

    output.mkdir(parents=True, exist_ok=True)
    lines: list[Line] = []
    unused = dict(reviews)
    for name, report in results:
        digest = digest_of(report.release)
        own = {path: r for path, r in reviews.items() if r.digest == digest or r.release == report.release.name}
        unused = {path: review for path, review in unused.items() if path not in own}
        lines.append(_write(report, own.values(), output / _page_name(name, taken | {line.page for line in lines})))
    if lines:
        (output / INDEX).write_text(index_to_page(lines), encoding="utf-8", newline="")
    for path, review in unused.items():
        complain(f"{path}: all {len(review.marks)} marks are stale: none of these releases is {review.release}")


def _page_name(name: str, taken: set[str]) -> str:
    """The name of a release's page: x.txt and x.htm are two, and so are files of one name in two folders."""
    file, _, number = name.partition("#")
    stem = Path(file).stem + (f"-{number}" if number else "")
    names = (f"{stem}.html", f"{name.replace('#', '-')}.html", *(f"{stem}-{k}.html" for k in range(2, len(taken) + 3)))
    return next(page for page in names if page not in taken)


def _write(report: "Report", reviews: "Iterable[Review]", output: Path) -> "Line":
    """Write a page and complain of marks that are stale; its line in the index."""
    from tieout.output.page import place_marks, placed_to_page, report_to_line

    placed = place_marks(reviews, report)
    if placed.stale:
        first, count = placed.stale[0], len(placed.stale)
        complain(
            f"{report.release.name}: {count} of {count + len(placed.marks)} marks are stale, "
            f'first "{first.mark.quote}" at {first.mark.start}: {first.reason}'
        )
    output.write_text(placed_to_page(report, placed), encoding="utf-8", newline="")
    return report_to_line(report, placed, output.name)


def _refuse(message: str) -> NoReturn:
    complain(message)
    raise typer.Exit(BAD_INPUT)
