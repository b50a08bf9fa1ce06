"""The scores of the README: `tieout evaluate` over the corpus and over real releases, as rows of its table.

    python benchmarks/scores.py [--shared ../shared] [--write README.md]

Every release is scored with a linker that has learned from the other releases alone (five folds, by release), so that
no figure is one that the linker was shown; what `tieout evaluate` prints, with `models/linker` as it is, is a little
higher. Sets that are not there are named and skipped. `--write` puts the rows into a file, between the two comments
that say so.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from tieout.evaluate.evaluation import evaluate, total_of
from tieout.evaluate.labels import LabelledRelease, read_labelled
from tieout.evaluate.score import Score
from tieout.link.chooser import Chooser
from tieout.schema import Record
from tieout.train.filings import filing_lessons
from tieout.train.lessons import group_of, labelled_lessons, silver_lessons
from tieout.train.training import FOLDS, divide, learn

ROOT = Path(__file__).parents[1]
COLUMNS = (
    *("figure_f1", "metric", "period", "aspect", "status", "basis", "segment"),
    *("fact_f1", "fact_strict_f1", "tie", "cell_full", "people_f1"),
)
SETS = {
    "releases/labelled": "real releases, 1998 to 2024",
    "releases/rendered": "those of them in HTML, as printed text",
}
BEGIN, END = "<!-- scores -->", "<!-- end of scores -->"


def choosers(folders: Sequence[Path], shared: Path) -> tuple[list[Chooser], dict[str, int]]:
    """The linker of each fold, which has not learned from the releases of that fold, and each release's fold."""
    lessons = [lesson for folder in folders for lesson in labelled_lessons(folder)]
    if (shared / "releases/unlabelled").is_dir():
        lessons += silver_lessons(shared / "releases/unlabelled")
    if (shared / "external").is_dir():
        lessons += filing_lessons(shared / "external")
    folds = divide(sorted({lesson.group for lesson in lessons}))
    return [learn(lesson for lesson in lessons if folds[lesson.group] != fold) for fold in range(FOLDS)], folds


def held_out(releases: Sequence[LabelledRelease], linkers: Sequence[Chooser], folds: dict[str, int]) -> Iterator[Score]:
    """The score of each release by the linker that has not learned from it."""
    for release in releases:
        linker = linkers[folds.get(group_of(release), 0)]
        with patch("tieout.link.chooser.default_chooser", return_value=linker):
            yield from evaluate([release])


def row(name: str, releases: int, total: Record) -> str:
    """A row of the table."""
    cells = [f"{total[column]:.3f}" for column in COLUMNS]
    return f"| {name} | {releases} | {total['figures']} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", type=Path, help="put the rows into this file")
    options = parser.parse_args()

    sets = {ROOT / "corpus": "`corpus`: releases of invented companies"}
    sets |= {options.shared / path: name for path, name in SETS.items()}
    for path in [path for path in sets if not path.is_dir()]:
        print(f"skipped, not there: {path}")
        del sets[path]
    linkers, folds = choosers(list(sets), options.shared)
    rows = [
        f"| set | releases | figures | {' | '.join(COLUMNS)} |",
        f"|---|{'---|' * (len(COLUMNS) + 2)}",
    ]
    for path, name in sets.items():
        releases = read_labelled(path)
        rows.append(row(name, len(releases), total_of(list(held_out(releases, linkers, folds)))))
    print("\n".join(rows))
    if options.write:
        table = "\n".join([BEGIN, *rows, END])
        page = options.write.read_text("utf-8")
        options.write.write_text(re.sub(f"{BEGIN}.*?{END}", lambda _: table, page, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
