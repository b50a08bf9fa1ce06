"""The cue words of `rules/cues.toml` as compiled patterns over masked clauses."""

import re
from dataclasses import dataclass
from functools import cache

from tieout.facts import UnitKind
from tieout.rules import load_rules

FIGURE, METRIC, PERIOD = "\ue000", "\ue001", "\ue002"
"""What stands for a figure, a metric and a period in a masked clause: one private-use character each."""


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

    change_left: re.Pattern[str]
    change_by_left: re.Pattern[str]
    change_of_left: re.Pattern[str]
    change_object_left: re.Pattern[str]
    change_is_left: re.Pattern[str]
    ratio_object_left: re.Pattern[str]
    growth_to_left: re.Pattern[str]
    change_right: re.Pattern[str]
    ratio: re.Pattern[str]
    ratio_left: re.Pattern[str]
    moves: re.Pattern[str]
    shifts: re.Pattern[str]
    aside: re.Pattern[str]
    aside_opens: re.Pattern[str]
    resumes: re.Pattern[str]
    earlier_plan: re.Pattern[str]
    plan_revised: re.Pattern[str]
    plan_leads: re.Pattern[str]
    outlook: re.Pattern[str]
    that_means: re.Pattern[str]
    comparison: re.Pattern[str]
    comparison_left: re.Pattern[str]
    bound_left: re.Pattern[str]
    turn: re.Pattern[str]
    clause: re.Pattern[str]
    trailing: re.Pattern[str]
    binding: re.Pattern[str]
    debt: re.Pattern[str]
    joined: re.Pattern[str]
    vague: re.Pattern[str]
    light: re.Pattern[str]
    determiner: re.Pattern[str]
    pronoun: re.Pattern[str]
    finite: re.Pattern[str]
    past: re.Pattern[str]
    stop: re.Pattern[str]
    part: re.Pattern[str]
    ground_left: re.Pattern[str]
    elsewhere_left: re.Pattern[str]
    thing_of_left: re.Pattern[str]
    event: re.Pattern[str]
    balance: re.Pattern[str]
    measure: re.Pattern[str]
    transitive: re.Pattern[str]
    hedges_left: re.Pattern[str]
    transitive_left: re.Pattern[str]
    to_left: re.Pattern[str]
    from_left: re.Pattern[str]
    or_left: re.Pattern[str]
    and_left: re.Pattern[str]
    guidance: re.Pattern[str]
    done: re.Pattern[str]
    standing: re.Pattern[str]
    flow_left: re.Pattern[str]
    loss: re.Pattern[str]
    not_loss: re.Pattern[str]
    non_gaap: re.Pattern[str]
    manner: re.Pattern[str]
    would_have: re.Pattern[str]
    without: re.Pattern[str]
    item: re.Pattern[str]
    profit: re.Pattern[str]
    copula: re.Pattern[str]
    organic: re.Pattern[str]
    organic_before: re.Pattern[str]
    organic_behind: re.Pattern[str]
    basis: re.Pattern[str]
    generic: frozenset[str]
    pairs: tuple[tuple[re.Pattern[str], tuple[str, str]], ...]
    verbs: tuple[Verb, ...]


