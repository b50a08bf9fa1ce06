"""The choice between what a figure might mean: a small trained spaCy component over options found by rule.

Each option is scored by the sum of its features' weights; the options of a figure share out one probability. The
rules' own choice stands unless another is likelier by a margin.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model, Optimizer

from tieout.facts import Fact
from tieout.link.confidence import confidence_features, default_confidence
from tieout.link.features import Features
from tieout.link.options import Options
from tieout.resources import folder

ROWS = 1 << 17
"""Weights in the table, one for each hash of a feature: half a megabyte."""

Choices = Sequence[Sequence[Features]]
"""For each choice to make, the features of its options."""
Floats = NDArray[np.float32]
_SURE: Floats = np.ones(1, dtype=np.float32)  # the share of an only option


@dataclass(frozen=True, slots=True)
class Batch:
    """Options in a row: the rows of their features, and where each option's and each choice's begin."""

    rows: NDArray[np.int64]
    options: NDArray[np.int64]
    choices: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many options each choice has."""
        return np.diff(self.choices, append=len(self.options))

    @property
    def widths(self) -> NDArray[np.int64]:
        """How many features each option has."""
        return np.diff(self.options, append=len(self.rows))


def to_batch(choices: Choices) -> Batch:
    """Choices laid out for the model."""
    options = [features for choice in choices for features in choice]
    widths = np.cumsum([0, *(len(features) for features in options)])
    sizes = np.cumsum([0, *(len(choice) for choice in choices)])
    rows = np.concatenate(options) if options else np.zeros(0, dtype=np.uint32)
    return Batch(rows.astype(np.int64) % ROWS, widths[:-1].astype(np.int64), sizes[:-1].astype(np.int64))


def option_scorer() -> Model[Batch, Floats]:
    """A thinc model that gives each option of a batch its probability among the options of its choice."""
    model: Model[Batch, Floats] = Model("option_scorer", _forward, params={"W": None})
    model.set_param("W", cast("Any", np.zeros(ROWS, dtype=np.float32)))
    return model


def _forward(model: Model[Batch, Floats], batch: Batch, is_train: bool) -> tuple[Floats, Callable[[Floats], Batch]]:
    weights = cast("Floats", model.get_param("W"))
    scores = np.add.reduceat(weights[batch.rows], batch.options)
    exps = np.exp(scores - np.repeat(np.maximum.reduceat(scores, batch.choices), batch.sizes))
    chances = exps / np.repeat(np.add.reduceat(exps, batch.choices), batch.sizes)

    def backprop(d_scores: Floats) -> Batch:
        d_weights = np.bincount(batch.rows, weights=np.repeat(d_scores, batch.widths), minlength=ROWS)
        model.inc_grad("W", cast("Any", d_weights.astype(np.float32)))
        return batch

    return chances, backprop


