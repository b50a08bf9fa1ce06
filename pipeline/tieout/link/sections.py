"""The time that a heading sets for the blocks under it, and the one that it is compared with."""

from collections import Counter

from tieout.facts import Period
from tieout.link.clauses import Sentence
from tieout.link.cues import Cues
from tieout.link.dating import Dating
from tieout.mentions import PeriodMention
from tieout.release import Block, Release

HEADINGS = ("heading", "headline", "caption")
LONGEST_HEADING = 120
"""Characters of a heading: a longer line is prose, whatever its look."""

_SPANS = ("quarter", "year", "half", "month", "week")  # units of times that a heading can set
_PARTS = ("quarter", "half")
_WHOLE = ("year", "fiscal year")  # rules of phrases that are a year and no more


class Sections:
    """The section of the release that is being read.

    `period` is its time, the reported one where no heading sets another; `outlook` says that it tells of expectations.
    """

    def __init__(self, release: Release, dating: Dating, cues: Cues) -> None:
        self.period = dating.reporting
        self.outlook = False
        self._dating = dating
        self._cues = cues
        self._against: Period | None = None  # what its period is compared with
        self._versus = False  # whether the block before is a "vs." between two headings
        self._begun = False  # whether a paragraph of prose has been read
        self._headed = False  # whether the block before is a heading
        self._titles: list[PeriodMention] = []  # the times that it names
        self._times_met = Counter(release.text[b.start : b.end] for b in release.blocks if b.kind in HEADINGS)

    def read(self, block: Block, text: str, sentences: list[Sentence]) -> None:
        """Go on to the next block; `text` and `sentences` are its own."""
        self._versus = self._versus or self._cues.comparison.fullmatch(text.strip().lower()) is not None
        if block.kind not in HEADINGS or len(text) >= LONGEST_HEADING:
            self._titles, self._headed = [], False
            self._begun = self._begun or block.kind == "paragraph"
        elif block.kind != "caption":
            self._open(text, sentences)

    def compared_with(self, period: Period) -> Period:
        """The period that one is compared with where the sentence does not say: the heading's, else a year before."""
        against, section = self._against, self.period
        if against is not None and section is not None and against.end < period.end == section.end:
            return against
        return self._dating.year_before(period)

    def _open(self, text: str, sentences: list[Sentence]) -> None:
        """Take over what a heading sets."""
        stated = any(s.figures for s in sentences)
        outlook = not stated and self._cues.outlook.match(text.lower()) is not None
        named, compared = heading_periods(sentences, self._cues)
        if self._versus or (compared and not named):  # "Third Quarter", "vs.", "Second Quarter": three headings
            compared, self._versus = compared or named, False
        elif outlook or not self._is_inside(text, named, stated=stated):
            self.outlook = outlook
            self.period = self._first_of(named) or self._dating.reporting
        self._titles, self._headed = named, True
        self._against = self._first_of(compared)

    def _is_inside(self, text: str, named: list[PeriodMention], *, stated: bool) -> bool:
        """Whether a heading stands inside the section that one before has opened, and leaves its time as it is.

        So does one that states figures right under it ("Full Year", "Revenue of $5 million"), before the first
        paragraph also one that says their time; one that comes again (a running title, or "Consolidated Results"
        under the quarter and under the year); and the rest of a title ("Acme Reports Fourth Quarter", "Fiscal 2022
        Results").
        """
        if stated:
            return not self._begun if named else self._headed
        if not named:
            return self._times_met[text] > 1
        return named[0].rule in _WHOLE and any(m.unit in _PARTS for m in self._titles)

    def _first_of(self, mentions: list[PeriodMention]) -> Period | None:
        return self._dating.resolve(mentions[0], self._dating.reporting) if mentions else None


def heading_periods(sentences: list[Sentence], cues: Cues) -> tuple[list[PeriodMention], list[PeriodMention]]:
    """The spans that a heading names, and those that it compares them with; brackets aside."""
    named: list[PeriodMention] = []
    compared: list[PeriodMention] = []
    for before, gap in (pair for s in sentences for pair in zip((None, *s.gaps[:-1]), s.gaps, strict=True)):
        for at, mention in gap.periods:
            if (
                mention.comparative
                or mention.unit not in _SPANS
                or gap.text.count("(", 0, at) > gap.text.count(")", 0, at)
            ):
                continue
            # "Compared to $3 Million in the Year-Ago Quarter"
            of_other = before is not None and cues.comparison_left.search(before.text)
            (compared if of_other or cues.comparison.search(gap.text, 0, at) else named).append(mention)
    return named, compared
