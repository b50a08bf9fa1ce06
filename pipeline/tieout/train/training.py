"""Training of the linker: lessons to weights, and its scores on releases that it did not learn from."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from thinc.api import Adam

from tieout.link.chooser import DEFAULTS, Chooser, create_chooser, standing, to_batch
from tieout.link.confidence import Confidence, write_confidence
from tieout.link.features import Features
from tieout.train.calibration import fit_confidence
from tieout.train.card import write_card
from tieout.train.filings import filing_lessons
from tieout.train.lessons import Lesson, labelled_lessons, silver_lessons
from tieout.train.trials import Trial

FOLDS = 5
_STEPS = 100
_RATE = 0.05
_PENALTY = 4e-4
# How much a lesson counts: sentences of filings are not quite those of releases, cells may agree by chance.
_WEIGHTS = {"silver": 0.7, "fire": 0.5, "kpi_edgar": 0.2}


def train(
    labelled: Sequence[Path], output: Path, *, unlabelled: Path | None = None, filings: Path | None = None
) -> None:
    """Learn from folders of labelled releases, and of unlabelled ones and of filings where given, and write the linker.

    `output` gets the component as spaCy writes it, `confidence.json`, and the model card `README.md` with scores on
    releases not learned from. Raises `LabelsError` for a folder without labelled releases.
    """
    lessons = [lesson for folder in labelled for lesson in labelled_lessons(folder)]
    lessons += silver_lessons(unlabelled) if unlabelled else ()
    lessons += filing_lessons(filings) if filings else ()
    trials = cross_validate(lessons)
    cases = [trial for trial in trials if trial.lesson.fields is not None]
    trials = [*calibrated(cases), *(trial for trial in trials if trial.lesson.fields is None)]
    output.mkdir(parents=True, exist_ok=True)
    learn(lessons).to_disk(output, exclude=["vocab"])
    write_confidence(_fit(cases), output / "confidence.json")
    write_card(trials, output / "README.md")


def learn(lessons: Iterable[Lesson]) -> Chooser:
    """A component that has learned from lessons; every lesson in every step, since the problem is convex."""
    nlp = spacy.blank("en")
    chooser: Chooser = create_chooser(nlp, "tieout_chooser", **DEFAULTS)
    choices, right, weights = _lay_out(list(lessons))
    batch = to_batch(choices)
    optimizer = Adam(
        _RATE, beta1=0.9, beta2=0.99, eps=1e-8, L2=_PENALTY, L2_is_weight_decay=False, grad_clip=0.0, use_averages=False
    )
    for _ in range(_STEPS):
        chooser.learn(batch, right, optimizer, weights)
    return chooser


def _lay_out(lessons: list[Lesson]) -> tuple[list[Sequence[Features]], list[tuple[bool, ...]], NDArray[np.float32]]:
    """The choices of which one option at least is right, and their weights: metrics and periods count alike."""
    choices: list[Sequence[Features]] = []
    right: list[tuple[bool, ...]] = []
    weights: list[NDArray[np.float32]] = []
    for task in ("fact", "period"):
        known = []
        for lesson in lessons:
            features: Sequence[Features] = getattr(lesson.options, f"{task}_features")
            flags: tuple[bool, ...] = getattr(lesson, f"{task}s_right")
            if features and any(flags):
                choices.append(features)
                right.append(flags)
                known.append(_WEIGHTS.get(lesson.source, 1.0))
        weights.append(np.array(known, dtype=np.float32) / max(sum(known), 1.0))
    return choices, right, np.concatenate(weights)


def cross_validate(lessons: Sequence[Lesson]) -> list[Trial]:
    """A trial of each lesson by a model that learned from the lessons of other releases (and filings)."""
    folds = divide(sorted({lesson.group for lesson in lessons}))
    trials: list[Trial] = []
    for fold in range(FOLDS):
        chooser = learn(lesson for lesson in lessons if folds[lesson.group] != fold)
        tried = [lesson for lesson in lessons if folds[lesson.group] == fold]
        chosen = chooser.choose([lesson.fact for lesson in tried], [lesson.options for lesson in tried])
        trials += map(Trial, tried, chosen)
    return trials


def divide(groups: Sequence[str]) -> dict[str, int]:
    """A fold for each release, the same at every run."""
    shuffled = list(groups)
    random.Random(len(shuffled)).shuffle(shuffled)
    return {group: k % FOLDS for k, group in enumerate(shuffled)}


def calibrated(trials: Sequence[Trial]) -> list[Trial]:
    """The trials with confidences fitted on the trials of other releases."""
    folds = divide(sorted({trial.lesson.group for trial in trials}))
    out: list[Trial] = []
    for fold in range(FOLDS):
        confidence = _fit([trial for trial in trials if folds[trial.lesson.group] != fold])
        out += [
            replace(trial, confidence=confidence.of(_features(trial)))
            for trial in trials
            if folds[trial.lesson.group] == fold
        ]
    return out


def _fit(trials: Sequence[Trial]) -> Confidence:
    return fit_confidence([_features(trial) for trial in trials], [trial.right for trial in trials])


def _features(trial: Trial) -> list[tuple[str, float]]:
    return standing(trial.chosen, trial.lesson.options)
