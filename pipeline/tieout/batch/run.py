"""A run over a corpus: what is missing of it is analyzed and written, part by part."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from tieout.batch.documents import Encoded, analyze_source, failed_source
from tieout.batch.done import IN_THIS_RUN, Done, new_index
from tieout.batch.formats import FormatName, prepared_for
from tieout.batch.inputs import read_inputs
from tieout.batch.parts import UNFINISHED, OutputError, Parts, open_parts
from tieout.batch.sources import USUAL_COLUMNS, Columns, Passed, Source
from tieout.batch.versions import code_version
from tieout.batch.writer import Writer
from tieout.worker import Failure, Limits
from tieout.workers import Outcome, cores, map_in_order, memory_share

USUAL_LIMITS = Limits(seconds=60)
"""What one source may take if nothing else is said: a thousand times the usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a run is done. `memory` is bytes a worker, by default its share of the machine's.

    A part is closed when it holds `part_sources` sources or `part_bytes` bytes of rows, whichever comes first.
    """

    format: FormatName = "parquet"
    workers: int = 0
    limits: Limits = USUAL_LIMITS
    columns: Columns = USUAL_COLUMNS
    force: bool = False
    part_sources: int = 1000
    part_bytes: int = 1 << 27


@dataclass(slots=True)
class Progress:
    """How far a run is: sources read, of which some were done before; documents, failures and facts written."""

    sources: int = 0
    done_before: int = 0
    documents: int = 0
    failures: int = 0
    facts: int = 0
    passed: Passed = field(default_factory=Passed)


def run_corpus(
    inputs: Iterable[str],
    output: Path,
    *,
    settings: Settings = Settings(),
    watch: Callable[[Progress], object] = lambda progress: None,
) -> Progress:
    """Analyze the sources of `inputs` that `output` does not hold, and write them there; `watch` is told after each.

    A source that is there with the same bytes, analyzed by the same code and rules, is passed over; one that has
    changed takes the place of the old. What cannot be read, fails, dies or takes too long is a row with the reason.

    Raises `InputError` for an input that is not there, `OutputError` for a folder that cannot be used, and `OSError`
    where the disk is full: what was done until then stays, and the next run goes on from there.
    """
    version = code_version()
    parts = open_parts(output, settings.format)
    progress = Progress()
    writing = Writer(parts, version, settings.part_sources, settings.part_bytes)
    with _alone(parts), closing(new_index()) as done, closing(writing) as writer:
        parts.sweep_all()
        for part in parts.finished():
            for name, content_hash in part.sources:
                done.add(name, content_hash, part.number, current=part.version == version)
        for name, content_hash in writer.recover():
            done.add(name, content_hash, IN_THIS_RUN)
        sources = read_inputs(inputs, columns=settings.columns, passed=progress.passed)
        for outcome in _analyzed(_missing(sources, done, progress, settings, watch), version, settings):
            encoded = _encoded(outcome, version, settings)
            writer.add(outcome.item, encoded, outcome.seconds)
            progress.documents += encoded.documents
            progress.failures += encoded.failures
            progress.facts += encoded.facts
            watch(progress)
        writer.finish()
        _remove_superseded(parts, done)
    return progress


def _missing(
    sources: Iterable[Source],
    done: Done,
    progress: Progress,
    settings: Settings,
    watch: Callable[[Progress], object],
) -> Iterator[Source]:
    """The sources that are to be analyzed, each under a name of its own."""
    for source in sources:
        content_hash = source.content_hash
        state = done.meet(source.name, content_hash, redo=settings.force)
        name, number = source.name, 1
        while state == "other":  # two rows of one id
            number += 1
            name = f"{source.name}~{number}"
            state = done.meet(name, content_hash, redo=settings.force)
        if state == "repeated":
            continue
        progress.sources += 1
        if state == "done":
            progress.done_before += 1
            watch(progress)
            continue
        done.add(name, content_hash, IN_THIS_RUN, met=True)
        yield replace(source, name=name)


def _analyzed(sources: Iterator[Source], version: str, settings: Settings) -> Iterator[Outcome[Source, Encoded]]:
    workers = settings.workers or cores()
    limits = settings.limits
    if limits.memory is None:
        limits = replace(limits, memory=memory_share(workers))
    work = partial(analyze_source, format=settings.format, version=version)
    return map_in_order(work, sources, workers=workers, limits=limits, module=prepared_for(settings.format))


def _encoded(outcome: Outcome[Source, Encoded], version: str, settings: Settings) -> Encoded:
    failure = outcome.result
    if isinstance(failure, Failure):
        return failed_source(outcome.item, failure.reason, failure.message, format=settings.format, version=version)
    return failure


def _remove_superseded(parts: Parts, done: Done) -> None:
    """Take rows out of the parts that later parts have newer rows for."""
    superseded = dict(done.superseded())
    for part in parts.finished() if superseded else ():
        if part.number in superseded:
            parts.remove(part, superseded[part.number])


@contextmanager
def _alone(parts: Parts) -> Iterator[None]:
    """See to it that no other run writes to the same folder, where the system can tell. Raises `OutputError`."""
    with (parts.folder / UNFINISHED / "lock").open("w") as file:
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"another run is writing to {parts.folder}") from None
        yield
