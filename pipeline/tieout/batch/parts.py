"""The parts of an output on disk: a file a table, all of them there or the part does not count.

    OUT/facts/part-00000.parquet      one folder a table
    OUT/_parts/part-00000.json        what the part holds; written last, so that it says the part is whole
    OUT/_unfinished/                  the journal of the part under way, and files that are being written

Readers of Parquet pass over folders that begin with "_". A file is written under another name and renamed.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tieout.batch.formats import Format, FormatName, format_named
from tieout.batch.journal import Frame
from tieout.batch.schema import DOCUMENTS, TABLES, TIMINGS, TableSchema

UNFINISHED = "_unfinished"
MARKERS = "_parts"


class OutputError(OSError):
    """A folder that cannot take the output; the message says what is in the way."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a finished part holds: version of the code, name and hash of each source.

    The hash is empty where the source could not be read or its analysis did not end: both are tried again.
    """

    number: int
    version: str
    format: FormatName
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts in a folder, all in one format."""

    folder: Path
    format: Format

    def file(self, table: TableSchema, number: int) -> Path:
        """Where a part of a table stands."""
        return self.folder / table.name / f"part-{number:05d}.{self.format.name}"

    def marker(self, number: int) -> Path:
        """The file that says that a part is whole."""
        return self.folder / MARKERS / f"part-{number:05d}.json"

    def journal(self, number: int) -> Path:
        """Where the journal of the part under way stands."""
        return self.folder / UNFINISHED / f"part-{number:05d}.journal"

    def journals(self) -> list[int]:
        """The numbers of the journals there are: parts that a kill left unfinished."""
        return sorted(part_number(path) for path in (self.folder / UNFINISHED).glob("part-*.journal"))

    def next_number(self) -> int:
        """One more than the highest number of a finished part."""
        return 1 + max(map(part_number, (self.folder / MARKERS).glob("part-*.json")), default=-1)

    def finished(self) -> Iterator[Part]:
        """The parts that are whole, in order. Raises `OutputError` for a marker that is none or of another format."""
        for path in sorted((self.folder / MARKERS).glob("part-*.json")):
            try:
                record = json.loads(path.read_text("utf-8"))
                sources = tuple((str(name), str(content_hash)) for name, content_hash in record["sources"])
                part = Part(part_number(path), record["version"], record["format"], sources)
            except (ValueError, KeyError, TypeError) as error:
                raise OutputError(f"{path} is damaged ({error}); without it that part is done again") from None
            if part.format != self.format.name:
                raise OutputError(f"{self.folder} holds {part.format} already: go on with that, or take another folder")
            yield part

    def write(self, number: int, version: str, frames: Callable[[], Iterable[Frame]]) -> None:
        """Write a part from the frames of its journal, each table in turn, and last the marker. Raises `OSError`."""
        for k, table in enumerate(TABLES):
            with self.replaced(self.file(table, number)) as out:
                self.format.write(table, (frame.pieces[k] for frame in frames()), out)
        sources = [(frame.source, frame.content_hash if frame.final else "") for frame in frames()]
        self._mark(Part(number, version, self.format.name, tuple(sources)))

    def remove(self, part: Part, sources: set[str]) -> None:
        """Take the rows of some sources out of a part; a part that has no others goes. Raises `OSError`.

        A kill on the way leaves the marker as it was, so that the rest is done at the next start.
        """
        left = tuple(pair for pair in part.sources if pair[0] not in sources)
        if not left:
            self.marker(part.number).unlink(missing_ok=True)
            self.sweep(part.number)
            return
        documents = self.file(DOCUMENTS, part.number)
        names = zip(self.format.values(documents, "document"), self.format.values(documents, "source"), strict=True)
        gone = {document for document, source in names if source in sources}
        for table in sorted(TABLES, key=lambda table: table is DOCUMENTS):  # last: it knows whose rows are to go
            path = self.file(table, part.number)
            key, out_of_date = ("source", sources) if table is TIMINGS else ("document", gone)
            wanted = [name not in out_of_date for name in self.format.values(path, key)]
            with self.replaced(path) as out:
                self.format.keep(path, out, table, wanted)
        self._mark(Part(part.number, part.version, part.format, left))

    def sweep(self, number: int) -> None:
        """Delete the files of a part that has no marker: what a kill left behind."""
        for table in TABLES:
            self.file(table, number).unlink(missing_ok=True)

    def sweep_all(self) -> None:
        """Delete whatever belongs to no finished part, journals apart."""
        for path in (self.folder / UNFINISHED).glob("*.writing"):
            path.unlink(missing_ok=True)
        for table in TABLES:
            for path in (self.folder / table.name).glob(f"part-*.{self.format.name}"):
                if not (self.folder / MARKERS / f"{path.stem}.json").exists():
                    path.unlink(missing_ok=True)

    def replaced(self, path: Path) -> "_Replacement":
        """A file to be written that takes the place of `path` when all of it is on disk, or not at all."""
        return _Replacement(path, self.folder / UNFINISHED / f"{path.parent.name}-{path.name}.writing")

    def _mark(self, part: Part) -> None:
        lines = ",\n".join(json.dumps(pair) for pair in part.sources)
        head = f'"version": {json.dumps(part.version)}, "format": {json.dumps(part.format)}'
        with self.replaced(self.marker(part.number)) as out:
            out.write(f'{{{head}, "sources": [\n{lines}\n]}}\n'.encode())


@dataclass(slots=True)
class _Replacement:
    path: Path
    temporary: Path
    file: IO[bytes] | None = None

    def __enter__(self) -> IO[bytes]:
        self.file = self.temporary.open("wb")
        return self.file

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        assert self.file is not None
        try:
            if kind is None:
                self.file.flush()
                os.fsync(self.file.fileno())
            self.file.close()
            if kind is None:
                self.temporary.replace(self.path)
        finally:
            with suppress(OSError):
                self.file.close()
            with suppress(OSError):
                self.temporary.unlink(missing_ok=True)


def part_number(path: Path) -> int:
    """The number of the part that a file belongs to. Raises `ValueError`."""
    return int(path.stem.removeprefix("part-"))


def open_parts(folder: Path, format: FormatName) -> Parts:
    """The output folder, made if it is not there.

    Raises `OutputError` where it cannot be made or holds other things, and `ExtraMissingError`.
    """
    how = format_named(format)
    try:
        known = {table.name for table in TABLES} | {UNFINISHED, MARKERS}
        strange = [path.name for path in folder.iterdir() if path.name not in known] if folder.is_dir() else []
        if strange and not (folder / MARKERS).is_dir():
            raise OutputError(f"{folder} holds other files ({', '.join(sorted(strange)[:3])}); take a new folder")
        for name in sorted(known):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"{folder} cannot be written to: {error.strerror}") from error
    return Parts(folder, how)
