"""What a worker does with one source: every release in it analyzed, and the rows of it encoded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from tieout.analysis import analyze_release
from tieout.batch.formats import FormatName, format_named
from tieout.batch.rows import Rows, failure_to_rows, report_to_rows
from tieout.batch.schema import TABLES, TIMINGS
from tieout.batch.sources import Source
from tieout.read import ReadError
from tieout.read.source import read_exhibits
from tieout.worker import exception_to_failure


@dataclass(frozen=True, slots=True)
class Encoded:
    """The rows of one source as bytes: a piece a table, in the order of `TABLES` without its last, the timings.

    `final`: another try would give the same.
    """

    pieces: tuple[bytes, ...]
    documents: int
    failures: int
    facts: int
    final: bool = True


def analyze_source(source: Source, *, format: FormatName, version: str) -> Encoded:
    """The rows of every release in a source. What cannot be read, or fails, is a row of `documents` with the reason."""
    return encode(list(source_to_rows(source, version=version)), format)


def failed_source(source: Source, status: str, error: str, *, format: FormatName, version: str) -> Encoded:
    """The one row of a source that took its worker with it."""
    return replace(encode([failure_to_rows(source, version, status, error)], format), final=status == "failed")


def source_to_rows(source: Source, *, version: str) -> Iterator[Rows]:
    """The rows of each release in a source. Raises `MemoryError`; whatever else goes wrong is in the rows."""
    if source.error is not None:
        yield failure_to_rows(source, version, "unreadable", source.error)
        return
    exhibit = 1
    releases = read_exhibits(source.data, name=source.name)
    while True:
        try:
            release = next(releases, None)
            if release is None:
                return
            rows = report_to_rows(analyze_release(release), source, version, exhibit=exhibit)
        except MemoryError:
            raise
        except ReadError as error:
            rows = failure_to_rows(source, version, "unreadable", str(error), exhibit=exhibit)
        except Exception as error:  # a fault of ours: the other exhibits are still worth having
            rows = failure_to_rows(source, version, "failed", exception_to_failure(error).message, exhibit=exhibit)
        yield rows
        exhibit += 1


def encode(rows: Sequence[Rows], format: FormatName) -> Encoded:
    """Rows of one source as bytes."""
    encoder = format_named(format).encode
    tables = {t: list(chain.from_iterable(getattr(r, t.name) for r in rows)) for t in TABLES if t is not TIMINGS}
    failures = sum(document[3] != "ok" for r in rows for document in r.documents)
    facts = sum(len(r.facts) for r in rows)
    return Encoded(tuple(encoder(table, some) for table, some in tables.items()), len(rows), failures, facts)