def slope(chances: Floats, right: Floats, batch: Batch, weights: Floats) -> tuple[float, Floats]:
    """The loss of the right options' shares, and its slope by each option's score.

    A choice none of whose options is right is left out.
    """
    hits = chances * right
    shares = np.add.reduceat(hits, batch.choices)
    weights = np.where(shares > 0, weights, 0)
    wanted = hits / np.repeat(np.maximum(shares, 1e-12), batch.sizes)
    total = max(float(weights.sum()), 1e-12)
    loss = -float((np.log(np.maximum(shares, 1e-12)) * weights).sum()) / total
    return loss, ((chances - wanted) * np.repeat(weights / total, batch.sizes)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A fact as it was chosen, which options that took, and the share that each had."""

    fact: Fact
    metric: int
    period: int
    metric_share: float
    period_share: float


class Chooser(TrainablePipe):  # type: ignore[misc]  # spaCy has no types for it
    """The component: options of a document's figures in (`doc.user_data["tieout.options"]`), their shares out."""

    def __init__(self, vocab: Any, model: Model[Batch, Floats], name: str = "tieout_chooser", **cfg: Any) -> None:
        super().__init__(vocab, model, name, **cfg)

    def predict(self, docs: Iterable[Doc]) -> list[list[Floats]]:
        """For each document, the shares of the options of each of its choices."""
        return [self.shares(options_to_choices(doc.user_data.get(OPTIONS, ()))) for doc in docs]

    def set_annotations(self, docs: Iterable[Doc], scores: list[list[Floats]]) -> None:
        """Keep the shares in `doc.user_data["tieout.shares"]`."""
        for doc, shares in zip(docs, scores, strict=True):
            doc.user_data[SHARES] = shares

    def shares(self, choices: Choices) -> list[Floats]:
        """The shares of the options of each choice."""
        if not choices:
            return []
        batch = to_batch(choices)
        return np.split(self.model.predict(batch), batch.choices[1:])

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from documents with options whose references say which are right (`doc.user_data["tieout.right"]`)."""
        losses = {} if losses is None else losses
        choices: list[Sequence[Features]] = []
        right: list[Sequence[bool]] = []
        for example in examples:
            choices += options_to_choices(example.predicted.user_data[OPTIONS])
            right += example.reference.user_data[RIGHT]
        known = [k for k, flags in enumerate(right) if any(flags)]
        losses[self.name] = losses.get(self.name, 0.0) + self.learn(
            to_batch([choices[k] for k in known]), [right[k] for k in known], sgd
        )
        return losses

    def learn(
        self, batch: Batch, right: Sequence[Sequence[bool]], sgd: Optimizer | None, weights: Floats | None = None
    ) -> float:
        """One step towards the right options; gives the loss before it."""
        chances, backprop = self.model.begin_update(batch)
        flags = np.array([flag for row in right for flag in row], dtype=np.float32)
        given = np.ones(len(right), dtype=np.float32) if weights is None else weights
        loss, d_scores = slope(chances, flags, batch, given)
        backprop(d_scores)
        if sgd is not None:
            self.finish_update(sgd)
        return loss

    def choose(self, facts: Sequence[Fact], options: Sequence[Options]) -> list[Chosen]:
        """The facts as the rules and the shares of their options decide together."""
        shares = iter(self.shares(options_to_choices(options)))
        chosen = []
        for fact, option in zip(facts, options, strict=True):
            of_facts = next(shares) if option.fact_features else _SURE
            of_periods = next(shares) if option.period_features else _SURE
            chosen.append(self._one(fact, option, of_facts, of_periods))
        return chosen

    def _one(self, fact: Fact, option: Options, facts: Floats, periods: Floats) -> Chosen:
        """The fact with the option of metric and that of period that win."""
        role, subject, time = fact.rule.split("; ")[:3]
        metric, when = self._pick(facts, "metric_margin"), self._pick(periods, "period_margin")
        if metric:
            fact, subject = option.facts[metric], f"chosen over {subject}"
        if when:
            fact, time = replace(fact, period=option.periods[when]), f"chosen over {time}"
        if metric or when:
            fact = replace(fact, rule=f"{role}; {subject}; {time}")
        return Chosen(fact, metric, when, float(facts[metric]), float(periods[when]))

    def _pick(self, shares: Floats, margin: str) -> int:
        """The likeliest option, if likelier by a margin than that of the rules, which is the first."""
        best = int(shares.argmax())
        return best if shares[best] - shares[0] > self.cfg[margin] else 0


def decide(facts: Sequence[Fact], options: Sequence[Options]) -> tuple[Fact, ...]:
    """The facts as rules and the trained component of `models/linker` link them, each with its confidence."""
    confidence = default_confidence()
    return tuple(
        replace(one.fact, confidence=confidence.of(standing(one, option)))
        for one, option in zip(default_chooser().choose(facts, options), options, strict=True)
    )


def standing(chosen: Chosen, options: Options) -> list[tuple[str, float]]:
    """What speaks for and against a fact that was chosen from options."""
    return confidence_features(
        chosen.fact, options.clues, metric_share=chosen.metric_share, period_share=chosen.period_share
    )


OPTIONS, SHARES, RIGHT = "tieout.options", "tieout.shares", "tieout.right"


def options_to_choices(options: Sequence[Options]) -> list[Sequence[Features]]:
    """The choices to make for each figure in turn: what it measures, for when."""
    both = (features for option in options for features in (option.fact_features, option.period_features))
    return [features for features in both if features]


DEFAULTS = {"metric_margin": 0.9, "period_margin": 0.6}


@Language.factory("tieout_chooser", default_config=DEFAULTS)
def create_chooser(nlp: Language, name: str, metric_margin: float, period_margin: float) -> Chooser:
    """The component, untrained."""
    return Chooser(nlp.vocab, option_scorer(), name, metric_margin=metric_margin, period_margin=period_margin)


def load_chooser(path: Path) -> Chooser:
    """The component whose weights and settings `Chooser.to_disk` wrote. Raises `FileNotFoundError`."""
    from spacy.vocab import Vocab

    if not path.is_dir():
        raise FileNotFoundError(f"no trained linker in {path}")
    chooser = Chooser(Vocab(), option_scorer())
    chooser.from_disk(path, exclude=["vocab"])
    return chooser


@cache
def default_chooser() -> Chooser:
    """The component of `models/linker`, loaded once a process."""
    return load_chooser(folder("models") / "linker")
