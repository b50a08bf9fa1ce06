"""Figures to facts: metric, segment, basis, aspect, period and status of each, by rules over its sentence."""

from collections.abc import Sequence

from spacy.tokens import Doc

from tieout.calendar import Calendar
from tieout.facts import Fact
from tieout.link.chooser import decide
from tieout.link.linker import Mentions, link_figures
from tieout.link.options import Options
from tieout.release import Release
from tieout.tables import Table
from tieout.tag.notes import in_table_units
from tieout.tag.speakers import speakers

__all__ = ["Mentions", "link", "link_figures"]


def link(doc: Doc, release: Release, calendar: Calendar, tables: Sequence[Table]) -> tuple[Fact, ...]:
    """A fact for every figure that was tagged in `doc`, whose text is `release.text`.

    Of the tables only labels and scales are looked at, never a value.
    """
    people = [span._.person for span in doc.spans["people"]]
    mentions = Mentions(
        figures=in_table_units([span._.figure for span in doc.spans["figures"]], release, tables),
        periods=[span._.period for span in doc.spans["periods"]],
        metrics=[span._.metric for span in doc.spans["metrics"]],
        speakers=speakers(release.text, people),
    )
    options: list[Options] = []
    facts = link_figures(release, mentions, calendar, tables, options=options)
    return decide(facts, options)
