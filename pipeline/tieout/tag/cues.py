"""The words that tell what a number counts or measures, as patterns."""

import re
from dataclasses import dataclass
from functools import cache

from tieout.rules import load_rules
from tieout.tag.marks import alternatives

MULTIPLE = re.compile(r"[ -]times (?:the|that|those|as|more|greater|higher|larger|faster|our|its|their|what)(?!\w)")
"""Behind the number of a multiple: "10 times the floor space", but not "10 times a year"."""
SLOT = 30
"""Characters in which the word stands that a bare number follows."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns of the rules for counts.

    `aside` may stand between a numeral and its noun; `days`, `points`, `index` and `ratio` are cues in the sentence;
    `sterling` stands before pounds of money,
    `times`, `to_one` and `word` stand after a numeral, `slot` before it; `telephone` and `model` are no numbers.
    """

    aside: re.Pattern[str]
    days: re.Pattern[str]
    points: re.Pattern[str]
    index: re.Pattern[str]
    ratio: re.Pattern[str]
    times: re.Pattern[str]
    to_one: re.Pattern[str]
    word: re.Pattern[str]
    slot: re.Pattern[str]
    sterling: re.Pattern[str]
    telephone: re.Pattern[str]
    model: re.Pattern[str]


@cache
def cue_patterns() -> Patterns:
    rules = load_rules("units")
    nouns, percent = rules["nouns"], rules["percent"]
    ends = alternatives([*nouns["stops"], *nouns["joins"]])
    soft = alternatives([*rules["hedges"]["words"], *rules["bounds"]["low"], *rules["bounds"]["high"]])
    return Patterns(
        # "5.0 million and 4.8 million, respectively, shares"; "50 of our stores", "63 of Acme's claims"
        aside=re.compile(
            r",? respectively,?(?= )|"
            r" of (?:our|its|the|these|those|their|all|[A-Z][A-Za-z]{0,30}['’]s)(?= [A-Za-z])"
        ),
        days=_any_word(nouns["time_cues"]),
        points=_any_word(percent["point_words"]),
        index=_any_word(percent["index_words"]),
        ratio=_any_word(rules["ratio"]["words"]),
        times=re.compile(r"[ -]times?(?!\w)"),
        # "2.1 to 1", "2-to-1"
        to_one=re.compile(r"[ -](?:to|-)[ -]?(?:1(?:\.0+)?|one)(?![\w.,-]?\d|\w)"),
        # a word that is neither a preposition nor a verb: the number counts or names something else
        word=re.compile(rf"[ -](?!(?:{ends})(?!\w))[A-Za-z]|[-/]\d"),
        slot=re.compile(rf"(?:(?<!\w)(?:{alternatives(nouns['before_number'])}) |\(|: )\Z", re.IGNORECASE),
        sterling=re.compile(rf"(?<!\w)(?:{alternatives(rules['pounds']['words'])})(?: (?:{soft}))? \Z", re.IGNORECASE),
        # 555-1212; 1-800-; (408) 555
        telephone=re.compile(r"(?<![\d,.$])\d{3}[-‐‑–]\d{4}(?![\d,.]\d)|\d-\d{3}-|\(\d{3}\) ?\d{3}"),
        # 737-10: digits on both sides of a hyphen that makes no range
        model=re.compile(r"^\d-|\d-\d\Z"),
    )


def _any_word(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{alternatives(words)})(?![A-Za-z])", re.IGNORECASE)
