"""A lesson tried on a linker that had not learned from it: what was chosen, and whether it is right."""

from dataclasses import dataclass

from tieout.evaluate.score import CORE_FIELDS
from tieout.link.chooser import Chosen
from tieout.train.lessons import Lesson


@dataclass(frozen=True, slots=True)
class Trial:
    """A lesson, what was chosen by a model that had not learned from its release, and how sure it was of it."""

    lesson: Lesson
    chosen: Chosen
    confidence: float = 0.0

    @property
    def metric_right(self) -> bool:
        """Whether the metric (or label) is right."""
        return self.lesson.facts_right[self.chosen.metric]

    @property
    def period_right(self) -> bool:
        """Whether the period is right."""
        return self.lesson.periods_right[self.chosen.period]

    @property
    def right(self) -> bool:
        """Whether the fact is right in all fields that `tieout evaluate` counts; only of labelled releases."""
        fields = self.lesson.fields or frozenset()
        others = all(field in fields for field in CORE_FIELDS if field not in ("metric", "period"))
        return others and self.metric_right and self.period_right
