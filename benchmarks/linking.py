"""Linking of figures on sentences that others have labelled: `fire`, `kpi_edgar` and `ixbrl_prose`.

    python benchmarks/linking.py --shared ../shared [--errors N] [SET ...]

Each text is a release of one paragraph, read with a calendar of what its record tells (the year of the filing, the day its
period ends). `fire` and `kpi_edgar` are scored as their reference scorer does: metric by overlap with the labelled
words, period by overlap with the labelled phrase (`fire`) or as the filing's year or one of the two before it
(`kpi_edgar`, where the sentence says the year). `ixbrl_prose` is scored where its sentence says the period: the dates
of the filer's tag, within a week, and its last day alone. Figures that are not found count as wrong.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tieout.calendar import Calendar
from tieout.facts import Fact, Period, Place
from tieout.fiscal import FiscalYear, month_end, nearest_month
from tieout.link import Mentions, link_figures
from tieout.mentions import PeriodMention
from tieout.metrics import find_metrics
from tieout.periods import find_periods
from tieout.release import Block, Release, SourceMap
from tieout.tag.figures import find_figures

SLACK = 7  # days that a period may be off: 52/53-week years without printed dates
YEARS = {0: "cy", 1: "py", 2: "py1"}
Span = tuple[int, int]
Case = dict[str, Any]


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


def main() -> None:
    """Score the sets that are there and print one row for each."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sets", nargs="*", default=tuple(SETS))
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--errors", type=int, default=0, help="print up to N errors of each set")
    given = arguments.parse_args()
    print(
        "set".ljust(12),
        *(h.rjust(10) for h in ("figures", "found", "metric", "metrics", "period", "periods", "last day")),
    )
    for name in given.sets:
        path = given.shared / "external" / f"{name}.jsonl"
        if not path.is_file():
            print(name.ljust(12), f"not there: {path}")
            continue
        errors: list[str] = []
        tally: Counter[str] = Counter()
        for case in records(path):
            SETS[name](case, tally, errors)
        print(name.ljust(12), *row(tally))
        print("".join(f"  {error}\n" for error in errors[: given.errors]), end="")


def records(path: Path) -> Iterator[Case]:
    """The cases of a set."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def link_text(text: str, calendar: Calendar) -> tuple[tuple[Fact, ...], Traced]:
    """The facts of a paragraph, and the periods met on the way."""
    whole = Place(0, len(text))
    places = SourceMap((0,), (0,), (len(text),), len(text))
    release = Release(text, text, places, (Block("paragraph", 0, len(text), whole),), "text", "utf-8")
    periods = find_periods(text)
    traced = Traced(calendar)
    mentions = Mentions(find_figures(text, periods=periods), periods, find_metrics(text))
    return link_figures(release, mentions, traced, ()), traced  # type: ignore[arg-type]


def score_fire(case: Case, tally: Counter[str], errors: list[str]) -> None:
    """Metric and period by overlap with the labelled words."""
    text = case["text"]
    facts, traced = link_text(text, Calendar(fiscal=FiscalYear(12)))
    for relation in case["relations"]:
        over = overlapping(facts, relation["figure"])
        tally["figures"] += 1
        tally["found"] += bool(over)
        score_metric(text, relation, over, tally, errors, case["id"])
        if relation.get("period"):
            phrases = [phrase_of(fact, traced) for fact in over]
            right = any(phrase and overlap(phrase, relation["period"]) for phrase in phrases)
            tally["periods"] += 1
            tally["period"] += right
            if not right:
                said = [text[p[0] : p[1]] if p else "" for p in phrases]
                errors.append(
                    f"period {shown(text, relation['figure'])} = {relation['period_text']!r}, not {said} {rules(over)} {case['id']}"
                )


def score_kpi_edgar(case: Case, tally: Counter[str], errors: list[str]) -> None:
    """Metric by overlap with the labelled words, period as the filing's year or one of the two before it."""
    text, year = case["text"], case["current_year"]
    reporting = Period(date(year, 12, 31), date(year, 1, 1))
    facts, traced = link_text(text, Calendar(reporting_period=reporting, fiscal=FiscalYear(12)))
    for relation in case["relations"]:
        if not relation["year_in_text"]:
            continue
        over = overlapping(facts, relation["figure"])
        tally["figures"] += 1
        tally["found"] += bool(over)
        score_metric(text, relation, over, tally, errors, case["id"])
        named = [year_of(fact, traced) for fact in over]
        right = any(n is not None and YEARS.get(year - n) == relation["period"] for n in named)
        tally["periods"] += 1
        tally["period"] += right
        if not right:
            errors.append(
                f"period {shown(text, relation['figure'])} = {relation['year']}, not {named} {rules(over)} {case['id']}"
            )


def score_ixbrl_prose(case: Case, tally: Counter[str], errors: list[str]) -> None:
    """Period as the filer tagged it, where the sentence says it."""
    spans = [s for s in case["spans"] if s["period_in_text"] and s["period"]]
    if not spans:
        return
    facts, _ = link_text(case["text"], filing_calendar(case["doc"]))
    for span in spans:
        over = overlapping(facts, (span["start"], span["end"]))
        tally["figures"] += 1
        tally["found"] += bool(over)
        wanted = tagged_period(span["period"])
        periods = [fact.period for fact in over]
        right = any(near(period, wanted) for period in periods)
        tally["periods"] += 1
        tally["period"] += right
        tally["last day"] += any(p is not None and abs((p.end - wanted.end).days) <= SLACK for p in periods)
        if not right:
            errors.append(
                f"period {shown(case['text'], (span['start'], span['end']))} = {wanted}, not {[str(p) for p in periods]} {rules(over)} {case['id']} {case['doc']['period_end']} {case['doc']['fp']}"
            )


