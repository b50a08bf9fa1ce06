"""Work in other processes: results in order, and what kills a process costs one item.

The work is `eval`: a function that every process can find, told by each item what to do.
"""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

import tieout
from tieout.worker import Failure, Limits
from tieout.workers import WorkerError, map_in_order, start_server

DIES = "__import__('os')._exit(3)"
IS_KILLED = "__import__('os').kill(__import__('os').getpid(), 9)"
TAKES_LONG = "__import__('time').sleep(60)"
NEEDS_MEMORY = "len(bytearray(1 << 36))"
FAILS = "1 / 0"


def results(*items: str, workers: int = 2, limits: Limits | None = None) -> list[object]:
    outcomes = map_in_order(eval, items, workers=workers, limits=limits or Limits())
    return [outcome.result for outcome in outcomes]


def reasons(*items: str, limits: Limits | None = None) -> list[str]:
    found = results(*items, limits=limits)
    return [result.reason if isinstance(result, Failure) else str(result) for result in found]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    items = ["__import__('time').sleep(0.2) or 0", *map(str, range(1, 50))]
    assert results(*items, workers=workers) == list(range(50))


def test_no_items() -> None:
    assert results() == []


@pytest.mark.parametrize(
    ("item", "reason", "message"),
    [
        (FAILS, "failed", "ZeroDivisionError: division by zero (<string>:1)"),
        (DIES, "died", "the process ended with status 3"),
        (IS_KILLED, "died", "the process was killed by signal 9 (SIGKILL): out of memory, or by hand"),
        (TAKES_LONG, "timeout", "took longer than 0.5 s"),
        (NEEDS_MEMORY, "memory", "out of memory"),
        ("lambda: 0", "failed", "the result cannot be sent to another process"),
    ],
)
def test_what_goes_wrong_costs_one_item(item: str, reason: str, message: str) -> None:
    one, bad, two = results("1", item, "2", limits=Limits(seconds=0.5, memory=1 << 31))
    assert (one, two) == (1, 2)
    assert isinstance(bad, Failure)
    assert bad.reason == reason
    assert bad.message.startswith(message)


def test_many_deaths() -> None:
    items = ["1", DIES, "2", IS_KILLED] * 3
    assert reasons(*items) == ["1", "died", "2", "died"] * 3


def test_items_are_drawn_as_they_are_needed() -> None:
    drawn = []

    def items() -> Iterator[str]:
        for number in range(10_000):
            drawn.append(number)
            yield str(number)

    outcomes = map_in_order(eval, items(), workers=1)
    assert next(outcomes).result == 0
    outcomes.close()  # type: ignore[attr-defined]
    assert len(drawn) < 100


def test_workers_end_with_the_iterator() -> None:
    outcomes = map_in_order(eval, ["1", TAKES_LONG], workers=2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_an_error_of_the_work_is_raised_by_get() -> None:
    (outcome,) = map_in_order(eval, [FAILS], workers=1)
    with pytest.raises(ZeroDivisionError):
        outcome.get()


def test_a_death_is_raised_by_get() -> None:
    (outcome,) = map_in_order(eval, [DIES], workers=1)
    with pytest.raises(WorkerError, match="status 3"):
        outcome.get()


def test_a_worker_that_ends_before_its_first_item_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "second_ends.py").write_text(
        "import os, pathlib\n"
        f"starts = pathlib.Path({str(tmp_path / 'starts')!r})\n"
        "starts.open('a').write('x')\n"
        "if starts.read_text() == 'xx': os._exit(3)\n"
    )
    assert results("1") == [1]  # the server is there, and has not loaded the module
    monkeypatch.syspath_prepend(tmp_path)
    outcomes = list(map_in_order(eval, [DIES, "2"], workers=1, module="second_ends"))
    assert [getattr(outcome.result, "reason", outcome.result) for outcome in outcomes] == ["died", 2]
    assert (tmp_path / "starts").read_text() == "xxx"


def test_a_module_that_is_not_there() -> None:
    with pytest.raises(WorkerError, match="could not be prepared: ModuleNotFoundError"):
        list(map_in_order(eval, ["1"], workers=1, module="tieout.no_such_module"))


def test_a_server_that_was_started_before() -> None:
    start_server("tieout.numerals")
    assert results("1", "2") == [1, 2]


def test_no_workers() -> None:
    with pytest.raises(ValueError, match="workers must be 1 or more, not 0"):
        list(map_in_order(eval, ["1"], workers=0))


RELEASES = [
    f"QUILLWORKS REPORTS RESULTS\n\nRevenues for the first quarter of 2024 rose {n}% to ${n}.4 million.\n"
    for n in range(5, 9)
]


def test_reports_from_other_processes_are_the_same() -> None:
    here = list(tieout.pipe(RELEASES))
    there = list(tieout.pipe(RELEASES, workers=2))
    assert [report.to_json() for report in there] == [report.to_json() for report in here]
    assert there[0].doc.text == here[0].doc.text
    assert [ent.text for ent in there[0].doc.ents] == [ent.text for ent in here[0].doc.ents]


def test_a_report_lacks_what_it_lacks() -> None:
    (report,) = tieout.pipe(RELEASES[:1])
    with pytest.raises(AttributeError, match="no attribute 'figures'"):
        _ = report.figures  # type: ignore[attr-defined]


def test_pipe_raises_what_analyze_raises() -> None:
    reports = tieout.pipe([RELEASES[0], "nowhere.htm"], workers=2)
    assert next(reports).facts
    with pytest.raises(tieout.ReadError, match=r"no file nowhere\.htm"):
        next(reports)


def test_pipe_keeps_a_pipeline_of_your_own_in_this_process() -> None:
    with pytest.raises(ValueError, match="this process only"):
        next(tieout.pipe(RELEASES, workers=2, nlp=tieout.load()))
