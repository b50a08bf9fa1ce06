"""The whole pipeline: from an earnings release to facts reconciled with its own tables."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from os import PathLike
from typing import TypeAlias

from spacy.language import Language

from tieout.calendar import Calendar, learn_calendar
from tieout.checks import failures
from tieout.facts import Fact, Notice
from tieout.footing import borne_out, check_tables, scale_notices
from tieout.link import link
from tieout.read import read, read_exhibits
from tieout.reconcile import reconcile
from tieout.release import Release
from tieout.report import Report
from tieout.table import read_tables
from tieout.tables import Table
from tieout.tag.language import default_language
from tieout.tag.people import people_of

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
    for number, release in enumerate(read_exhibits(source, name=name), 1):
        called = release.name if number == 1 else f"{release.name or 'release'}#{number}"
        yield analyze_release(replace(release, name=called), nlp=nlp)


def analyze_release(release: Release, *, nlp: Language | None = None) -> Report:
    """Every figure of a release that has been read, as `analyze`."""
    calendar = learn_calendar(release)
    tables = read_tables(release, calendar)
    doc = (nlp or default_language())(release.text)
    facts = link(doc, release, calendar, tables)
    checks = check_tables(tables)
    findings = borne_out(reconcile(facts, tables, calendar=calendar), checks)
    people = people_of((span._.person for span in doc.spans["people"]), release.place)
    notices = (*_notices(release, calendar, facts, tables), *failures(checks), *scale_notices(facts, tables))
    return Report(release, doc, calendar, facts, tables, findings, people, notices, checks)


def pipe(sources: Iterable[Source], *, nlp: Language | None = None) -> Iterator[Report]:
    """The reports of many releases, in order.

    A source that holds several earnings exhibits gives a report for each, as `analyze_exhibits` does: `release.name`
    tells them apart. Raises `tieout.ReadError` at the first source that is no release.
    """
    for source in sources:
        yield from analyze_exhibits(source, nlp=nlp)


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
