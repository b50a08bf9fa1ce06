"""The cue words of `rules/cues.toml` as compiled patterns over masked clauses."""

import re
from dataclasses import dataclass
from functools import cache

from tieout.facts import UnitKind
from tieout.link.cue import Cue
from tieout.rules import load_rules
from tieout.wording import any_of, first_words

FIGURE, METRIC, PERIOD = "\ue000", "\ue001", "\ue002"
"""What stands for a figure, a metric and a period in a masked clause: one private-use character each."""


_MOVES = ("up", "down", "neutral")
_RATIO = ("up ratio", "down ratio")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that says what its amount measures: the metric by the kind of unit, and whether it is a loss.

    `not_of` are nouns of which it does not say so.
    """

    pattern: re.Pattern[str]
    passive: re.Pattern[str]
    kinds: dict[UnitKind, str]
    loss: bool
    not_of: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns over lower-case masked text; "left" ones end at a figure, "right" ones start behind it."""

    change_left: Cue
    change_by_left: Cue
    change_of_left: Cue
    change_object_left: Cue
    change_is_left: Cue
    ratio_object_left: re.Pattern[str]
    growth_to_left: re.Pattern[str]
    change_right: re.Pattern[str]
    ratio: Cue
    ratio_left: Cue
    moves: Cue
    shifts: Cue
    aside: re.Pattern[str]
    aside_opens: re.Pattern[str]
    resumes: re.Pattern[str]
    earlier_plan: Cue
    plan_revised: re.Pattern[str]
    plan_leads: Cue
    outlook: re.Pattern[str]
    that_means: re.Pattern[str]
    comparison: Cue
    comparison_left: Cue
    source_left: re.Pattern[str]
    bound_left: re.Pattern[str]
    turn: re.Pattern[str]
    clause: re.Pattern[str]
    trailing: re.Pattern[str]
    binding: re.Pattern[str]
    debt: re.Pattern[str]
    joined: re.Pattern[str]
    vague: re.Pattern[str]
    light: Cue
    determiner: re.Pattern[str]
    pronoun: re.Pattern[str]
    finite: re.Pattern[str]
    past: re.Pattern[str]
    stop: re.Pattern[str]
    part: re.Pattern[str]
    ground_left: Cue
    elsewhere_left: Cue
    thing_of_left: re.Pattern[str]
    event: re.Pattern[str]
    balance: Cue
    measure: re.Pattern[str]
    transitive: Cue
    hedges_left: re.Pattern[str]
    transitive_left: Cue
    to_left: Cue
    from_left: Cue
    or_left: re.Pattern[str]
    and_left: re.Pattern[str]
    guidance: Cue
    done: Cue
    standing: Cue
    flow_left: Cue
    loss: Cue
    not_loss: re.Pattern[str]
    non_gaap: Cue
    manner: re.Pattern[str]
    would_have: Cue
    without: re.Pattern[str]
    item: Cue
    profit: re.Pattern[str]
    copula: re.Pattern[str]
    organic: Cue
    organic_before: Cue
    organic_behind: re.Pattern[str]
    basis: Cue
    generic: frozenset[str]
    pairs: tuple[tuple[re.Pattern[str], tuple[str, str]], ...]
    verbs: tuple[Verb, ...]


def alternatives(name: str, key: str = "words") -> str:
    """The words of one list as a group of whole-word alternatives, longest first."""
    return any_of(load_rules("cues")[name][key])


def _cue(pattern: str, *openers: str, beside: frozenset[str] = frozenset()) -> Cue:
    """A pattern that begins with a whole word `beside` or one of a list: "up", "up ratio"."""
    firsts = set(beside)
    for opener in openers:
        name, _, key = opener.partition(" ")
        words = first_words(load_rules("cues")[name][key or "words"])
        assert words is not None, f"a pattern of cues.toml begins with any word: {opener}"
        firsts |= words
    return Cue(pattern, frozenset(firsts))


