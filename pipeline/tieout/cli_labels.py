"""The commands about labels: `tieout evaluate`, `tieout label`, `tieout convert`."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieout.output.console import BAD_INPUT, FAILED_CHECK, complain, print_lines, with_progress

if TYPE_CHECKING:
    from tieout.evaluate.labels import LabelledRelease


def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Releases, each beside its <id>.labels.json.")],
    errors: Annotated[int, typer.Option("--errors", min=0, help="List this many disagreements.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Write scores and right facts as JSON.")] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="PAGE.html", help="Write a page of scores and disagreements, too."),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(
            "--compare", metavar="BASE.json", help="Name facts gained and lost since; exit 1 if a score fell."
        ),
    ] = None,
    planted: Annotated[
        int, typer.Option("--planted", min=0, help="Plant so many errors, one at a time, and count those flagged.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="Which errors are planted.")] = 0,
) -> None:
    """Score the analysis against labelled releases.

    fact_f1 counts a figure as right when its value, unit, metric, aspect,
    period and status all are; fact_strict_f1 wants basis and segment too;
    cell_full is the share of table cells whose value, row and period are
    right. The 95% interval is that of 1,000 draws of as many releases.

    \b
    Examples:
      tieout evaluate corpus --errors 20
      tieout evaluate corpus --html scores.html
      tieout evaluate corpus --json > before.json
      tieout evaluate corpus --compare before.json
      tieout evaluate corpus --planted 200
    """
    from tieout.evaluate.evaluation import compare, misses_to_records, read_scores, scores_to_record
    from tieout.evaluate.evaluation import evaluate as evaluate_releases
    from tieout.evaluate.labels import LabelsError, read_labelled
    from tieout.output.scores import comparison_to_lines, miss_to_line, scores_to_lines
    from tieout.output.scores_page import scores_to_html
    from tieout.read import ReadError
    from tieout.schema import record_to_json

    try:
        before = read_scores(base) if base else None
        labelled = read_labelled(folder)
        if planted:
            _plant(labelled, planted, seed, json=json)
            return
        scores = list(with_progress(evaluate_releases(labelled), total=len(labelled)))
    except (LabelsError, ReadError) as error:
        complain(str(error))
        raise typer.Exit(BAD_INPUT) from error

    misses = [miss for score in scores for miss in score.misses]
    record = scores_to_record(scores)
    comparison = compare(before, record) if before is not None else None
    if json:
        listed = {"errors": misses_to_records(misses[:errors])} if errors else {}
        typer.echo(record_to_json(record | listed, lines=2))
    else:
        print_lines(scores_to_lines(scores), sys.stdout)
        print_lines(map(miss_to_line, misses[:errors]), sys.stdout)
    if html is not None:
        page = scores_to_html(scores, name=folder.name, misses=misses[: errors or None], comparison=comparison)
        _write(html, "".join(page).encode())
    unsound = [f"{score.release}: {message}" for score in scores for message in score.unsound]
    if unsound:
        complain(
            f"labels that cannot be right: {len(unsound)}, first {unsound[0]}; tieout label --check {folder} lists all"
        )
    if comparison is not None:
        print_lines(comparison_to_lines(comparison), sys.stderr if json else sys.stdout)
        if comparison.fallen:
            raise typer.Exit(FAILED_CHECK)


def _plant(labelled: "Sequence[LabelledRelease]", count: int, seed: int, *, json: bool) -> None:
    """Print how many planted errors are noticed, and how many alarms there are without any."""
    from tieout.evaluate.planted import plant_errors, read_untouched, try_plants
    from tieout.evaluate.planted_scores import trials_to_lines, trials_to_record
    from tieout.schema import record_to_json

    untouched = list(with_progress(read_untouched(labelled), total=len(labelled)))
    plants = plant_errors(untouched, count=count, seed=seed)
    trials = list(with_progress(try_plants(plants, untouched), total=len(plants)))
    lines = trials_to_lines(trials, untouched)
    if json:
        lines = iter([record_to_json(trials_to_record(trials, untouched), lines=2)])
    typer.echo("\n".join(lines))


def label(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Releases; with --check also labels, folders.")],
    check: Annotated[
        bool, typer.Option("--check", help="Check labels that are there; exit 1 if one is wrong.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder to write to (default: beside each release).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over labels that are there already.")] = False,
) -> None:
    """Write what the analysis finds as labels, to be corrected by hand; or check labels.

    Labels of release.htm are release.labels.json: every figure of the prose,
    the people, and a sample of each table's cells. With --check each label
    is held against the release: its offsets, what its quote can mean, its
    metric, its cells.

    \b
    Examples:
      tieout label release.htm
      tieout label --check release.labels.json
      tieout label --check corpus
    """
    if check:
        _check(files)
        return
    from tieout.analysis import analyze_exhibits
    from tieout.evaluate.evaluation import reports_to_record
    from tieout.evaluate.labels import LABELS_SUFFIX, record_to_labels
    from tieout.read import ReadError
    from tieout.schema import record_to_json

    for file in with_progress(files, total=len(files)):
        target = (output or file.parent) / f"{file.stem}{LABELS_SUFFIX}"
        _refuse_to_overwrite([target], force=force)
        try:
            record = reports_to_record(list(analyze_exhibits(file, name=file.name)))
        except ReadError as error:
            complain(str(error))
            raise typer.Exit(BAD_INPUT) from error
        _write(target, (record_to_json(record_to_labels(record), lines=2) + "\n").encode())
        typer.echo(f"{target}: {len(record['facts'])} facts")


def _check(files: list[Path]) -> None:
    """Print what is wrong with labels, a line each; exit with 1 if anything is."""
    from tieout.evaluate.labels import LABELS_SUFFIX, LabelsError, read_labels
    from tieout.evaluate.soundness import malformed_labels, unsound_labels
    from tieout.metrics import metrics
    from tieout.output.terminal import plain
    from tieout.read import ReadError, read

    wrong = checked = 0
    for file in files:
        if file.is_dir():
            paths = sorted(file.glob(f"*{LABELS_SUFFIX}"))
        else:
            paths = [file if file.name.endswith(".json") else file.with_name(f"{file.stem}{LABELS_SUFFIX}")]
        try:
            if not paths:
                raise LabelsError(f"{file}: no *{LABELS_SUFFIX} there")
            for path in paths:
                labelled = read_labels(path)
                messages = list(malformed_labels(labelled.labels))
                if not messages:
                    messages = list(unsound_labels(labelled.labels, read(labelled.path).source, metrics()))
                for message in messages:
                    typer.echo(plain(f"{path}: {message}").plain)
                wrong += len(messages)
                checked += len(labelled.labels["facts"])
        except (LabelsError, ReadError) as error:
            complain(str(error))
            raise typer.Exit(BAD_INPUT) from error
    typer.echo(f"{checked} facts checked, {wrong} things wrong")
    if wrong:
        raise typer.Exit(FAILED_CHECK)


def convert(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="Folder of labels or of brat, or a .spacy file.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="A .spacy file; or a folder, for brat from labels, else for labels.")
    ],
    releases: Annotated[
        Path | None,
        typer.Option("--releases", metavar="DIR", help="The releases that a .spacy file or brat is about."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there already.")] = False,
) -> None:
    """Convert labels to spaCy's DocBin or brat's standoff, to label with other tools; and back.

    Other tools work on the prose of a release and hold its figures only. On
    the way back the rest (tables, people) comes from the labels that lie
    beside the releases, if there are any.

    \b
    Examples:
      tieout convert corpus -o corpus.spacy
      tieout convert corpus -o brat/
      tieout convert brat/ --releases corpus -o corrected/
      tieout convert corpus.spacy --releases corpus -o corrected/
    """
    from tieout.evaluate.exchange import DOCBIN_SUFFIX, is_foreign, labels_to_files, labels_to_foreign, read_exchange
    from tieout.evaluate.labels import LabelsError
    from tieout.read import ReadError

    try:
        labelled = read_exchange(source, releases=releases)
        back = is_foreign(source) and output.suffix != DOCBIN_SUFFIX
        written = labels_to_files(labelled, output) if back else labels_to_foreign(labelled, output)
    except (LabelsError, ReadError) as error:
        complain(str(error))
        raise typer.Exit(BAD_INPUT) from error
    _refuse_to_overwrite(written.files, force=force)
    for path, content in written.files.items():
        _write(path, content)
    for message in written.left_out:
        complain(message)
    facts = sum(len(one.labels["facts"]) for one in labelled) - len(written.left_out)
    typer.echo(f"{output}: {facts} facts of {len(labelled)} releases")


def _refuse_to_overwrite(paths: Iterable[Path], *, force: bool) -> None:
    there = [path for path in paths if path.exists()]
    if there and not force:
        more = f" (and {len(there) - 1} more)" if len(there) > 1 else ""
        complain(f"{there[0]} is there already{more}; --force writes over it")
        raise typer.Exit(BAD_INPUT)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        complain(f"cannot write {path}: {error.strerror}")
        raise typer.Exit(BAD_INPUT) from error
