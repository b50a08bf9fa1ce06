"""Work shared out to processes: results in order, and whatever kills a process costs one item, not the run.

A worker that dies, runs out of memory or exceeds its time gives a `Failure` for the item it had and is replaced. At any
time a bounded number of items is under way, so that memory does not grow with their number.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from tieout.worker import NO_LIMITS, SILENCE, Failure, Limits, Order, serve

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 32
"""Items a worker may be ahead of the one whose result is awaited: how long the others go on beside a slow one."""

MOST_LOST = 3
"""Workers in a row that may end before their first item, once one has had an item: they are replaced."""

RECYCLED_AFTER = 2000
"""Items after which a worker is replaced: spaCy's vocabulary keeps every new string."""


class WorkerError(RuntimeError):
    """A result that could not be had because of the process that was to make it."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """An item and what came of it; `seconds` is how long that took, which no two runs agree on."""

    item: Item
    result: Result | Failure
    seconds: float

    def get(self) -> Result:
        """The result. Raises what the work raised, or `WorkerError`."""
        if isinstance(self.result, Failure):
            raise self.result.error or WorkerError(f"{self.result.message}: {str(self.item)[:200]}")
        return self.result


def map_in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    limits: Limits = NO_LIMITS,
    module: str | None = None,
) -> Iterator[Outcome[Item, Result]]:
    """`work` of every item, in order, by `workers` processes; each imports `module` first, by name.

    `work`, items and results must pickle. `items` is drawn from as workers fall idle, in this process.
    Closing the iterator ends the workers. Raises `ValueError` for no workers, and `WorkerError`
    where `module` cannot be imported.
    """
    if workers < 1:
        raise ValueError(f"workers must be 1 or more, not {workers}")
    pool = _Pool(_context(module), Order(work, module, limits), workers)
    try:
        yield from pool.run(items)
    finally:
        pool.close()


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, our end of its pipe, and the number of the item it has (`None`: none; `ready`: it asks for one)."""

    process: BaseProcess
    pipe: Connection
    ready: bool = False
    job: int | None = None
    since: float = 0.0
    done: int = 0


@dataclass(slots=True)
class _Pool:
    context: BaseContext
    order: Order
    size: int
    workers: list[_Worker] = field(default_factory=list)
    lost: int = MOST_LOST
    """How many workers in a row have ended before their first item; the first may not."""

    def run(self, items: Iterable[Item]) -> Iterator[Outcome[Item, Any]]:
        source = enumerate(items)
        upcoming = next(source, None)
        held: dict[int, Item] = {}  # under way
        outcomes: dict[int, Outcome[Item, Any]] = {}  # done, an earlier one is not
        turn = 0
        while upcoming is not None or held or outcomes:
            while turn in outcomes:
                yield outcomes.pop(turn)
                turn += 1
            for worker in self._idle(wanted=upcoming is not None):
                if upcoming is None or upcoming[0] >= turn + AHEAD * self.size:
                    break
                number, item = upcoming
                if self._give(worker, number, item):
                    held[number] = item
                    upcoming = next(source, None)
            for number, result, seconds in self._await(busy=bool(held)):
                outcomes[number] = Outcome(held.pop(number), result, seconds)

    def close(self) -> None:
        """End every worker, now."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join()
            worker.pipe.close()
        self.workers.clear()

    def _idle(self, *, wanted: bool) -> list[_Worker]:
        """The workers that ask for an item; as many are started as there may be."""
        while wanted and len(self.workers) < self.size:
            self.workers.append(self._start())
        return [worker for worker in self.workers if worker.ready and worker.job is None]

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=serve, args=(theirs, self.order), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()  # so that the death of the worker ends the pipe
        return _Worker(process, ours)

    def _give(self, worker: _Worker, number: int, item: object) -> bool:
        """Whether the worker could be given the item; one that has died meanwhile is let go."""
        try:
            worker.pipe.send(item)
        except OSError:
            self._let_go(worker)
            return False
        worker.job, worker.since = number, time.monotonic()
        return True

    def _await(self, *, busy: bool) -> Iterator[tuple[int, object, float]]:
        """What workers have to say, or that one has died or is late: number, result and seconds of each item ended."""
        limit = self.order.limits.seconds
        waiting = {worker.pipe: worker for worker in self.workers if worker.job is not None or not worker.ready}
        if not waiting:
            return
        now = time.monotonic()
        running = [now - worker.since for worker in waiting.values() if worker.job is not None]
        for pipe in wait(list(waiting), timeout=max(limit - max(running), 0) if limit and running else None):
            worker = waiting[pipe]  # type: ignore[index]
            ended = self._hear(worker)
            if ended is not None:
                yield ended
        if not limit:
            return
        for worker in waiting.values():
            if worker.job is not None and time.monotonic() - worker.since > limit and not worker.pipe.poll():
                worker.process.kill()
                yield worker.job, Failure("timeout", f"took longer than {limit:g} s"), time.monotonic() - worker.since
                self._let_go(worker)

    def _hear(self, worker: _Worker) -> tuple[int, object, float] | None:
        number, worker.job = worker.job, None
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            code = self._let_go(worker)
            if number is None:
                self.lost += 1
                if self.lost <= MOST_LOST:
                    return None
                raise WorkerError(f"a worker ended before its first item: {_end_to_words(code)}") from None
            return number, Failure("died", f"the process {_end_to_words(code)}"), time.monotonic() - worker.since
        if number is None:
            if isinstance(said, Failure):
                raise WorkerError(f"a worker could not be prepared: {said.message}") from said.error
            worker.ready, self.lost = True, 0
            return None
        worker.done += 1
        result, seconds = said
        if worker.done >= RECYCLED_AFTER or (isinstance(result, Failure) and result.reason == "memory"):
            self._let_go(worker)
        return number, result, seconds

    def _let_go(self, worker: _Worker) -> int | None:
        """The exit status of a worker that is wanted no more."""
        worker.pipe.close()
        worker.process.join(SILENCE)
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()
        self.workers.remove(worker)
        return worker.process.exitcode


def _end_to_words(code: int | None) -> str:
    """How a process ended.

    >>> _end_to_words(-9), _end_to_words(3)
    ('was killed by signal 9 (SIGKILL): out of memory, or by hand', 'ended with status 3')
    """
    if code is None or code >= 0:
        return f"ended with status {code}"
    with suppress(ValueError):
        name = signal.Signals(-code).name
        return f"was killed by signal {-code} ({name})" + (": out of memory, or by hand" if name == "SIGKILL" else "")
    return f"was killed by signal {-code}"


def start_server(module: str) -> None:
    """Begin to load `module` in the server that workers are forked from, where the system can fork.

    It goes on in a process of its own; whoever asks for workers next need not wait for all of it.
    """
    if _context(module).get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()


def _context(module: str | None) -> BaseContext:
    """Processes that start clean; where the system can fork, from a server that has imported the module already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module] if module else [])
    return context


def memory_share(workers: int) -> int | None:
    """The machine's memory in bytes over the number of workers, where the system tells."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // workers
    except (AttributeError, OSError, ValueError):
        return None


def cores() -> int:
    """The processors this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