@cache
def load_cues() -> Cues:
    """The cues, compiled once a process."""
    up, down, neutral = alternatives("up"), alternatives("down"), alternatives("neutral")
    hedge, comparison = alternatives("hedge"), alternatives("comparison")
    moves = rf"(?:(?P<up>{up})|(?P<down>{down})|(?P<neutral>{neutral}))"
    up_behind, down_behind = (f"{words}|{alternatives(name, 'behind')}" for name, words in (("up", up), ("down", down)))
    behind = rf"(?:(?P<up>{up_behind})|(?P<down>{down_behind})|(?P<neutral>{neutral}))"
    finite = rf"(?:{alternatives('up', 'finite')}|{alternatives('down', 'finite')})"
    moved = rf"(?:(?P<up>{alternatives('move_is', 'up')})|(?P<down>{alternatives('move_is', 'down')}))"
    ratio = rf"(?:(?P<up>{alternatives('up', 'ratio')})|(?P<down>{alternatives('down', 'ratio')}))"
    ends = alternatives("comparison", "ends")
    hedges = rf"(?:\s+(?:{hedge}|of|by))*"
    guidance = alternatives("guidance")
    between = alternatives("joint")
    spoiled = "".join(rf"(?<!{w} )" for w in load_rules("cues")["guidance"]["not_after"])
    return Cues(
        # "increased 5%", "an increase of about 5%", "up 5%"
        change_left=_cue(rf"\b{moves}(?:\s+\w+ly)?{hedges}\s*\(?$", *_MOVES),
        # "increased quarterly dividends by 5%"
        change_by_left=_cue(rf"\b{moves}\b[^.;:()]{{0,70}}\bby{hedges}\s*$", *_MOVES),
        # "an increase in net sales of 5%"
        change_of_left=_cue(rf"\b{moves}\s+in\s+[^.;:,()]{{1,60}}\s(?:of|by){hedges}\s*$", *_MOVES),
        # "increased its second-quarter revenues 5%"
        change_object_left=_cue(
            rf"\b{moves}\s+(?:(?:its|our|the|total|net|{PERIOD})\s+)*{METRIC}{hedges}\s*$", *_MOVES
        ),
        # "raised its quarterly dividend 5%"
        ratio_object_left=re.compile(rf"\b{ratio}\s+(?:(?:its|our|the|total|net|{PERIOD})\s+)*{METRIC}{hedges}\s*$"),
        # "the increase was 5%", "growth is forecast at 5%"
        change_is_left=_cue(
            rf"\b{moved}(?:\s+(?:rate|in\s+[^.;:,()]{{1,40}}))?\s+{alternatives('move_is')}{hedges}\s*$",
            "move_is up",
            "move_is down",
        ),
        # "revenue growth accelerated to 15%"
        growth_to_left=re.compile(
            rf"\bgrowth(?:\s+rate)?\s+(?:\w+ly\s+)?{alternatives('growth_moves')}\b[^.;:()]{{0,60}}\bto{hedges}\s*$"
        ),
        # "5% increase", "5% organic growth", "5% higher"
        change_right=re.compile(
            rf"^[\s-]*(?:(?!{between}\b)[\w{METRIC}{PERIOD}-]+\s+){{0,3}}?(?!{finite}\b){behind}\b"
        ),
        # "gained 5%"
        ratio=_cue(rf"\b{ratio}\b", *_RATIO),
        ratio_left=_cue(rf"\b{ratio}{hedges}\s*\(?$", *_RATIO),
        moves=_cue(rf"\b{moves}\b", *_MOVES),
        # those, and the verbs that move only a ratio or a rate: "raised its dividend from"
        shifts=_cue(
            rf"\b(?:{up}|{down}|{neutral}|{alternatives('up', 'ratio')}|{alternatives('down', 'ratio')})\b",
            *_MOVES,
            *_RATIO,
        ),
        # "expenses, including rent, wages and amortization, totaled"; "sales, net of returns, of"
        aside=re.compile(
            rf",\s+(?:{alternatives('aside')}\b[^,;:]{{0,120}}(?:,[^,;:{METRIC}]{{0,80}}){{0,4}}?,"
            rf"(?=\s+(?:\w+ly\s+)?(?:{alternatives('finite')}|{up}|{down}|{alternatives('level')})\b)"
            rf"|(?:including|excluding|net of|exclusive of|inclusive of)\b[^,;]{{0,120}},)"
        ),
        aside_opens=re.compile(rf",\s+{alternatives('aside')}\b"),
        # "sales, including $5 million of fees, rose"
        resumes=re.compile(
            rf"(?P<mark>[,)])\s+(?:\w+ly\s+)?(?:{alternatives('finite')}"
            rf"|(?!(?:up|down|higher|lower|growth|growing|increases?|decreases?)\b)(?:{up}|{down}))\b[^,;()]*$"
        ),
        # "versus prior guidance of $5 million"
        earlier_plan=_cue(rf"\b{alternatives('plan', 'earlier')}\b[^;]{{0,60}}$", "plan earlier"),
        # "raised its guidance to $5 million", "we now expect"
        plan_revised=re.compile(
            rf"\b{alternatives('plan', 'revised')}\b[^;.]{{0,80}}\bto\b[^;.]{{0,12}}$"
            rf"|\bnow\s+{alternatives('plan', 'expects')}[^;.]*$"
        ),
        # "Fiscal 2024 outlook: EPS of $4. Free cash flow of $85 million.": the block goes on so
        plan_leads=_cue(rf"\b{alternatives('plan')}:", "plan"),
        # "2020 Outlook", "Outlook and Guidance"; not "Cash and Outlook", of both, nor "Guidance Withdrawn"
        outlook=re.compile(
            rf"(?!.*\b{alternatives('plan', 'said_of')}\b)(?:(?!\band\b|&)[^;])*\b{alternatives('plan')}\b"
        ),
        # "We expect sales of $5 million. This represents growth of 4%."
        that_means=re.compile(rf"\s*(?:this|these|that|which)\b[^,;.]{{0,20}}\b{alternatives('plan', 'meaning')}\b"),
        comparison=_cue(rf"\b{comparison}(?=\s|$)", "comparison"),
        # "compared to <few words> $5": nothing but a short phrase between the cue and the figure
        comparison_left=_cue(
            rf"\b(?!since\b){comparison}(?:\s+(?!{ends}\b)"
            rf"(?:[^\s,;){PERIOD}]+(?:,(?!\s+(?:and|as|which|on|with|at|in|[a-z]+ing)\b))?|{PERIOD}[^\s,;)]*)){{0,12}}(?<!\band)(?<!,)\s*\(?$",
            "comparison",
        ),
        # "benefited from a $5 million release", "the impact on income from $5 million"
        source_left=re.compile(rf"\b{alternatives('source')}\b[^,;:(){FIGURE}]{{0,60}}\bfrom{hedges}\s*$"),
        bound_left=re.compile(rf"\b{alternatives('hedge')}\s*$"),
        turn=re.compile(
            rf"(?:[;:]|\b{alternatives('turn')}\b|,(?!\s+(?:for|in|during|at|as of|on|reported|respectively)\b))"
        ),
        clause=re.compile(rf"(?:[,;:\u2014•]|(?<!\.[a-z])\.\s|\b{alternatives('clause')}\b)"),
        # "stayed above 95%", "was about $5 million"
        trailing=re.compile(rf"(?:\s|\(|,|~|\b(?:{hedge}|above|below|under|{alternatives('level')})(?=\s|$))+$"),
        # what ties a noun phrase to the figure behind it
        binding=re.compile(rf"[:(=–—-]\s*$|{METRIC}{hedges}\s*$|\b{alternatives('level')}(?=\s)"),
        # "$5 million aggregate principal amount of its senior notes"
        debt=re.compile(rf"(?:\s+(?!and\b|or\b)[\w.%'’-]+){{0,8}}?\s+{alternatives('debt')}\b"),
        # behind a figure: "$5 million came from"
        joined=re.compile(rf"{alternatives('joined')}\b"),
        vague=re.compile(rf"\b{alternatives('vague')}$"),
        light=_cue(rf"\b{alternatives('light')}\b", "light"),
        ground_left=_cue(rf"\b{alternatives('ground')}\s+(?:the\s+)?(?:{PERIOD}\s*(?:,|and)\s+)*$", "ground"),
        measure=re.compile(rf"(?:[\w-]+\s+)*{alternatives('measure')}"),
        part=re.compile(rf"(?P<part>.*?)\b{alternatives('part')}$", re.IGNORECASE),
        determiner=re.compile(rf"^{alternatives('determiner')}\s+", re.IGNORECASE),
        pronoun=re.compile(alternatives("pronoun")),
        finite=re.compile(rf"\b{alternatives('finite')}\b"),
        past=re.compile(load_rules("cues")["finite"]["past"]),
        # "S.A. de C.V." is no end of a phrase, ". " is; nor are "merger-, tax-related costs" and "rent-to-own stores"
        stop=re.compile(
            rf"(?<!-),|[;:()\u2014\u2013•]|(?<![A-Z])\.|{PERIOD}|(?<![\w-]){alternatives('stop')}(?![\w-])"
        ),
        elsewhere_left=_cue(rf"\b{alternatives('elsewhere')}\s+(?:the\s+)?$", "elsewhere"),
        # "the bond of 2009", not "all of 2009" nor "net sales of 2009"
        thing_of_left=re.compile(rf"\b(?!{alternatives('whole')}\b)[a-z][a-z'’-]+\s+of\s+$"),
        event=re.compile(rf"\s+(?:[\w-]+\s+)?{alternatives('event')}\b"),
        balance=_cue(rf"\b{alternatives('balance')}\b", "balance"),
        transitive=_cue(rf"(?<![\w-]){alternatives('transitive')}(?![\w-])", "transitive"),
        hedges_left=re.compile(rf"(?:\s|\(|~|\b{hedge}(?=\s|$))+$"),
        transitive_left=_cue(rf"\b{alternatives('transitive')}(?:\s+(?:{hedge}))*\s*$", "transitive"),
        # "rose 5% to $4 million", not "fell 5%, due to gains amounting to $4 million"
        to_left=_cue(rf"(?<!amounting )\bto{hedges}\s*(?:{METRIC} of\s*)?$", beside=frozenset({"to"})),
        from_left=_cue(rf"\bfrom{hedges}\s*$", beside=frozenset({"from"})),
        or_left=re.compile(rf"^[\s,]*\(?(?:or|representing|equal to|equivalent to|an? |\()[\s,]*{hedges}\s*\(?$"),
        and_left=re.compile(rf"^[\s,]*(?:and|,|&|or|-|–|as well as)?{hedges}\s*\(?$"),
        guidance=_cue(rf"\b{spoiled}{guidance}\b", "guidance"),
        done=_cue(rf"\b{alternatives('done')}\b", "done"),
        standing=_cue(rf"\b{alternatives('standing')}\b", "standing"),
        # "spent another $5 million", "opened 14 stores"
        flow_left=_cue(rf"\b{alternatives('flow')}(?:\s+(?:its|the|our|bank))*(?:\s+(?:{hedge}))*\s*$", "flow"),
        loss=_cue(rf"\b{alternatives('loss')}\b", "loss"),
        not_loss=re.compile(rf"\b{alternatives('loss', 'not_with')}"),
        non_gaap=_cue(rf"\b{alternatives('non_gaap')}\b", "non_gaap"),
        would_have=_cue(r"\bwould\s+(?:have|be)\b[^,;]{0,40}$", beside=frozenset({"would"})),
        without=re.compile(rf"[\W\s]*{alternatives('without')}\s[^;:]*?,"),
        item=_cue(rf"\b{alternatives('item')}$", "item"),
        # "on a non-GAAP basis", "organically": how a figure is meant, not what it measures
        manner=re.compile(
            rf"(?:on\s+)?(?:an?\s+)?(?:as\s+)?(?:{alternatives('non_gaap')}|{alternatives('organic')}|gaap|reported|diluted|basic)"
            rf"(?:\s+(?:per share\s+)?basis)?"
        ),
        profit=re.compile(r"(?:an?\s+)?(?:loss|profit|income|earnings)(?:\s+of)?"),
        copula=re.compile(r"[\s\d”\"’')]*\b(?:was|were|is|of|at)\s+"),
        # "in constant currency", "on a comparable constant currency basis"
        organic_before=_cue(
            rf"\b(?:in|at|on an?)\s+(?:(?:comparable|adjusted|like-for-like)[\s,]+)?{alternatives('organic')}",
            beside=frozenset({"on", "in", "at"}),
        ),
        # "6%, adjusting for currency;", not "6%, in constant currency up 7%"
        organic_behind=re.compile(
            rf"\s*,\s*(?:(?:in|at|on an?)\s+)?{alternatives('organic')}(?:\s+basis)?\s*(?:$|[,;:.)])"
        ),
        organic=_cue(rf"\b{alternatives('organic')}\b", "organic"),
        basis=_cue(
            rf"\b(?:on|in|at)\s+an?\s+{alternatives('non_gaap')}\s+basis\b", beside=frozenset({"on", "in", "at"})
        ),
        generic=frozenset(load_rules("cues")["generic"]["words"]),
        pairs=tuple(
            (re.compile(pair["words"]), (pair["metrics"][0], pair["metrics"][1])) for pair in load_rules("cues")["pair"]
        ),
        verbs=tuple(
            Verb(
                re.compile(rf"\b(?:{'|'.join(v['words'])})\b"),
                # "40,000 shares were repurchased"
                re.compile(
                    rf"^[^.,;]{{0,40}}\b(?:was|were|been)\s+(?:\w+ly\s+)?(?:{METRIC}|(?:{'|'.join(v['words'])})\b)"
                ),
                v["kinds"],
                v.get("loss", False),
                re.compile(rf".*\b(?:{'|'.join(v.get('not_of', ['(?!)']))})"),
            )
            for v in load_rules("cues")["verb"]
        ),
    )
