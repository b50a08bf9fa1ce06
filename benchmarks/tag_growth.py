"""Time of the taggers over growing rubbish: seconds for each megabyte must not grow.

    python benchmarks/tag_growth.py [--base 0.125] [--sizes 1 2 4 8] [--only KIND ...] [--stages STAGE ...]

Every kind is one piece over and over, up to `--base` megabytes times each size (so a megabyte at the largest), given to
each stage on its own and to the whole spaCy pipeline. A row that grows more than by six tenths is called out, and the
exit status is 1.
"""

import argparse
import sys
import time
from collections.abc import Callable

from growth import FLOOR, MB, TOLERATED, fill

KINDS = {
    "digits": "7",
    "digits apart": "7 ",
    "thousands": "1,234,",
    "brackets": "(",
    "bracket pairs": "((7)",
    "signs": "$",
    "signs and digits": "$7 ",
    "minus signs": "-",
    "percent signs": "7% ",
    "one letter": "a",
    "one word": "revenue ",
    "one capital": "A",
    "capitals apart": "A B ",
    "initials": "J.",
    "names": "Ada Marlow ",
    "one name without blanks": "AdaMarlow",
    "titles": "chief executive officer ",
    "quotation marks": "“",
    "speech": "said ",
    "telephone numbers": "(555) 555-0100 ",
    "addresses": "a@b.example ",
    "months": "March ",
    "months and days": "March 31, ",
    "ordinals": "first quarter ",
    "joined periods": "three and ",
    "numbers in words": "twenty-five ",
    "joined numbers in words": "one and ",
    "millions in words": "one million ",
    "dollars in words": "five dollars ",
    "ranges": "7 to ",
    "shares": "per share ",
    "nouns": "sales offices ",
    "commas": "book, ",
    "securities": "7.5% Senior ",
    "blanks": " ",
    "lines": "\n",
}
"""Names of kinds and the pieces they are made of."""


def stages() -> dict[str, Callable[[str], object]]:
    """The taggers by name, loaded; the last is the whole pipeline."""
    from tieout.metrics import find_metrics
    from tieout.periods import find_periods
    from tieout.tag.figures import find_figures
    from tieout.tag.language import load
    from tieout.tag.people import find_people
    from tieout.tag.speakers import speakers
    from tieout.tag.worded import find_worded

    nlp = load()
    nlp.max_length = 100 * MB
    return {
        "periods": find_periods,
        "figures": find_figures,
        "worded": find_worded,
        "metrics": find_metrics,
        "people": lambda text: speakers(text, find_people(text)),
        "pipeline": nlp,
    }


def pace(stage: Callable[[str], object], piece: str, size: int) -> float:
    """Seconds of CPU for each megabyte of `size` characters."""
    text = fill(piece, size)
    started = time.process_time()
    stage(text)
    return (time.process_time() - started) / (len(text) / MB)


def main() -> None:
    """Read the arguments, measure, print a row for each kind and stage that takes time at all."""
    taggers = stages()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=float, default=0.125, help="Megabytes of the first size.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--only", nargs="+", choices=list(KINDS))
    parser.add_argument("--stages", nargs="+", choices=list(taggers))
    given = parser.parse_args()
    for stage in taggers.values():
        stage("Net sales rose 5% to $7.4 million, said Ada Marlow, CFO.")  # rules are loaded once
    grown: list[str] = []
    print("s/MB".ljust(36) + "".join(f"x{n}".rjust(8) for n in given.sizes))
    for kind in given.only or KINDS:
        for name in given.stages or taggers:
            paces = [pace(taggers[name], KINDS[kind], int(given.base * MB * n)) for n in given.sizes]
            spent = paces[-1] * given.base * given.sizes[-1]
            worse = spent > FLOOR and paces[-1] > max(paces[:2]) * TOLERATED
            grown += [f"{kind}, {name}"] * worse
            print(f"{kind:26}{name:10}{''.join(f'{p:8.3f}' for p in paces)}{'  GROWS' * worse}", flush=True)
    if grown:
        raise SystemExit(f"not linear: {'; '.join(grown)}")


if __name__ == "__main__":
    sys.exit(main())