def alternatives(name: str, key: str = "words") -> str:
    """The words of one list as a group of whole-word alternatives, longest first."""
    words: list[str] = load_rules("cues")[name][key]
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


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
        change_left=re.compile(rf"\b{moves}(?:\s+\w+ly)?{hedges}\s*\(?$"),
        # "increased quarterly dividends by 5%"
        change_by_left=re.compile(rf"\b{moves}\b[^.;:()]{{0,70}}\bby{hedges}\s*$"),
        # "an increase in net sales of 5%"
        change_of_left=re.compile(rf"\b{moves}\s+in\s+[^.;:,()]{{1,60}}\s(?:of|by){hedges}\s*$"),
        # "increased its second-quarter revenues 5%"
        change_object_left=re.compile(rf"\b{moves}\s+(?:(?:its|our|the|total|net|{PERIOD})\s+)*{METRIC}{hedges}\s*$"),
        # "raised its quarterly dividend 5%"
        ratio_object_left=re.compile(rf"\b{ratio}\s+(?:(?:its|our|the|total|net|{PERIOD})\s+)*{METRIC}{hedges}\s*$"),
        # "the increase was 5%", "growth is forecast at 5%"
        change_is_left=re.compile(
            rf"\b{moved}(?:\s+(?:rate|in\s+[^.;:,()]{{1,40}}))?\s+{alternatives('move_is')}{hedges}\s*$"
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
        ratio=re.compile(rf"\b{ratio}\b"),
        ratio_left=re.compile(rf"\b{ratio}{hedges}\s*\(?$"),
        moves=re.compile(rf"\b{moves}\b"),
        # those, and the verbs that move only a ratio or a rate: "raised its dividend from"
        shifts=re.compile(
            rf"\b(?:{up}|{down}|{neutral}|{alternatives('up', 'ratio')}|{alternatives('down', 'ratio')})\b"
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
        earlier_plan=re.compile(rf"\b{alternatives('plan', 'earlier')}\b[^;]{{0,60}}$"),
        # "raised its guidance to $5 million", "we now expect"
        plan_revised=re.compile(
            rf"\b{alternatives('plan', 'revised')}\b[^;.]{{0,80}}\bto\b[^;.]{{0,12}}$"
            rf"|\bnow\s+{alternatives('plan', 'expects')}[^;.]*$"
        ),
        # "Fiscal 2024 outlook: EPS of $4. Free cash flow of $85 million.": the block goes on so
        plan_leads=re.compile(rf"\b{alternatives('plan')}:"),
        # "2020 Outlook", "Outlook and Guidance"; not "Cash and Outlook", of both, nor "Guidance Withdrawn"
        outlook=re.compile(
            rf"(?!.*\b{alternatives('plan', 'said_of')}\b)(?:(?!\band\b|&)[^;])*\b{alternatives('plan')}\b"
        ),
        # "We expect sales of $5 million. This represents growth of 4%."
        that_means=re.compile(rf"\s*(?:this|these|that|which)\b[^,;.]{{0,20}}\b{alternatives('plan', 'meaning')}\b"),
        comparison=re.compile(rf"\b{comparison}(?=\s|$)"),
        # "compared to <few words> $5": nothing but a short phrase between the cue and the figure
        comparison_left=re.compile(
            rf"\b(?!since\b){comparison}(?:\s+(?!{ends}\b)"
            rf"(?:[^\s,;){PERIOD}]+(?:,(?!\s+(?:and|as|which|on|with|at|in)\b))?|{PERIOD}[^\s,;)]*)){{0,12}}(?<!\band)(?<!,)\s*\(?$"
        ),
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
        light=re.compile(rf"\b{alternatives('light')}\b"),
        ground_left=re.compile(rf"\b{alternatives('ground')}\s+(?:the\s+)?(?:{PERIOD}\s*(?:,|and)\s+)*$"),
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
        elsewhere_left=re.compile(rf"\b{alternatives('elsewhere')}\s+(?:the\s+)?$"),
        # "the bond of 2009", not "all of 2009" nor "net sales of 2009"
        thing_of_left=re.compile(rf"\b(?!{alternatives('whole')}\b)[a-z][a-z'’-]+\s+of\s+$"),
        event=re.compile(rf"\s+(?:[\w-]+\s+)?{alternatives('event')}\b"),
        balance=re.compile(rf"\b{alternatives('balance')}\b"),
        transitive=re.compile(rf"(?<![\w-]){alternatives('transitive')}(?![\w-])"),
        hedges_left=re.compile(rf"(?:\s|\(|~|\b{hedge}(?=\s|$))+$"),
        transitive_left=re.compile(rf"\b{alternatives('transitive')}(?:\s+(?:{hedge}))*\s*$"),
        to_left=re.compile(rf"\bto{hedges}\s*(?:{METRIC} of\s*)?$"),
        from_left=re.compile(rf"\bfrom{hedges}\s*$"),
        or_left=re.compile(rf"^[\s,]*\(?(?:or|representing|equal to|equivalent to|an? |\()[\s,]*{hedges}\s*\(?$"),
        and_left=re.compile(rf"^[\s,]*(?:and|,|&|or|-|–|as well as)?{hedges}\s*\(?$"),
        guidance=re.compile(rf"{spoiled}\b{guidance}\b"),
        done=re.compile(rf"\b{alternatives('done')}\b"),
        standing=re.compile(rf"\b{alternatives('standing')}\b"),
        # "spent another $5 million", "opened 14 stores"
        flow_left=re.compile(rf"\b{alternatives('flow')}(?:\s+(?:its|the|our|bank))*(?:\s+(?:{hedge}))*\s*$"),
        loss=re.compile(rf"\b{alternatives('loss')}\b"),
        not_loss=re.compile(rf"\b{alternatives('loss', 'not_with')}"),
        non_gaap=re.compile(rf"\b{alternatives('non_gaap')}\b"),
        would_have=re.compile(r"\bwould\s+(?:have|be)\b[^,;]{0,40}$"),
        without=re.compile(rf"[\W\s]*{alternatives('without')}\s[^;:]*?,"),
        item=re.compile(rf"\b{alternatives('item')}$"),
        # "on a non-GAAP basis", "organically": how a figure is meant, not what it measures
        manner=re.compile(
            rf"(?:on\s+)?(?:an?\s+)?(?:as\s+)?(?:{alternatives('non_gaap')}|{alternatives('organic')}|gaap|reported|diluted|basic)"
            rf"(?:\s+(?:per share\s+)?basis)?"
        ),
        profit=re.compile(r"(?:an?\s+)?(?:loss|profit|income|earnings)(?:\s+of)?"),
        copula=re.compile(r"[\s\d”\"’')]*\b(?:was|were|is|of|at)\s+"),
        # "in constant currency", "on a comparable constant currency basis"
        organic_before=re.compile(
            rf"\b(?:in|at|on an?)\s+(?:(?:comparable|adjusted|like-for-like)[\s,]+)?{alternatives('organic')}"
        ),
        # "6%, adjusting for currency;", not "6%, in constant currency up 7%"
        organic_behind=re.compile(
            rf"\s*,\s*(?:(?:in|at|on an?)\s+)?{alternatives('organic')}(?:\s+basis)?\s*(?:$|[,;:.)])"
        ),
        organic=re.compile(rf"\b{alternatives('organic')}\b"),
        basis=re.compile(rf"\b(?:on|in|at)\s+an?\s+{alternatives('non_gaap')}\s+basis\b"),
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
