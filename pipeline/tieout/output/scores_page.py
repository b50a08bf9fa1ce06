"""Scores as one page of plain HTML: intervals, releases, the confusion of ties, and what went wrong in its context.

The page needs nothing beside it and runs no script; every word of a release is escaped.
"""

from collections.abc import Iterable, Iterator, Sequence

from tieout.evaluate.bootstrap import score_intervals
from tieout.evaluate.evaluation import Comparison, total_of
from tieout.evaluate.score import Miss, Score, summarize
from tieout.facts import Tie
from tieout.output.html import text_to_html
from tieout.output.scores import COLUMNS, side_to_words
from tieout.schema import Record

STYLE = """
body { font-family: sans-serif; margin: 2em; max-width: 90em; color: #222; }
table { border-collapse: collapse; margin: 1em 0 2em; font-variant-numeric: tabular-nums; }
th, td { padding: .2em .7em; border-bottom: 1px solid #ddd; text-align: right; vertical-align: top; }
tbody th { text-align: left; font-weight: normal; }
td.words { text-align: left; max-width: 40em; }
mark { background: #ffe08a; font-weight: bold; }
tfoot td, tfoot th { font-weight: bold; }
.low { color: #b00020; }
.same { background: #e6f4ea; }
summary { cursor: pointer; margin: .6em 0; }
small { color: #666; }
"""
LOW = 0.7
"""Scores below this are shown in red."""
LOW_CELL = '<td class="low">'
SAME = '<td class="same">'


def scores_to_html(
    scores: Sequence[Score], *, name: str, misses: Iterable[Miss] = (), comparison: Comparison | None = None
) -> Iterator[str]:
    """A whole page in pieces. `name` is what was scored, `misses` are listed by release, `comparison` comes first."""
    title = text_to_html(f"tieout: scores of {name}")
    yield f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>\n'
    yield f"<style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
    if comparison is not None:
        yield from _comparison(comparison)
    yield from _totals(scores)
    yield from _ties(total_of(scores)["ties"])
    yield from _releases(scores)
    yield from _misses(misses)
    yield "</body>\n</html>\n"


def _totals(scores: Sequence[Score]) -> Iterator[str]:
    """Every score over all releases, with its interval."""
    total, intervals = total_of(scores), score_intervals(scores)
    yield f"<h2>Over all {len(scores)} releases</h2>\n"
    yield f"<p>{total['figures']} labelled figures, {total['cells']} cells.</p>\n"
    yield '<table>\n<thead><tr><th scope="col">score</th><th scope="col">value</th><th scope="col">95% interval</th>'
    yield "</tr></thead>\n<tbody>\n"
    for field, value in total.items():
        if isinstance(value, float):
            low, high = intervals.get(field, (None, None))
            ends = f"{low:.3f} to {high:.3f}" if low is not None else ""
            yield f'<tr><th scope="row">{field.replace("_", " ")}</th>{_share(value)}<td>{ends}</td></tr>\n'
    yield "</tbody>\n</table>\n"


def _ties(ties: Record) -> Iterator[str]:
    """The confusion of ties."""
    heads = "".join(f'<th scope="col">found {tie}</th>' for tie in Tie)
    yield f"<h2>Ties</h2>\n<table>\n<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n"
    for labelled in Tie:
        cells = "".join(
            f"{SAME if found is labelled else '<td>'}{ties.get(f'{labelled}->{found}', 0)}</td>" for found in Tie
        )
        yield f'<tr><th scope="row">labelled {labelled}</th>{cells}</tr>\n'
    yield "</tbody>\n</table>\n"


def _releases(scores: Sequence[Score]) -> Iterator[str]:
    """A row a release and a column a field."""
    heads = "".join(f'<th scope="col">{column.replace("_", " ")}</th>' for column in COLUMNS)
    yield f'<h2>By release</h2>\n<table>\n<thead><tr><th scope="col">release</th>{heads}</tr></thead>\n<tbody>\n'
    for score in scores:
        yield f"<tr>{_release(score.release, summarize(score.counts))}</tr>\n"
    yield f"</tbody>\n<tfoot><tr>{_release('all', total_of(scores))}</tr></tfoot>\n</table>\n"


def _release(name: str, summary: Record) -> str:
    cells = (summary[column] for column in COLUMNS)
    return f'<th scope="row">{text_to_html(name)}</th>' + "".join(
        _share(x) if isinstance(x, float) else f"<td>{x}</td>" for x in cells
    )


def _share(value: float) -> str:
    return f"{LOW_CELL if value < LOW else '<td>'}{value:.3f}</td>"


def _misses(misses: Iterable[Miss]) -> Iterator[str]:
    """What went wrong, folded by release: the figure among the words around it, and both sides."""
    by_release: dict[str, list[Miss]] = {}
    for miss in misses:
        by_release.setdefault(miss.release, []).append(miss)
    if by_release:
        yield "<h2>What went wrong</h2>\n"
    for release, some in by_release.items():
        yield f"<details><summary>{text_to_html(release)}: {len(some)}</summary>\n<table>\n<thead><tr>"
        yield "".join(f'<th scope="col">{head}</th>' for head in ("wrong", "figure", "label", "found"))
        yield "</tr></thead>\n<tbody>\n"
        for miss in some:
            sides = "".join(
                f'<td class="words">{text_to_html(side_to_words(side))}</td>' for side in (miss.label, miss.predicted)
            )
            kind = text_to_html(miss.kind.replace(",", ", "))
            yield f'<tr><th scope="row">{kind}</th><td class="words">{_context(miss)}</td>{sides}</tr>\n'
        yield "</tbody>\n</table>\n</details>\n"


def _context(miss: Miss) -> str:
    if miss.context is None:
        return ""
    before, figure, behind = map(text_to_html, miss.context)
    return f"{before}<mark>{figure}</mark>{behind}"


def _comparison(comparison: Comparison) -> Iterator[str]:
    """Scores that fell, and the facts lost and gained since an earlier run."""
    yield "<h2>Since the earlier run</h2>\n<ul>\n"
    for name, before, now in comparison.fallen:
        yield f'<li class="low">{text_to_html(name)} fell: {before:.4f} before, {now:.4f} now</li>\n'
    yield f"<li>{len(comparison.gained)} facts gained, {len(comparison.lost)} lost</li>\n</ul>\n"
    for word, facts in (("lost", comparison.lost), ("gained", comparison.gained)):
        if facts:
            items = "".join(f"<li>{text_to_html(fact)}</li>\n" for fact in facts)
            yield f"<details><summary>{len(facts)} {word}</summary>\n<ul>\n{items}</ul>\n</details>\n"
