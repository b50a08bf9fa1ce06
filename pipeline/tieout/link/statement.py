"""All that has been read of one figure, before it becomes a fact."""

from dataclasses import dataclass

from tieout.frozen import quick
from tieout.link.clauses import Sentence
from tieout.link.roles import Role
from tieout.link.times import Timing
from tieout.link.view import Subject
from tieout.mentions import FigureMention


@quick
@dataclass(frozen=True, slots=True)
class Statement:
    """Figure `k` of a sentence with its roles, timing and subject; `following` is the next sentence of the block.

    `dated` says that the sentence, its heading or its lead-in names a time; `earlier` is the subject of the figure
    before.
    """

    sentence: Sentence
    k: int
    roles: list[Role]
    timing: Timing
    subject: Subject
    dated: bool
    following: Sentence | None
    earlier: Subject | None = None

    @property
    def figure(self) -> FigureMention:
        """The figure as tagged."""
        return self.sentence.figures[self.k]

    @property
    def role(self) -> Role:
        """The part it plays in the sentence."""
        return self.roles[self.k]

    @property
    def before(self) -> str:
        """Masked lower-case text since the figure before."""
        return self.sentence.gaps[self.k].text

    @property
    def behind(self) -> str:
        """Masked lower-case text up to the next figure."""
        return self.sentence.gaps[self.k + 1].text
