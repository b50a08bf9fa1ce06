"""How sure a link is: the share of facts like it that were right in releases that the linker had not learned from.

A fact's standing is the sum of the weights of what decided it (its rules, the kind of its unit, the shares of the
options chosen); steps fitted on held-out releases turn it into a probability.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from tieout.facts import Fact
from tieout.resources import folder

_EDGE = 1e-3  # a share is never taken for surer than this


@dataclass(frozen=True, slots=True)
class Confidence:
    """`weights` by feature; `starts` of the steps of standing, ascending, and the probability of each step."""

    weights: dict[str, float]
    starts: tuple[float, ...]
    chances: tuple[float, ...]

    def of(self, features: Iterable[tuple[str, float]]) -> float:
        """The probability that a fact with these features is right.

        >>> Confidence({"bias": 1.0}, (0.0, 0.5), (0.2, 0.9)).of([("bias", 1.0)])
        0.9
        """
        standing = sum(self.weights.get(name, 0.0) * value for name, value in features)
        return self.chances[max(0, bisect_right(self.starts, standing) - 1)]


def confidence_features(
    fact: Fact, clues: Iterable[str] = (), *, metric_share: float = 1.0, period_share: float = 1.0
) -> list[tuple[str, float]]:
    """What speaks for and against a fact: its rules, kind, status, aspect, sentence, and the shares chosen."""
    role, subject, time = fact.rule.split("; ")[:3]
    kind = fact.quantity.kind
    known = "named" if fact.metric else "not named"
    features = [
        ("bias", 1.0),
        (f"role: {role}", 1.0),
        (f"subject: {subject}", 1.0),
        (f"subject: {subject}, {known}", 1.0),
        (f"time: {time}", 1.0),
        (f"time: {time}, {kind}", 1.0),
        (f"kind: {kind}", 1.0),
        (f"{fact.status}", 1.0),
        (f"{fact.aspect}, {known}", 1.0),
        (f"{fact.basis}", 1.0),
        (f"words: {min(len(fact.label.split()), 6)}, {known}", 1.0),
        (f"period: {'none' if fact.period is None else 'span' if fact.period.start else 'day'}, {kind}", 1.0),
    ]
    features += [(clue, 1.0) for clue in clues]
    for name, share in (("metric", metric_share), ("period", period_share)):
        if share < 1:
            features += [(f"{name} contested", 1.0), (f"{name} share", _log_odds(share))]
    return features


def _log_odds(share: float) -> float:
    share = min(max(share, _EDGE), 1 - _EDGE)
    return log(share / (1 - share))


def read_confidence(path: Path) -> Confidence:
    """The table that `write_confidence` wrote. Raises `FileNotFoundError`."""
    table = json.loads(path.read_text("utf-8"))
    return Confidence(table["weights"], tuple(table["starts"]), tuple(table["chances"]))


def write_confidence(confidence: Confidence, path: Path) -> None:
    """Write the table as JSON, weights by name."""
    table = {
        "starts": [round(start, 4) for start in confidence.starts],
        "chances": [round(chance, 3) for chance in confidence.chances],
        "weights": {name: round(weight, 3) for name, weight in sorted(confidence.weights.items())},
    }
    path.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", "utf-8")


@cache
def default_confidence() -> Confidence:
    """The table of `models/linker`, read once a process."""
    return read_confidence(folder("models") / "linker" / "confidence.json")
