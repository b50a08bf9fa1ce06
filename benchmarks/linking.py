"""Linking of figures on sentences that others have labelled: `fire`, `kpi_edgar` and `ixbrl_prose`.

    python benchmarks/linking.py --shared ../shared [--rules] [--errors N] [SET ...]

Each text is a release of one paragraph, read with a calendar of what its record tells (the year, the day its period
ends). `fire` and `kpi_edgar` are scored as their reference scorer does: metric by overlap with the labelled
words, period by overlap with the labelled phrase (`fire`) or as the filing's year or one of the two before it
(`kpi_edgar`, where the sentence says the year). `ixbrl_prose` is scored where its sentence says the period: the dates
of the filer's tag, within a week, and its last day alone. Figures that are not found count as wrong.

The trained linker may have learned from these very sets: `models/linker/README.md` has its scores on filings left out.
`--rules` leaves it out.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tieout.calendar import Calendar
from tieout.evaluate.score import PERIOD_SLACK, same_period
from tieout.facts import Fact, Period
from tieout.link import link_figures
from tieout.link.chooser import decide
from tieout.link.options import Options
from tieout.mentions import PeriodMention
from tieout.train.filings import (
    Case,
    Span,
    calendar_of_year,
    filing_calendar,
    overlap,
    overlapping,
    paragraph_to_release,
    read_cases,
    tagged_period,
    words_of,
)

YEARS = {0: "cy", 1: "py", 2: "py1"}


@dataclass(slots=True)
class Traced:
    """A calendar that remembers which phrase each period came from."""

    calendar: Calendar
    seen: list[tuple[PeriodMention, Period]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.calendar, name)

    def resolve(self, mention: PeriodMention, *, context: Period | None = None) -> Period | None:
        """What the calendar makes of the mention; noted down."""
        period = self.calendar.resolve(mention, context=context)
        if period is not None:
            self.seen.append((mention, period))
        return period


@dataclass(slots=True)
class Run:
    """A run over one set: how to link, the counts, and a line for each error."""

    by_rules: bool
    tally: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def link(self, text: str, calendar: Calendar) -> tuple[tuple[Fact, ...], Traced]:
        """The facts of a paragraph, and the periods met on the way."""
        traced = Traced(calendar)
        release, mentions = paragraph_to_release(text)
        options: list[Options] = []
        facts = link_figures(release, mentions, traced, (), options=options)  # type: ignore[arg-type]
        return facts if self.by_rules else decide(facts, options), traced


def main() -> None:
    """Score the sets that are there and print one row for each."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sets", nargs="*", default=tuple(SETS))
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--rules", action="store_true", help="without the trained choice")
    arguments.add_argument("--errors", type=int, default=0, help="print up to N errors of each set")
    given = arguments.parse_args()
    print(
        "set".ljust(12),
        *(h.rjust(9) for h in ("figures", "found", "metric", "metrics", "period", "periods", "last day")),
    )
    for name in given.sets:
        path = given.shared / "external" / f"{name}.jsonl"
        if not path.is_file():
            print(name.ljust(12), f"not there: {path}")
            continue
        run = Run(by_rules=given.rules)
        for case in read_cases(path):
            SETS[name](case, run)
        print(name.ljust(12), *row(run.tally))
        print("".join(f"  {error}\n" for error in run.errors[: given.errors]), end="")


def score_fire(case: Case, run: Run) -> None:
    """Metric and period by overlap with the labelled words."""
    text = case["text"]
    facts, traced = run.link(text, calendar_of_year(None))
    for relation in case["relations"]:
        over = figures_at(facts, relation["figure"], run)
        score_metric(text, relation, over, run)
        if relation.get("period"):
            phrases = [phrase_of(fact, traced) for fact in over]
            right = any(phrase and overlap(phrase, relation["period"]) for phrase in phrases)
            said = [text[slice(*phrase)] if phrase else "" for phrase in phrases]
            count(
                "period",
                right,
                run,
                f"{shown(text, relation['figure'])} = {relation['period_text']!r}, not {said}",
                over,
            )


