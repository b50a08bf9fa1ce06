"""One worker: a process that does what it is given, item by item, until nobody listens."""

import gc
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

Reason = Literal["failed", "timeout", "memory", "died"]
"""Why an item has no result: `failed` is an exception, `died` a process that ended by itself or was killed."""

SILENCE = 5.0
"""Seconds a worker outlives its time limit at most when nobody is left to end it."""
_YOUNG_OBJECTS = 50_000
"""Allocations between two garbage collections: an analysis makes thousands of values and hardly a cycle."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item has no result; `error` is the exception where it can be sent from one process to another."""

    reason: Reason
    message: str
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one item may cost: wall-clock seconds, and bytes of memory a process (where the system can tell)."""

    seconds: float | None = None
    memory: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Order:
    """What every worker is told once."""

    work: Callable[[Any], Any]
    module: str | None
    limits: Limits


def serve(pipe: Connection, order: Order) -> None:
    """A worker's life: import the module, say so, and work on what comes until nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends us
    timed = order.limits.seconds is not None and hasattr(signal, "setitimer")
    if timed:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    try:
        if order.module is not None:
            import_module(order.module)
    except Exception as error:
        _say(pipe, exception_to_failure(error))
        return
    _limit_memory(order.limits.memory)
    gc.collect()
    gc.freeze()  # rules and model stay: no collection needs to look at them again
    gc.set_threshold(_YOUNG_OBJECTS)
    if not _say(pipe, None):
        return
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        if timed:
            assert order.limits.seconds is not None
            signal.setitimer(signal.ITIMER_REAL, order.limits.seconds + SILENCE)
        began = time.perf_counter()
        try:
            result = order.work(item)
        except Exception as error:
            result = exception_to_failure(error)
        seconds = time.perf_counter() - began
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if not _say(pipe, (result, seconds)):
            return


def _say(pipe: Connection, what: object) -> bool:
    """Whether the parent still listens. What does not pickle is said to be so."""
    try:
        pipe.send(what)
    except OSError:
        return False
    except Exception as error:
        pipe.send((Failure("failed", f"the result cannot be sent to another process: {error}"), 0.0))
    return True


def exception_to_failure(error: Exception) -> Failure:
    """An exception as a failure, with the place in our code where it arose."""
    if isinstance(error, MemoryError):
        return Failure("memory", "out of memory")
    error.__cause__ = error.__context__ = None
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return Failure("failed", f"{type(error).__name__}: {error}{place}", _if_it_pickles(error))


def _if_it_pickles(error: Exception) -> Exception | None:
    import pickle

    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return None
    return error


def _limit_memory(size: int | None) -> None:
    """Have allocations beyond `size` bytes fail in this process, where the system can do that."""
    if size is None or sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
