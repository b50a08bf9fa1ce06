"""The progress of a run on a terminal: a bar with rate, remaining time and failures."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from tieout.batch.inputs import count_inputs
from tieout.batch.run import Progress


@contextmanager
def shown(inputs: Sequence[str], *, quiet: bool = False) -> Iterator[Callable[[Progress], object]]:
    """A function that shows how far a run over `inputs` is, on standard error if that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeElapsedColumn())
    remaining, failures = TimeRemainingColumn(), TextColumn("{task.fields[failures]}")
    with Bar(*columns, remaining, failures, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count_inputs(inputs), rate="", failures="")

        def show(progress: Progress) -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task,
                completed=progress.sources,
                rate=f"{speed:.1f}/s" if speed else "",
                failures=f"{progress.failures} failed" if progress.failures else "",
            )

        yield show


def progress_to_line(progress: Progress) -> str:
    """What a run did, in a line.

    >>> progress_to_line(Progress(sources=12, done_before=10, documents=3, failures=1, facts=140))
    '12 sources, 10 of them done before: 3 documents analyzed, 1 failed, 140 facts'
    """
    before = f", {progress.done_before} of them done before" if progress.done_before else ""
    failed = f", {progress.failures} failed" if progress.failures else ""
    passed = f"; passed over: {progress.passed}" if progress.passed.suffixes else ""
    documents, facts = progress.documents, progress.facts
    return f"{progress.sources} sources{before}: {documents} documents analyzed{failed}, {facts} facts{passed}"
