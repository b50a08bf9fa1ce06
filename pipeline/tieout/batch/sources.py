"""One source of a corpus: what it is called, its bytes and their hash, or why there are none."""

import bz2
import gzip
import hashlib
import lzma
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, cast

LARGEST = 1 << 28
"""Bytes of the largest source: 256 MiB, a hundred times the largest submission; more is a mistake or a bomb."""


def _gunzip(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path))  # it calls itself something narrower


COMPRESSED: dict[str, Callable[[Path], IO[bytes]]] = {".gz": _gunzip, ".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile}
"""How a single compressed file is opened, by its suffix."""


@dataclass(frozen=True, slots=True)
class Source:
    """A release or submission: `name` is unique in the corpus, `data` its bytes.

    Where it could not be read `data` is empty and `error` says why.
    """

    name: str
    data: bytes
    error: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of the bytes, as 64 hexadecimal digits; empty where they could not be read."""
        return hashlib.sha256(self.data).hexdigest() if self.error is None else ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold the text of a release and what it is called."""

    text: str = "text"
    name: str = "id"


USUAL_COLUMNS = Columns()
"""Text in "text", names in "id"."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Files that were passed over, counted by suffix."""

    suffixes: Counter[str] = field(default_factory=Counter)

    def add(self, name: str) -> None:
        """Count one."""
        self.suffixes[PurePosixPath(name).suffix.lower() or name] += 1

    def __str__(self) -> str:
        """Most frequent first: "3 .pdf, 1 .json"."""
        return ", ".join(f"{count} {suffix}" for suffix, count in self.suffixes.most_common())


def read_file(path: Path, *, largest: int = LARGEST) -> Source:
    """The source in a file, decompressed if its suffix says so; one that cannot be read has an `error`."""
    name = path.as_posix()
    opened = COMPRESSED.get(path.suffix.lower(), _open)
    try:
        with opened(path) as file:
            data = file.read(largest + 1)
    except OSError as error:
        return Source(name, b"", f"{name} cannot be read: {error.strerror or error}")
    except (EOFError, lzma.LZMAError, ValueError) as error:
        return Source(name, b"", f"{name} cannot be decompressed: {error}")
    return within(Source(name, data), largest)


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def within(source: Source, largest: int) -> Source:
    """The source, or one with an error if it has more bytes than `largest`."""
    if len(source.data) <= largest:
        return source
    return Source(source.name, b"", f"{source.name} has more than {largest} bytes")
