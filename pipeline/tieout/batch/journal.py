"""The unfinished part of a run on disk: what each source gave, appended as it comes, so that a kill loses nothing.

A frame is a line of JSON (name and hash of the source, lengths of the pieces, a checksum), then the pieces.
A frame that a kill cut short, and what comes after one that is damaged, is cut off when the journal is opened again.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Frame:
    """What one source gave: a piece a table. `final`: another try would give the same."""

    source: str
    content_hash: str
    pieces: tuple[bytes, ...]
    final: bool = True


@dataclass(slots=True)
class Journal:
    """An open journal: `sources` and `size` (bytes of pieces) count what it holds."""

    path: Path
    file: IO[bytes]
    sources: int = 0
    size: int = 0
    recovered: list[tuple[str, str]] = field(default_factory=list)

    def append(self, frame: Frame) -> None:
        """Write a frame. Raises `OSError`; a frame that was cut short is found when the journal is opened again."""
        self.file.write(frame_to_bytes(frame))
        self.file.flush()
        self._count(frame)

    def close(self) -> None:
        """Close the file; it stays."""
        self.file.close()

    def _count(self, frame: Frame) -> None:
        self.sources += 1
        self.size += sum(map(len, frame.pieces))


def open_journal(path: Path, version: str) -> Journal:
    """The journal at `path`, to be continued; a new one where there is none or it is of another version.

    `recovered` has name and hash of every source in it.
    """
    head = _head(version)
    whole = size = 0  # bytes of the file that are whole, and of pieces in it
    recovered = []
    if path.exists():
        with path.open("rb") as file:
            if file.readline(_LONGEST_LINE) == head:
                whole = file.tell()
                for frame in _frames(file):
                    recovered.append((frame.source, frame.content_hash))
                    size += sum(map(len, frame.pieces))
                    whole = file.tell()
    out = path.open("r+b" if path.exists() else "w+b")
    out.truncate(whole)
    out.seek(whole)
    if not whole:
        out.write(head)
        out.flush()
    return Journal(path, out, len(recovered), size, recovered)


def read_journal(path: Path) -> Iterator[Frame]:
    """The frames of a journal, in order. Raises `OSError`."""
    with path.open("rb") as file:
        file.readline(_LONGEST_LINE)
        yield from _frames(file)


def frame_to_bytes(frame: Frame) -> bytes:
    """A frame as it stands in the file."""
    body = b"".join(frame.pieces)
    lengths = [len(piece) for piece in frame.pieces]
    line = [frame.source, frame.content_hash, frame.final, lengths, zlib.crc32(body)]
    return json.dumps(line).encode() + b"\n" + body


def _frames(file: IO[bytes]) -> Iterator[Frame]:
    while line := file.readline(_LONGEST_LINE):
        try:
            source, content_hash, final, lengths, checksum = json.loads(line)
        except ValueError:
            return
        body = file.read(sum(lengths))
        if len(body) != sum(lengths) or zlib.crc32(body) != checksum:
            return
        pieces = []
        at = 0
        for length in lengths:
            pieces.append(body[at : at + length])
            at += length
        yield Frame(source, content_hash, tuple(pieces), final)


def _head(version: str) -> bytes:
    return json.dumps({"journal": 1, "version": version}).encode() + b"\n"
