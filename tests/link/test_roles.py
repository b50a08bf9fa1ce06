"""Levels and moves, sides of a comparison, shares, and figures that say the same thing in another unit."""

import pytest

from tieout.link.clauses import ClauseReader
from tieout.link.constructions import read_roles
from tieout.link.cues import load_cues
from tieout.link.roles import Role
from tieout.metrics import find_metrics
from tieout.periods import find_periods
from tieout.tag.figures import find_figures


def roles_of(text: str) -> list[Role]:
    """The roles of the figures of a sentence."""
    periods = find_periods(text)
    reader = ClauseReader(text, find_figures(text, periods=periods), find_metrics(text), periods)
    return [role for sentence in reader.sentences(0, len(text)) for role in read_roles(sentence, load_cues())]


@pytest.mark.parametrize(
    ("sentence", "aspects"),
    [
        ("Net sales were $5 million.", ["level"]),
        ("Net sales rose 5% to $5 million.", ["change", "level"]),
        ("Net sales rose $1 million, or 5%.", ["change", "change"]),
        ("Net sales were $5 million, up 5%.", ["level", "change"]),
        ("A 5% increase in net sales helped.", ["change"]),
        ("Net sales grew by more than 5%.", ["change"]),
        ("Overhead was 12% of net sales.", ["level"]),
        ("The margin was 12%, 50 basis points higher.", ["level", "change"]),
        ("Net sales of $5 million grew 8% as reported and 9% organically.", ["level", "change", "change"]),
        ("Gains shrank to $1 million from $4 million as truck prices fell.", ["level", "level"]),
        ("Net sales fell by $5 million and service revenue by $2 million.", ["change", "change"]),
        ("The weaker yen lowered net sales by about $3 million.", ["change"]),
        ("Rents were 3 to 4 percent above the old ones.", ["change", "change"]),
        ("Accounts grew 50% from 1,510 in 1997 and 564% from 340 in 1996.", ["change", "level", "change", "level"]),
        ("The blended increase was 3.3%.", ["change"]),
        ("Retention stayed above 95%.", ["level"]),
        ("We expect growth of 1% to 3% in net sales.", ["change", "change"]),
        ("Net sales rose 1% to 31% of the total.", ["change", "level"]),
        ("East: net sales of $5 million (+4%); West: $6 million (-3%).", ["level", "change"] * 2),
        ("Margins were +5% and -3%.", ["change", "change"]),
        ("The return was -3%.", ["level"]),
    ],
)
def test_aspects(sentence: str, aspects: list[str]) -> None:
    assert [role.aspect for role in roles_of(sentence)] == aspects


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("Net sales were $5 million compared to $4 million.", ["main", "other"]),
        ("Net sales rose to $5 million from $4 million.", ["main", "other"]),
        ("Net income was $5 million, or $1 a share, versus $4 million, or $0.80.", ["main"] * 2 + ["other"] * 2),
        ("Net sales were over $5 million.", ["main"]),
        ("Net sales: $5 million (2019: $4 million).", ["main", "other"]),
    ],
)
def test_sides(sentence: str, sides: list[str]) -> None:
    assert [role.side for role in roles_of(sentence)] == sides


@pytest.mark.parametrize(
    ("sentence", "directions"),
    [
        ("Net sales rose 5%.", [1]),
        ("Net sales fell 5%.", [-1]),
        ("A 5% decline in net sales hurt.", [-1]),
        ("Net sales were $5 million.", [0]),
    ],
)
def test_directions(sentence: str, directions: list[int]) -> None:
    assert [role.direction for role in roles_of(sentence)] == directions


def test_a_share_of_a_whole_is_told_from_a_move() -> None:
    assert [role.share for role in roles_of("Services were 30% of net sales, up 5%.")] == [True, False]


def test_or_links_the_same_amount_in_another_unit() -> None:
    assert [role.linked for role in roles_of("Net income was $5 million, or $1.00 per share.")] == [False, True]
