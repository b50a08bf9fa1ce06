"""What a corpus is given as: files, folders, patterns, archives, tables with a column of text; one source at a time.

Nothing is listed ahead but the names within one folder, so that memory does not grow with the number of releases.
The order is that of the arguments and, within a folder, of the names: the same on every machine.
"""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tieout.batch.archives import is_archive, read_archive
from tieout.batch.sources import LARGEST, USUAL_COLUMNS, Columns, Passed, Source, read_file
from tieout.batch.texts import is_table, read_table

RELEASES = frozenset(
    {"", ".txt", ".text", ".htm", ".html", ".xhtml", ".md", ".markdown", ".sgml", ".nc", ".gz", ".bz2", ".xz"}
)
"""Suffixes of files within folders and archives that are taken for releases; a file that is named is always taken."""


class InputError(ValueError):
    """An input that is not there; the message names it."""


def read_inputs(
    inputs: Iterable[str], *, columns: Columns = USUAL_COLUMNS, passed: Passed | None = None
) -> Iterator[Source]:
    """The sources of `inputs`: paths of files, folders and archives, and patterns ("filings/**/*.htm").

    What cannot be read is a source with an `error`. Files in folders and archives that are no releases by their suffix
    are counted in `passed`. Raises `InputError` for an input that names nothing, before anything is read.
    """
    found = [_paths(given) for given in inputs]
    passed = passed if passed is not None else Passed()
    for paths in found:
        for path in paths:
            if path.is_dir():
                for file in _files(path):
                    if _is_release(file) or is_archive(file) or is_table(file):
                        yield from _read(file, columns, passed)
                    else:
                        passed.add(file.name)
            else:
                yield from _read(path, columns, passed)


def count_inputs(inputs: Iterable[str]) -> int | None:
    """How many sources `read_inputs` will give, where that can be told without reading them: no archive, no table."""
    count = 0
    for given in inputs:
        for path in _paths(given):
            for file in _files(path) if path.is_dir() else (path,):
                if is_archive(file) or is_table(file):
                    return None
                count += not path.is_dir() or _is_release(file)
    return count


def _paths(given: str) -> list[Path]:
    """What an argument stands for. Raises `InputError`."""
    path = Path(given)
    if os.path.lexists(path):
        return [path]
    if any(mark in given for mark in "*?["):
        found = sorted(glob.iglob(given, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
        if found:
            return [Path(match) for match in found if "**" not in given or not Path(match).is_dir()]
        raise InputError(f"nothing matches {given}")
    raise InputError(f"there is no file or folder {given}")


def _files(folder: Path) -> Iterator[Path]:
    """The files under a folder by name, hidden ones left out; a link to a folder is not followed."""
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _is_release(file: Path) -> bool:
    return file.suffix.lower() in RELEASES


def _read(file: Path, columns: Columns, passed: Passed) -> Iterator[Source]:
    if is_archive(file):
        yield from read_archive(file, wanted=RELEASES, passed=passed)
    elif is_table(file):
        yield from read_table(file, columns)
    else:
        yield read_file(file, largest=LARGEST)
