"""The writer of a run: takes what sources gave, in order, to a journal, and turns each full journal into a part."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from tieout.batch.documents import Encoded
from tieout.batch.formats import warm_up
from tieout.batch.journal import Frame, Journal, open_journal, read_journal
from tieout.batch.parts import Parts
from tieout.batch.schema import TIMINGS
from tieout.batch.sources import Source


@dataclass(slots=True)
class Writer:
    """Where it cuts depends on the sources alone: after so many of them, or so many bytes of their rows.

    A part is written by a thread while the next one fills; one at a time, so that memory stays bounded.
    """

    parts: Parts
    version: str
    part_sources: int
    part_bytes: int
    thread: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1))
    writing: Future[None] | None = None
    journal: Journal | None = None
    number: int = 0

    def recover(self) -> Iterator[tuple[str, str]]:
        """Name and hash of every source in the journals that a kill left; the last of them is gone on with."""
        self.number = self.parts.next_number()
        if self.parts.format.name == "parquet":
            self.thread.submit(warm_up)  # while the workers start
        for number in self.parts.journals():
            if self.parts.marker(number).exists():  # killed when the part was whole
                self.parts.journal(number).unlink()
                continue
            self._close_part()
            self.number = number
            self._open()
            assert self.journal is not None
            yield from self.journal.recovered
        if self._is_full():
            self._close_part()

    def add(self, source: Source, encoded: Encoded, seconds: float) -> None:
        """Write what a source gave. Raises `OSError`, also one of the part written meanwhile."""
        if self.journal is None:
            self._open()
        assert self.journal is not None
        timing = self.parts.format.encode(TIMINGS, [(source.name, round(seconds, 4))])
        self.journal.append(Frame(source.name, source.content_hash, (*encoded.pieces, timing), encoded.final))
        if self._is_full():
            self._close_part()

    def finish(self) -> None:
        """Write the last part. Raises `OSError`."""
        self._close_part()
        self._wait()

    def close(self) -> None:
        """Let go of the journal, which stays, and wait for what is being written."""
        if self.journal is not None:
            with suppress(OSError):  # no room for what is still in the buffer: that source is done again
                self.journal.close()
        self.thread.shutdown()

    def _open(self) -> None:
        self.journal = open_journal(self.parts.journal(self.number), f"{self.version} {self.parts.format.name}")

    def _is_full(self) -> bool:
        journal = self.journal
        return journal is not None and (journal.sources >= self.part_sources or journal.size >= self.part_bytes)

    def _close_part(self) -> None:
        """Hand the journal over to be written as a part; an empty one goes."""
        journal, number = self.journal, self.number
        if journal is None:
            return
        journal.close()
        self.journal = None
        self._wait()
        if not journal.sources:
            journal.path.unlink()
            return
        self.number += 1
        self.writing = self.thread.submit(self._write, journal, number)

    def _write(self, journal: Journal, number: int) -> None:
        self.parts.write(number, self.version, partial(read_journal, journal.path))
        journal.path.unlink()

    def _wait(self) -> None:
        if self.writing is not None:
            self.writing.result()
            self.writing = None
