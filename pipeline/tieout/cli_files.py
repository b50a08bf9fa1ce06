"""Files in, results out: what the commands share that take releases and write what they find."""

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import typer

from tieout.extras import ExtraMissingError
from tieout.output.console import BAD_INPUT, FAILED_CHECK, complain, print_lines, with_progress

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tieout.output.files import FileFormat

Source: TypeAlias = Path | bytes
Result = TypeVar("Result")


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"
    MARKDOWN = "markdown"
    XLSX = "xlsx"
    SPACY = "spacy"
    LANGEXTRACT = "langextract"
    XBRL_JSON = "xbrl-json"


FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="Releases: text, HTML or Markdown. - is standard input.")
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How to write it (default: what the suffix of --output says, else table)."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file; into a folder, a file for each release."),
]


@dataclass(frozen=True, slots=True)
class Target:
    """Where results go and how: `format` is `None` for a printed table, `output` for standard output.

    `inputs` are the files that may not be written over.
    """

    format: "FileFormat | None"
    output: Path | None
    inputs: frozenset[Path] = frozenset()


def chosen(files: list[Path], format: Format | None, output: Path | None, *, but: tuple[Format, ...] = ()) -> Target:
    """What the options say. Exits for a format among `but`, and for one that is no text on a terminal."""
    from tieout.output.files import BINARY, SUFFIXES, format_of

    said = next((known for known in SUFFIXES if known == format), None)
    if format is None and output is not None:
        said = format_of(output.name)
    if said in but:
        others = ", ".join(other for other in Format if other not in but)
        complain(f"this is not written as {said}: choose {others}")
        raise typer.Exit(BAD_INPUT)
    if said in BINARY and output is None and is_terminal():
        complain(f"{said} is not for a terminal: name a file with --output")
        raise typer.Exit(BAD_INPUT)
    return Target(said, output, frozenset(file.resolve() for file in files))


def is_terminal() -> bool:
    """Whether standard output is one."""
    return sys.stdout.isatty()


def results_of(
    files: list[Path], work: Callable[..., Iterator[Result]], unusable: list[Path]
) -> Iterator[tuple[str, Result]]:
    """What `work` makes of each file, by the file's name, with "#2" and so on for further exhibits in it.

    What it cannot use goes to standard error and `unusable`.
    """
    from tieout.read import ReadError

    for file in with_progress(files, total=len(files)):
        piped = str(file) == "-"
        name = "standard input" if piped else file.name
        try:
            results = list(work(sys.stdin.buffer.read() if piped else file, name=name))
        except (ReadError, OSError) as error:
            complain(str(error) if file.name in str(error) else f"{name}: {error}")
        except Exception as error:  # a fault of ours: the other files are still worth having
            at = traceback.extract_tb(error.__traceback__)[-1]
            complain(f"{name}: internal error, {type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})")
        else:
            yield from zip((name, *(f"{name}#{k}" for k in range(2, len(results) + 1))), results, strict=True)
            continue
        unusable.append(file)


def write(
    results: Iterator[tuple[str, Result]],
    many: bool,
    target: Target,
    *,
    to_lines: Callable[[Result], "Iterable[RenderableType]"],
    to_text: Callable[..., Iterable[str]],
    to_bytes: Callable[..., bytes] | None = None,
) -> None:
    """Results as a table, as text or as bytes, to standard output, to one file, or to a file each in a folder."""
    from tieout.output.files import BINARY, SINGLE, SUFFIXES, files_beside

    format, output = target.format, target.output

    def write_to(path: Path | None, some: Iterable[Result], *, many: bool) -> None:
        if path and path.resolve() in target.inputs:
            complain(f"{path} is what is read: name another file with --output")
            raise typer.Exit(BAD_INPUT)
        if format in SINGLE or not many:  # one file, or one exhibit; a file may hold several
            some = list(some)
            many = len(some) > 1
            if format in SINGLE and not _is_one(some, format):
                return
        if to_bytes and format in BINARY:
            content = to_bytes(some, format=format)
            sys.stdout.buffer.write(content) if path is None else path.write_bytes(content)
            return
        with path.open("w", encoding="utf-8", newline="") if path else nullcontext(sys.stdout) as out:
            if format:
                out.writelines(to_text(some, format=format, many=many))
                return
            for result in some:
                print_lines(to_lines(result), out)

    try:
        if output is not None and output.is_dir():
            for path, result in _paths(results, output, SUFFIXES[format] if format else ".table"):
                write_to(path, [result], many=False)
        else:
            write_to(output, (result for _, result in results), many=many)
        if format and output is not None:
            folder = output if output.is_dir() else output.parent
            for name, text in files_beside(format).items():
                (folder / name).write_text(text, "utf-8")
    except ExtraMissingError as error:
        complain(str(error))
        raise typer.Exit(BAD_INPUT) from error
    except OSError as error:
        if output is None:
            raise  # a pipe that was closed: typer ends quietly
        complain(f"cannot write {output}: {error.strerror}")
        raise typer.Exit(BAD_INPUT) from error


def _is_one(results: Sequence[object], format: str) -> bool:
    """Whether there is a result for a file that holds one. Exits where there are more."""
    if len(results) > 1:
        complain(
            f"{format} holds one release a file, here are {len(results)}: name a folder that is there with --output"
        )
        raise typer.Exit(BAD_INPUT)
    return bool(results)


def _paths(results: Iterator[tuple[str, Result]], folder: Path, suffix: str) -> Iterator[tuple[Path, Result]]:
    """A file in the folder for each result, called like its source."""
    written: set[str] = set()
    for name, result in results:
        file, _, number = name.partition("#")
        stem = f"{Path(file).stem}#{number}" if number else Path(file).stem
        stem = stem if stem not in written else name  # x.txt and x.htm are two
        written.add(stem)
        yield folder / f"{stem}{suffix}", result


def end(*, unusable: bool = False, failed: bool = False) -> None:
    """Exit where input cannot be used, or a check fails that was asked for."""
    if unusable or failed:
        raise typer.Exit(BAD_INPUT if unusable else FAILED_CHECK)
