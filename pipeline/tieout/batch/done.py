"""Which sources a folder of output holds already, by name, hash and version: an index on disk, made at each start."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

State = Literal["missing", "done", "repeated", "other"]
"""Of a source: not there (or changed since), there, met before in this run, or another of that name met before."""

IN_THIS_RUN = 1 << 31
"""The part of a source that is being analyzed: later than any on disk."""


@dataclass(frozen=True, slots=True)
class Done:
    """The index; a private database that SQLite keeps in memory while it is small, and deletes."""

    database: sqlite3.Connection

    def add(self, source: str, content_hash: str, part: int, *, current: bool = True, met: bool = False) -> None:
        """Note that a part holds a source; the highest part holds the valid rows. `current`: of this version."""
        row = (source, content_hash, part, current, met)
        self.database.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?)", row)

    def meet(self, source: str, content_hash: str, *, redo: bool) -> State:
        """What is known of a source that comes up in this run."""
        query = "SELECT hash, current, met FROM done WHERE source = ? ORDER BY part DESC LIMIT 1"
        match self.database.execute(query, (source,)).fetchone():
            case None:
                return "missing"
            case (known, _, 1):
                return "repeated" if known == content_hash else "other"
            case (known, 1, _) if known == content_hash and not redo:
                self.database.execute("UPDATE done SET met = 1 WHERE source = ?", (source,))
                return "done"
        return "missing"

    def superseded(self) -> Iterator[tuple[int, set[str]]]:
        """Parts that hold sources of which a later part has newer rows, and these sources."""
        query = """SELECT part, source FROM done AS old
            WHERE part < (SELECT max(part) FROM done WHERE source = old.source) ORDER BY part"""
        part, sources = -1, set[str]()
        for number, source in self.database.execute(query).fetchall():
            if number != part and sources:
                yield part, sources
                sources = set()
            part = number
            sources.add(source)
        if sources:
            yield part, sources

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def new_index() -> Done:
    """An empty index."""
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    with closing(database.cursor()) as cursor:
        cursor.execute("PRAGMA journal_mode = OFF")
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute(
            "CREATE TABLE done (source TEXT, hash TEXT, part INTEGER, current INTEGER, met INTEGER, "
            "PRIMARY KEY (source, part)) WITHOUT ROWID"
        )
    return Done(database)