SETS: dict[str, Callable[[Case, Counter[str], list[str]], None]] = {
    "fire": score_fire,
    "kpi_edgar": score_kpi_edgar,
    "ixbrl_prose": score_ixbrl_prose,
}


def filing_calendar(doc: dict[str, str]) -> Calendar:
    """The calendar of a filing: its cover page tells the day the period ends, the form, the fiscal year and quarter."""
    end = datetime.strptime(doc["period_end"], "%B %d, %Y").date()
    quarter = {"Q1": 1, "Q2": 2, "Q3": 3}.get(doc["fp"], 4)
    month = (nearest_month(end) - 1 + 3 * (4 - quarter)) % 12 + 1
    weekday = None if end == month_end(end.year, end.month) else end.weekday()
    fiscal = FiscalYear(month, 0, weekday, weekday is not None and end.day <= 7, ends=(end,))
    ahead = fiscal.locate(end)[0] - int(doc["fy"]) if doc.get("fy", "").isdigit() else 0
    if ahead == 1:
        fiscal = FiscalYear(month, 1, weekday, fiscal.nearest, ends=(end,))
    months = 12 if quarter == 4 else 3
    return Calendar(reporting_period=fiscal.ending(end, months=months), fiscal=fiscal)


def score_metric(
    text: str, relation: Case, over: list[Fact], tally: Counter[str], errors: list[str], name: str
) -> None:
    """Count whether the words for what is measured overlap those of the label."""
    if not relation.get("metric"):
        return
    tally["metrics"] += 1
    spans = [words_of(text, fact) for fact in over]
    right = any(span and overlap(span, relation["metric"]) for span in spans)
    tally["metric"] += right
    if not right:
        errors.append(
            f"metric {shown(text, relation['figure'])} = {relation['metric_text']!r}, not {[f.label for f in over]} {rules(over)} {name}"
        )


def words_of(text: str, fact: Fact) -> Span | None:
    """Where the label of a fact stands: the place nearest to its figure. Words for times may have been left out of it."""
    words = re.findall(r"[\w$%&'’-]+", fact.label.split(", of ")[0])
    for drop in range(len(words)):
        pattern = r"[^\w]{1,4}(?:[^.;]{1,40}?\W)??".join(map(re.escape, words[drop:]))
        found = [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
        if found:
            return min(found, key=lambda span: max(span[0] - fact.place.end, fact.place.start - span[1]))
    return None


def phrase_of(fact: Fact, traced: Traced) -> Span | None:
    """The phrase that the period of a fact came from: of several that mean it, the nearest."""
    if fact.period is None:
        return None
    same = [m for m, period in traced.seen if period == fact.period] or [
        m for m, p in traced.seen if p.end == fact.period.end
    ]
    nearest = min(same, key=lambda m: max(m.start - fact.place.end, fact.place.start - m.end), default=None)
    return (nearest.start, nearest.end) if nearest else None


def year_of(fact: Fact, traced: Traced) -> int | None:
    """The year that the text gives the period of a fact, or the one it ends in."""
    if fact.period is None:
        return None
    named = [m.year for m, period in traced.seen if period.end == fact.period.end and m.year]
    return named[0] if named else fact.period.end.year


def overlapping(facts: tuple[Fact, ...], span: Span) -> list[Fact]:
    """The facts whose figures share a character with a span."""
    return [fact for fact in facts if overlap((fact.place.start, fact.place.end), span)]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def tagged_period(tag: dict[str, str]) -> Period:
    """The period of a filer's tag."""
    if "instant" in tag:
        return Period(date.fromisoformat(tag["instant"]))
    return Period(date.fromisoformat(tag["end"]), date.fromisoformat(tag["start"]))


def near(period: Period | None, wanted: Period) -> bool:
    """Whether a period is the wanted one, each end within the slack."""
    if period is None or (period.start is None) != (wanted.start is None):
        return False
    starts = (period.start or period.end) - (wanted.start or wanted.end)
    return abs((period.end - wanted.end).days) <= SLACK and abs(starts.days) <= SLACK


def row(tally: Counter[str]) -> list[str]:
    """The printed numbers of a set."""

    def share(part: str, whole: str) -> str:
        return f"{tally[part] / tally[whole]:10.4f}" if tally[whole] and part in tally else "         -"

    return [
        f"{tally['figures']:10d}", share("found", "figures"), share("metric", "metrics"), f"{tally['metrics']:10d}",
        share("period", "periods"), f"{tally['periods']:10d}", share("last day", "periods"),
    ]  # fmt: skip


def rules(facts: list[Fact]) -> str:
    """The rules that made the links."""
    return " / ".join(fact.rule for fact in facts) or "not found"


def shown(text: str, span: Span) -> str:
    """A figure in its surroundings, for people."""
    start, end = span
    return repr(f"{text[max(0, start - 150) : start]}[[{text[start:end]}]]{text[end : end + 100]}")


if __name__ == "__main__":
    sys.exit(main())
