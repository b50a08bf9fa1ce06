"""What came of planted errors, as counts and as a table of text."""

from collections.abc import Callable, Iterator, Sequence

from tieout.evaluate.planted import Trial, Untouched
from tieout.schema import Record


def trials_to_record(trials: Sequence[Trial], untouched: Sequence[Untouched]) -> Record:
    """How many errors are flagged, and with the right diagnosis: in all, by tie, by error and by place of the error."""
    groups: dict[str, Callable[[Trial], str]] = {
        "tie": lambda trial: str(trial.plant.label["tie"]),
        "error": lambda trial: trial.plant.error,
        "where": lambda trial: trial.plant.where,
    }
    record: Record = {"all": _counted(trials)}
    for group, of in groups.items():
        names = sorted({of(trial) for trial in trials})
        record[group] = {name: _counted([trial for trial in trials if of(trial) == name]) for name in names}
    record["untouched"] = {
        "releases": len(untouched),
        "false_alarms": sum(one.false_alarms for one in untouched),
        "inconsistencies": sum(len(one.report.inconsistencies) for one in untouched),
        "failed_checks": sum(len(one.broken) for one in untouched),
    }
    return record


def _counted(trials: Sequence[Trial]) -> Record:
    flagged, diagnosed = sum(trial.flagged for trial in trials), sum(trial.diagnosed for trial in trials)
    return {"planted": len(trials), "flagged": flagged, "diagnosed": diagnosed}


def trials_to_lines(trials: Sequence[Trial], untouched: Sequence[Untouched]) -> Iterator[str]:
    """The same as a table of text."""
    record = trials_to_record(trials, untouched)
    yield f"{'planted errors':24}{'planted':>9}{'flagged':>9}{'share':>8}{'diagnosed':>11}{'of flagged':>12}"
    rows = [("all", record["all"])]
    rows += [(f"{group}: {name}", row) for group in ("tie", "error", "where") for name, row in record[group].items()]
    for name, row in rows:
        yield (
            f"{name:24}{row['planted']:9}{row['flagged']:9}{_share(row['flagged'], row['planted']):>8}"
            f"{row['diagnosed']:11}{_share(row['diagnosed'], row['flagged']):>12}"
        )
    n, alarms = record["untouched"]["releases"], record["untouched"]["false_alarms"]
    each = f"{alarms / max(n, 1):.2f} a release"
    yield f"untouched: {alarms} contradictions in {n} releases that the labels do not have, {each}"
    odd, failed = record["untouched"]["inconsistencies"], record["untouched"]["failed_checks"]
    yield f"untouched: {odd} inconsistencies, {failed} failed checks"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"
