"""The whole pipeline: from an earnings release to facts reconciled with its own tables."""

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TypeAlias

from spacy.language import Language

from tieout.calendar import Calendar, learn_calendar
from tieout.checks import failures
from tieout.facts import Fact, Notice
from tieout.footing import borne_out, check_tables, scale_notices
from tieout.link import link
from tieout.read import read, read_exhibits
from tieout.reconcile import tie_out
from tieout.release import Release
from tieout.report import Report
from tieout.table import read_tables
from tieout.tables import Table
from tieout.tag.language import default_language
from tieout.tag.people import people_of
from tieout.tag.spans import mentions_in
from tieout.workers import map_in_order

Source: TypeAlias = str | bytes | PathLike[str]
"""A path (a `str` of one line without "<" is one, too), or a release itself as text or bytes."""


def analyze(source: Source, *, name: str | None = None, nlp: Language | None = None) -> Report:
    """Every figure of the release, linked and reconciled. `source` is a path or the release itself.

    `nlp` is a pipeline from `tieout.load` to be used in place of the default one, `name` what to call the release.
    Of an EDGAR submission with several earnings exhibits it is the main one; `analyze_exhibits` takes all.

    Raises `tieout.ReadError` for what is no release: no such file, an empty one, an image, an archive.
    """
    return analyze_release(read(source, name=name), nlp=nlp)


def analyze_exhibits(source: Source, *, name: str | None = None, nlp: Language | None = None) -> Iterator[Report]:
    """A report for each earnings exhibit of an EDGAR submission, the main one first; of any other source, its one.

    All offsets are into the whole source. The second exhibit of "filing.txt" is called "filing.txt#2", and so on.
    Raises `tieout.ReadError` as `analyze` does, when the first is asked for.
    """
    for release in read_exhibits(source, name=name):
        yield analyze_release(release, nlp=nlp)


def analyze_release(release: Release, *, nlp: Language | None = None) -> Report:
    """Every figure of a release that has been read, as `analyze`."""
    doc = (nlp or default_language())(release.text)
    calendar = learn_calendar(release, mentions=mentions_in(doc, "period") if "periods" in doc.spans else None)
    tables = read_tables(release, calendar)
    facts = link(doc, release, calendar, tables)
    checks = check_tables(tables)
    told, odd = tie_out(facts, tables, release.source)
    findings = borne_out(told, checks)
    people = people_of((span._.person for span in doc.spans["people"]), release.place)
    notices = (*_notices(release, calendar, facts, tables), *failures(checks), *scale_notices(facts, tables))
    return Report(release, doc, calendar, facts, tables, findings, people, notices, checks, odd)


def pipe(sources: Iterable[Source], *, workers: int = 1, nlp: Language | None = None) -> Iterator[Report]:
    """The reports of many releases, in order, by `workers` processes: with 1, by this one.

    A source that holds several earnings exhibits gives a report for each, as `analyze_exhibits` does: `release.name`
    tells them apart.

    From another process a report comes without its `doc`, which is tagged again when it is first asked for. A script
    that asks for several must be importable (`if __name__ == "__main__":`), as for all of Python's processes.

    Raises `tieout.ReadError` at the first source that is no release, `tieout.workers.WorkerError` at the first whose
    process dies, and `ValueError` for a pipeline `nlp` that would have to be sent to other processes.
    """
    if workers == 1:
        for source in sources:
            yield from analyze_exhibits(source, nlp=nlp)
        return
    if nlp is not None:
        raise ValueError("a pipeline of your own works in this process only: leave `nlp` or `workers` out")
    for outcome in map_in_order(_all_exhibits, sources, workers=workers, module="tieout.prepared"):
        yield from outcome.get()


def _all_exhibits(source: Source) -> tuple[Report, ...]:
    """The reports of one source, as a value that another process can send."""
    return tuple(analyze_exhibits(source))


def _notices(
    release: Release, calendar: Calendar, facts: tuple[Fact, ...], tables: tuple[Table, ...]
) -> tuple[Notice, ...]:
    """What the stages could not read, and what the release does not hold at all."""
    notices = [*release.notices, *calendar.notices, *(notice for table in tables for notice in table.notices)]
    if not tables:
        notices.append(Notice("the release holds no table of figures: nothing can be reconciled"))
    if not facts:
        notices.append(Notice("the prose of the release states no figure"))
    return tuple(notices)