def score_kpi_edgar(case: Case, run: Run) -> None:
    """Metric by overlap with the labelled words, period as the filing's year or one of the two before it."""
    text, year = case["text"], case["current_year"]
    facts, traced = run.link(text, calendar_of_year(year))
    for relation in case["relations"]:
        if relation["year_in_text"]:
            over = figures_at(facts, relation["figure"], run)
            score_metric(text, relation, over, run)
            named = [year_of(fact, traced) for fact in over]
            right = any(n is not None and YEARS.get(year - n) == relation["period"] for n in named)
            count("period", right, run, f"{shown(text, relation['figure'])} = {relation['year']}, not {named}", over)


def score_ixbrl_prose(case: Case, run: Run) -> None:
    """Period as the filer tagged it, where the sentence says it."""
    spans = [span for span in case["spans"] if span["period_in_text"] and span["period"]]
    if not spans:
        return
    facts, _ = run.link(case["text"], filing_calendar(case["doc"]))
    for span in spans:
        place = span["start"], span["end"]
        over = figures_at(facts, place, run)
        wanted = tagged_period(span["period"])
        right = any(same_period(str(wanted), str(fact.period)) for fact in over if fact.period)
        ends = [abs((fact.period.end - wanted.end).days) for fact in over if fact.period]
        run.tally["last day"] += any(days <= PERIOD_SLACK for days in ends)
        said = [str(fact.period) for fact in over]
        count("period", right, run, f"{shown(case['text'], place)} = {wanted}, not {said} {case['id']}", over)


SETS: dict[str, Callable[[Case, Run], None]] = {
    "fire": score_fire,
    "kpi_edgar": score_kpi_edgar,
    "ixbrl_prose": score_ixbrl_prose,
}


def figures_at(facts: tuple[Fact, ...], span: Sequence[int], run: Run) -> list[Fact]:
    """The facts whose figure stands in a span; counted."""
    over = [facts[k] for k in overlapping(facts, (span[0], span[1]))]
    run.tally["figures"] += 1
    run.tally["found"] += bool(over)
    return over


def score_metric(text: str, relation: Case, over: list[Fact], run: Run) -> None:
    """Count whether the words for what is measured overlap those of the label."""
    if relation.get("metric"):
        spans = [words_of(text, fact) for fact in over]
        right = any(span and overlap(span, relation["metric"]) for span in spans)
        said = [fact.label for fact in over]
        count(
            "metric", right, run, f"{shown(text, relation['figure'])} = {relation['metric_text']!r}, not {said}", over
        )


def count(what: str, right: bool, run: Run, error: str, facts: list[Fact]) -> None:
    """Count a metric or period; an error is noted down with the rules that made it."""
    run.tally[what] += right
    run.tally[f"{what}s"] += 1
    if not right:
        run.errors.append(f"{what} {error} {' / '.join(fact.rule for fact in facts) or 'not found'}")


def phrase_of(fact: Fact, traced: Traced) -> Span | None:
    """The phrase that the period of a fact came from: of several that mean it, the nearest."""
    if fact.period is None:
        return None
    end = fact.period.end
    same = [m for m, period in traced.seen if period == fact.period] or [m for m, p in traced.seen if p.end == end]
    place = fact.place
    nearest = min(same, key=lambda m: max(m.start - place.end, place.start - m.end), default=None)
    return (nearest.start, nearest.end) if nearest else None


def year_of(fact: Fact, traced: Traced) -> int | None:
    """The year that the text gives the period of a fact, or the one it ends in."""
    if fact.period is None:
        return None
    named = [m.year for m, period in traced.seen if period.end == fact.period.end and m.year]
    return named[0] if named else fact.period.end.year


def row(tally: Counter[str]) -> list[str]:
    """The printed numbers of a set."""

    def share(part: str, whole: str) -> str:
        return f"{tally[part] / tally[whole]:9.4f}" if tally[whole] and part in tally else "        -"

    return [
        *(f"{tally['figures']:9d}", share("found", "figures"), share("metric", "metrics"), f"{tally['metrics']:9d}"),
        *(share("period", "periods"), f"{tally['periods']:9d}", share("last day", "periods")),
    ]


def shown(text: str, span: Sequence[int]) -> str:
    """A figure in its surroundings, for people."""
    start, end = span
    return repr(f"{text[max(0, start - 150) : start]}[[{text[start:end]}]]{text[end : end + 100]}")


if __name__ == "__main__":
    sys.exit(main())
