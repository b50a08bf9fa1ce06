"""Linking of sentences that stand under a dateline, which is all that the calendar is learned from."""

from collections.abc import Callable

import pytest

from tieout.calendar import learn_calendar
from tieout.facts import Fact
from tieout.link import Mentions, link_figures
from tieout.metrics import find_metrics
from tieout.periods import find_periods
from tieout.read import read
from tieout.table import read_tables
from tieout.tag.figures import find_figures

DATELINE = (
    "Marlow Tool Reports First Quarter 2020 Results\n\n"
    "HARLOW, Ohio, May 5, 2020 -- Marlow Tool Corporation today reported its results for the first quarter ended "
    "March 31, 2020. Its fiscal year ends on December 31."
)

LinkText = Callable[..., list[Fact]]


@pytest.fixture
def link_text() -> LinkText:
    """The facts of a text, as the rules link them, by the calendar of a dateline put above it."""

    def linked(text: str, dateline: str = DATELINE) -> list[Fact]:
        release = read(f"{dateline}\n\n{text}\n".encode())
        calendar = learn_calendar(release)
        periods = find_periods(release.text)
        mentions = Mentions(find_figures(release.text, periods=periods), periods, find_metrics(release.text))
        facts = link_figures(release, mentions, calendar, read_tables(release, calendar))
        return [fact for fact in facts if fact.place.start > len(dateline)]

    return linked
