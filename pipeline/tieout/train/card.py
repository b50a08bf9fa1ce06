"""The model card: what the linker learned from, and its scores on releases that it did not learn from."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tieout.train.trials import Trial

_BANDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
_BAR = 40  # characters that stand for all
_SHOWN = 20  # classes of error
Judge = Callable[[Trial], bool]


def write_card(trials: Sequence[Trial], path: Path) -> None:
    """Write the card of the linker whose trials these are."""
    path.write_text("\n".join(_card(trials)) + "\n", "utf-8")


def _card(trials: Sequence[Trial]) -> Iterator[str]:
    labelled = [trial for trial in trials if trial.lesson.fields is not None]
    yield from _INTRODUCTION.splitlines()
    yield from ("", "## Scores on what was not learned from", "")
    yield "Folds are whole releases (and whole filings). A field is right as `tieout evaluate` judges it."
    yield from ("", *_scores(trials), "", "## Confidence", "")
    yield "Of labelled releases: facts by the confidence that others' labels gave them, and the share that is right."
    yield from ("", *reliability(labelled), "", "## Errors by class", "")
    yield "Labelled releases, held out: the way in which the link was found, how many are wrong of how many."
    yield from ("", *_errors(labelled), "", *_LIMITS.splitlines())


def _scores(trials: Sequence[Trial]) -> Iterator[str]:
    heads = ("metric", "period", "all fields")
    yield f"| lessons | figures | {' | '.join(f'{head} by rules | with choice' for head in heads)} |"
    yield "|---|---|---|---|---|---|---|---|"
    for source in dict.fromkeys(trial.lesson.source for trial in trials):
        own = [trial for trial in trials if trial.lesson.source == source]
        cells = [source, str(len(own))]
        known = [trial for trial in own if trial.lesson.facts_right]
        cells += [_share(known, lambda t: t.lesson.facts_right[0]), _share(known, lambda t: t.metric_right)]
        known = [trial for trial in own if trial.lesson.periods_right]
        cells += [_share(known, lambda t: t.lesson.periods_right[0]), _share(known, lambda t: t.period_right)]
        known = [trial for trial in own if trial.lesson.fields is not None]
        cells += [_share(known, _right_by_rules), _share(known, lambda t: t.right)]
        yield f"| {' | '.join(cells)} |"


def _right_by_rules(trial: Trial) -> bool:
    return {"value", "unit", "metric", "aspect", "period", "status"} <= (trial.lesson.fields or frozenset())


def _share(trials: Sequence[Trial], judge: Judge) -> str:
    return f"{sum(map(judge, trials)) / len(trials):.3f}" if trials else ""


def reliability(trials: Sequence[Trial]) -> Iterator[str]:
    """A table of confidence against the share of right facts, with a bar for each band."""
    yield "| confidence | facts | mean | right | |"
    yield "|---|---|---|---|---|"
    for low, high in pairwise(_BANDS):
        band = [trial for trial in trials if low <= trial.confidence < high]
        if band:
            mean = sum(trial.confidence for trial in band) / len(band)
            right = sum(trial.right for trial in band) / len(band)
            bar = "█" * round(right * _BAR)
            yield f"| {low:.2f} to {min(high, 1):.2f} | {len(band)} | {mean:.3f} | {right:.3f} | `{bar:<{_BAR}}` |"
    sure = [trial for trial in trials if trial.confidence >= 0.9]
    if sure:
        yield ""
        yield (
            f"Of the {len(sure)} facts with a confidence of 0.9 or more ({len(sure) / len(trials):.0%} of all) "
            f"{sum(t.right for t in sure) / len(sure):.1%} are right."
        )


def _errors(trials: Sequence[Trial]) -> Iterator[str]:
    total: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for trial in trials:
        role, subject, time = trial.chosen.fact.rule.split("; ")[:3]
        for field, way, right in (
            ("metric", f"{role}; {subject}", trial.metric_right),
            ("period", f"{role}; {time}", trial.period_right),
        ):
            total[field, way] += 1
            wrong[field, way] += not right
    yield "| field | construction; found by | wrong | of |"
    yield "|---|---|---|---|"
    for (field, way), count in wrong.most_common(_SHOWN):
        yield f"| {field} | {way} | {count} | {total[field, way]} |"


_INTRODUCTION = """\
# The trained choice of the linker

A spaCy component (`tieout_chooser`, a `TrainablePipe` with a thinc model of one weight for each of 131,072 hashed
features, 0.5 MB, CPU) that decides between what a figure might mean where the rules are unsure: the metrics named in
its sentence, the words bound to it, what was spoken of before. In texts that do not tell when they were released
(paragraphs of filings) it chooses between periods too; in releases the rules' periods were no worse. The rules' own
choice stands unless another is likelier by a margin.

It goes by words, order, distance, punctuation, kinds of units and the names of the rules; never by a value, neither
the figure's nor one of the tables.

`confidence.json` turns what decided a link into the probability that all of it is right.

`tieout train` rebuilds both. Lessons:

- labelled releases: every figure;
- unlabelled releases ("silver"): figures that stand in cells of one metric and period, of which one is believed where
  the rules found the other;
- paragraphs of filings that others labelled: `ixbrl_prose` (periods), `fire` and `kpi_edgar` (words)."""

_LIMITS = """\
## Limits

English only. Nothing is chosen that the rules did not find: what `rules/metrics.toml` does not name stays a label.
The rules were written with the labelled releases in sight, so that their score there is better than on others;
`silver` leaves out what no table bears out, and `corpus` are releases made up for this project."""
