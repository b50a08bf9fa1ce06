"""A report as one page that needs nothing beside it, for someone who reviews the release figure by figure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from tieout.checks import failures
from tieout.output.page.cards import STATUSES, TERMS, Card, card_to_record, cells_used, report_to_cards
from tieout.output.page.dates import date_to_words, when_to_words
from tieout.output.page.prose import report_to_passages
from tieout.output.page.rendering import data_to_json, render
from tieout.output.page.review import VERDICTS, Placed, Review, digest_of, place_marks, review_to_record
from tieout.output.page.sheets import tables_to_sheets
from tieout.report import Report

SCRIPTS = ("scripts/cards.js", "scripts/list.js", "scripts/marks.js", "scripts/page.js")
"""The parts of the page's script, in order."""
BAR, HIGHEST = 4, 20
"""The width of a bar in the chart, with the gap behind it, and the height of the highest."""
HEIGHTS = {"contradicted": HIGHEST, "derived": 11, "tied": 11, "absent": 5}
"""How high a figure's bar stands."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A status by which the list can be narrowed, and how many cards have it."""

    status: str
    words: str
    count: int


def report_to_page(report: Report, review: Review | Iterable[Review] | None = None) -> str:
    """The page of a report as HTML, with the marks of a review (or of several) at their figures.

    Marks that fit no figure of this very text are listed on the page as stale.
    """
    return placed_to_page(report, place_marks(reviews_of(review), report))


def reviews_of(review: Review | Iterable[Review] | None) -> Sequence[Review]:
    """Reviews as a list, whatever they came as."""
    if review is None:
        return ()
    return (review,) if isinstance(review, Review) else tuple(review)


def placed_to_page(report: Report, placed: Placed) -> str:
    """The page of a report whose marks have been placed."""
    cards = tuple(report_to_cards(report))
    name = report.release.name or "release"
    return render(
        "review.html",
        style="page.css",
        scripts=SCRIPTS,
        name=name,
        issuer=report.issuer or name,
        about=_about(report),
        filters=_filters(cards),
        bars=_bars(report),
        groups=_groups(cards),
        count=len(report.facts),
        statuses={card.id: card.status for card in cards},
        doubted={f"f{fact}" for found in report.inconsistencies for fact in found.facts},
        passages=tuple(report_to_passages(report)),
        sheets=tuple(tables_to_sheets(report.tables, cells_used(report), report.checks)),
        notices=_notices(report),
        stale=placed.stale,
        verdicts=VERDICTS,
        data=data_to_json(_data(name, report, placed, cards)),
    )


def review_name(name: str) -> str:
    """What the page calls the file of its marks.

    >>> review_name("filings/quill.htm"), review_name("quill.txt#2")
    ('quill.review.json', 'quill-2.review.json')
    """
    file, _, number = name.partition("#")
    return f"{PurePath(file).stem}{'-' * bool(number)}{number}.review.json"


def _data(name: str, report: Report, placed: Placed, cards: Sequence[Card]) -> dict[str, object]:
    """What the script starts from: the review as it stands, the name of the file it is saved to, and the cards."""
    marks = tuple(placed.marks[k] for k in sorted(placed.marks))
    record = review_to_record(Review(name, digest_of(report.release), marks))
    records = {card.id: card_to_record(card) for card in cards}
    return {"file": review_name(name), "review": record, "words": STATUSES, "terms": TERMS, "cards": records}


def _about(report: Report) -> tuple[str, ...]:
    """The line under the title: the file, the dates, how much there is of what."""
    calendar = report.calendar
    passed = sum(check.status == "passed" for check in report.checks)
    return tuple(
        filter(
            None,
            (
                report.release.name or "",
                f"released {date_to_words(calendar.released)}" if calendar.released else "",
                when_to_words(calendar.reporting_period),
                _counted(len(report.tables), "table"),
                f"{passed} of {_counted(len(report.checks), 'sum')} hold" if report.checks else "",
            ),
        )
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _filters(cards: Sequence[Card]) -> tuple[Filter, ...]:
    counts = Counter(card.status for card in cards)
    return tuple(Filter(status, words, counts[status]) for status, words in STATUSES.items())


def _bars(report: Report) -> dict[str, str]:
    """The chart: for each status one path of bars, a figure each, in the order of the text."""
    order = sorted(range(len(report.facts)), key=lambda k: report.facts[k].place.start)
    bars: dict[str, list[str]] = {status: [] for status in HEIGHTS}
    for at, k in enumerate(order):
        status = str(report.findings[k].tie)
        bars[status].append(f"M{BAR * at} {HIGHEST}v-{HEIGHTS[status]}h{BAR - 1}v{HEIGHTS[status]}z")
    return {status: "".join(path) for status, path in bars.items() if path}


def _groups(cards: Sequence[Card]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """The list: problems under their heads, then the figures in order."""
    problems = ("contradicted", "inconsistent", "unsound")
    groups = [(STATUSES[status], tuple(card for card in cards if card.status == status)) for status in problems]
    rest = tuple(card for card in cards if card.status not in problems)
    others = "Other figures, in order" if any(some for _, some in groups) else "Figures, in order"
    return tuple((words, some) for words, some in (*groups, (others, rest)) if some)


def _notices(report: Report) -> tuple[str, ...]:
    """What could not be read, without the failed sums, which have cards of their own."""
    carded = {notice.message for notice in failures(report.checks)}
    return tuple(notice.message for notice in report.notices if notice.message not in carded)
