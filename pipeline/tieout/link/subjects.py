"""What each figure measures: a metric that the release names, or the words it uses."""

import re
from dataclasses import dataclass, replace

from tieout.link.clauses import Gap, Sentence
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.link.roles import Role
from tieout.mentions import MetricMention
from tieout.metrics import metric


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing measured: canonical `metric` (or `None`) and `label`, the release's words for it.

    `before` and `behind` are the words around the metric's name, where a segment may stand, `phrase` is the whole noun
    phrase. `loss` is set where the
    words say that the amount is negative, `non_gaap` where they say that it is adjusted. `rule` says how it was found;
    `reach` is how far into the gap behind the figure its words go.
    """

    metric: str | None
    label: str
    before: str
    behind: str
    loss: bool
    non_gaap: bool
    rule: str
    phrase: str = ""
    reach: int = 0


_PRONOUNS = frozenset("it they this that these those which we he she who there compares represents representing".split())
_DETERMINER = re.compile(r"^(?:the|a|an|our|its|their|this|that|these|those|and|or|of|in|on|for|to|by|with|as|at|total|such|also|company's|company’s|another|additional|approximately|about|new)\s+", re.I)
_TIME = re.compile(rf"(?:,\s*)?(?:\b(?:for|in|during|at|as of|on|of|through|from)\s+)?(?:\bthe\s+)?{PERIOD}(?:['’]s)?")
_BLANKS = re.compile(r"\s+")
_NP_STOP = re.compile(
    rf"[,;:()\u2014\u2013•]|(?<![A-Z])\.|{PERIOD}|\b(?:was|were|is|are|be|been|has|have|had|will|would|which|that|who|compared|versus|from|than|while|but|or|as|by|due|primarily|to|at|during|because|after|before|when|where|with|including|up|down|reflecting|resulting|driven|offset|per|through|over|into|if)\b"
)
_PRICED = frozenset({"per share", "unit price"})
_PAST = re.compile(r"(?:ed|paid|bought|sold|spent|drew|saw|had|has|have|held|lost|with)$")
_NEW_CLAUSE = re.compile(rf"\s+and\s+(?=(?:the|a|an|our|its|we|it|its)\s|{METRIC}|$)|\s+and\s*$")
_HOLDING = re.compile(r"includ|exclud|reflect|had|has|have|with|offset")
_HANGS_ON = re.compile(r"\s*(?:in|for|at|on|of|from|to|per|by|during|as of|over|under)\s")
_BRACKETS = re.compile(r"\([^()]*\)")
_SHORT_NAME = 12  # characters: a bracket that holds no more than a name given to the thing before
# "expenses, including amortization, totaled"
_ASIDE = re.compile(r",\s+(?:including|excluding|net of|exclusive of|inclusive of)\b[^,;]{0,120},")
_RELATIVE = re.compile(r",?\s+(?:which|that)\s*$")
_JOINED = re.compile(r"(?:and|or|but|while|with|as|than|from|to|at|up|down|was|were|is|are)\b")
# Where an item of a list begins.
_ITEM = re.compile(r"[,;:.]\s+(?:and\s+)?|\bincluding\s+")
# A preposition that hangs what follows on a noun before it.
_HANGING = re.compile(r"\b(?:attributable to|of|in|at|from)\s+(?:(?:the|our|its|company's|company’s|total|all)\s+)*(?:[\w’'&-]+\s+){0,3}$")
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|reported|posted|generated|achieved|delivered|announced|recorded|totaled|represented|resulted in|led to|saw|provided|include[sd]?|exclude[sd]?|reflect(?:s|ed)?|will|would|can|could|may|should)\b"
)


def plain(phrase: str) -> str:
    """A phrase as a label: times and articles dropped, white space folded."""
    phrase = _TIME.sub(" ", phrase)
    phrase = _BLANKS.sub(" ", phrase).strip(" ,;:-–—\"“”'’()•")
    while (shorter := _DETERMINER.sub("", phrase)) != phrase:
        phrase = shorter
    return phrase


def _without_brackets(text: str) -> str:
    """The text with brackets and asides between commas blanked, all of it as long as before.

    >>> _without_brackets("costs (all in) were")
    'costs          were'
    """
    text = _BRACKETS.sub(lambda m: m[0] if METRIC in m[0] and len(m[0]) < _SHORT_NAME else " " * len(m[0]), text)
    return _ASIDE.sub(lambda m: " " * len(m[0]), text)


class SubjectReader:
    """Finds subjects sentence by sentence, remembering what was spoken of last in the block."""

    def __init__(self, text: str, cues: Cues) -> None:
        self._text = text
        self._cues = cues
        self._last: Subject | None = None
        self._sentence_start = 0

    def _is_clause(self, text: str, start: int, end: int) -> bool:
        """Whether a verb stands in `text[start:end]`."""
        return bool(_VERB.search(text, start, end) or self._cues.moves.search(text, start, end))

    def forget(self) -> None:
        """Begin a new block."""
        self._last = None

    def read(self, sentence: Sentence, roles: list[Role]) -> list[Subject]:
        """A subject for each figure of the sentence, in order."""
        found: list[Subject] = []
        self._sentence_start = sentence.start
        listed = self._respectively(sentence, roles)
        for k, role in enumerate(roles):
            subject = listed[k] if k in listed else self._one(sentence, k, role, roles, found)
            found.append(subject)
            if role.side == "main" and not role.share:
                self._last = subject
        return found

    def _respectively(self, sentence: Sentence, roles: list[Role]) -> dict[int, Subject]:
        """ "Sales and net income grew 6% and 7%, respectively": as many metrics before a list as it has figures."""
        for last in range(1, len(roles)):
            if not sentence.gaps[last + 1].text.lstrip(" ,").startswith("respectively"):
                continue
            first = last
            while first and roles[first].rule == "and":
                first -= 1
            gap = sentence.gaps[first]
            if len(gap.metrics) == last - first + 1 > 1:
                return {first + i: self._named(gap, at, m, at, at + 1, "respectively") for i, (at, m) in enumerate(gap.metrics)}
        return {}

    def _one(self, sentence: Sentence, k: int, role: Role, roles: list[Role], found: list[Subject]) -> Subject:
        subject = self._unshared(sentence, k, role, roles, found)
        return self._share(subject, sentence.gaps[k + 1], "share of") if role.share else subject

    def _unshared(self, sentence: Sentence, k: int, role: Role, roles: list[Role], found: list[Subject]) -> Subject:
        left, right = sentence.gaps[k], sentence.gaps[k + 1]
        figure = sentence.figures[k]
        if paired := self._paired(k, roles, found):
            return paired
        if role.linked and found:
            if role.rule == "and" and found[-1].reach and (own := self._right(right, role, priced=figure.kind in _PRICED)):
                return own  # "$5 million of severance and $2 million of fees"
            return replace(found[-1], rule="as before", reach=0)
        if self._text[figure.start] == "(" and role.side == "main" and (aside := self._listed(left)):
            return aside
        bound = self._left(left, role, found[-1].reach if found else 0)
        if bound is not None and bound.metric is not None and (figure.kind != "quantity" or "quantity" in metric(bound.metric).kinds):
            return bound
        transitive = role.rule != "comparison" and bool(self._cues.transitive_left.search(left.text))
        if by_verb := self._by_verb(sentence, k, transitive=transitive):
            return by_verb
        carried = self._carried(sentence, k, role, roles, found)
        unbound = bound is None or role.rule == "move to"
        if carried is not None and not transitive and unbound and (role.side == "other" or role.rule == "move to"):
            return replace(carried, rule="carried on", reach=0)
        ahead = None if role.share else self._right(right, role, priced=figure.kind in _PRICED)
        if carried is not None and k and bound is None and (ahead is None or ahead.metric is None):
            only_unit = ahead is not None and figure.noun is not None and ahead.label.lower() == figure.noun.lower()
            if role.rule == "move before" or only_unit:
                return replace(carried, rule="carried on", reach=0)
        if ahead is None and transitive and not role.share:
            ahead = self._beyond(sentence, k, roles) or self._object(sentence, k)
        counted = figure.kind in ("quantity", "shares") and ahead is not None and not self._cues.measure.fullmatch((figure.noun or "").lower())
        parallel = bool(found) and found[-1].reach > 0  # "$5 million in cash and $7 million of debt"
        firm = ahead is not None and (transitive or counted or parallel or ahead.rule in ("named behind", "noun behind", "move of"))
        if ahead is not None and (carried is None or firm) and (bound is None or transitive or ahead.metric is not None or counted):
            return ahead
        if bound is not None:
            return bound
        if role.share and not found:
            phrase, _, _ = self._phrase_right(right, skip=rf"\s*of\s+(?:(?:the\s+)?{PERIOD}\s+)?")
            return Subject(None, phrase, "", "", False, False, "whole behind")
        if carried is not None:
            return replace(carried, rule="carried on", reach=0)
        return ahead or self._fallback(sentence, k)

    def _listed(self, gap: Gap) -> Subject | None:
        """ "the closing of a plant ($5,000), severance ($2,000)": an item of a list with its amount in brackets."""
        start = max((m.end() for m in _ITEM.finditer(gap.text)), default=gap.lead)
        metrics = [(at, m) for at, m in gap.metrics if at >= start]
        if metrics:
            return self._named(gap, metrics[0][0], metrics[0][1], start, len(gap.text), "item before")
        label = self._words(gap, start, len(gap.text))
        return Subject(None, label, "", "", False, False, "item before", label) if label else None

    def _object(self, sentence: Sentence, k: int) -> Subject | None:
        """ "borrowed $5 million under the credit line": what was done with the amount, in the words that say it."""
        verb = self._cues.transitive_left.search(sentence.gaps[k].text)
        behind = re.match(r"[^,;.(]{0,70}", sentence.gaps[k + 1].raw)
        if verb is None or behind is None:
            return None
        label = plain(f"{self._cues.hedges_left.sub('', verb[0])} {behind[0].replace(METRIC, '')}")
        return Subject(None, label, "", "", False, False, "verb and object", label, behind.end())

    def _paired(self, k: int, roles: list[Role], found: list[Subject]) -> Subject | None:
        """ "Net income was $5 and EPS was $1, up 36% and 34%": as many moves in a row as amounts before them."""
        first = k if k + 1 < len(roles) and roles[k + 1].rule == "and" else k - 1 if roles[k].rule == "and" else 0
        if first < 2 or not all(roles[i].aspect == "change" for i in (first, first + 1)):
            return None
        if all(roles[i].aspect == "level" for i in (first - 2, first - 1)) and found[first - 2].metric != found[first - 1].metric:
            return replace(found[k - 2], rule="paired", reach=0)
        return None

    def _beyond(self, sentence: Sentence, k: int, roles: list[Role]) -> Subject | None:
        """ "paid $5 million, or $1 per share, in dividends": what stands behind the figures linked to this one."""
        last = k
        while last + 1 < len(roles) and roles[last + 1].linked:
            last += 1
        return self._right(sentence.gaps[last + 1], roles[last], priced=True) if last > k else None

    def _by_verb(self, sentence: Sentence, k: int, *, transitive: bool) -> Subject | None:
        """ "repurchased 40,000 shares for $2 million": the verb says what is counted, and what is paid for it."""
        figure, left = sentence.figures[k], sentence.gaps[k].text
        for verb in self._cues.verbs:
            name = verb.kinds.get(figure.kind)
            if name is None or sentence.gaps[k].metrics:
                continue
            if transitive and (found := verb.pattern.search(left)):
                return Subject(name, found[0], "", "", verb.loss, False, "verb")
            before = sentence.gaps[k - 1].text if k else ""
            bought = figure.kind == "money" and k and sentence.figures[k - 1].kind in ("shares", "quantity")
            if bought and (found := verb.pattern.search(before)):
                return Subject(name, found[0], "", "", verb.loss, False, "verb")
        return None

    def _carried(self, sentence: Sentence, k: int, role: Role, roles: list[Role], found: list[Subject]) -> Subject | None:
        """The subject of the sentence so far: on the side compared with, that of the like figure of the main side.

        A count of one thing is never carried on to a count of another.
        """
        figure = sentence.figures[k]
        if role.side == "other":
            main = [i for i in range(k) if roles[i].side == "main"]
            alike = [i for i in main if sentence.figures[i].kind == figure.kind and roles[i].aspect == "level"]
            whole = [i for i in main if not roles[i].share]
            i = (alike or whole or [-1])[-1]
            if i >= 0 and (figure.kind != "quantity" or sentence.figures[i].noun == figure.noun):
                return found[i]
        for i in range(k - 1, -1, -1):
            if not roles[i].share and (figure.kind != "quantity" or not figure.noun or sentence.figures[i].noun == figure.noun or role.aspect == "change"):
                return found[i]
        return self._last if figure.kind != "quantity" or role.aspect == "change" else None

    def _share(self, subject: Subject, right: Gap, rule: str) -> Subject:
        """A part of a whole: "SG&A of total revenues"; a label without a metric of its own."""
        whole = self._phrase_right(right, skip=rf"\s*of\s+(?:(?:the\s+)?{PERIOD}\s+)?")
        return replace(subject, label=f"{subject.label}, of {whole[0]}" if whole[0] else subject.label, rule=rule)

    def _left(self, gap: Gap, role: Role, reach: int) -> Subject | None:
        """The phrase that a copula, "of" or a verb of motion binds to the figure behind it."""
        end, floor = len(gap.text), max(gap.lead, reach)
        if role.rule == "comparison":
            floor = max([floor, *(m.end() for m in self._cues.comparison.finditer(gap.text))])
        if role.rule == "move before" and (match := self._cues.change_left.search(gap.text) or self._cues.ratio_left.search(gap.text)):
            end = match.start()
        elif role.rule == "move of" and (match := self._cues.change_of_left.search(gap.text)):
            floor = match.start() + len(match[0].split(" in ", 1)[0]) + 4
        elif role.rule == "move by" and (match := self._cues.change_by_left.search(gap.text)):
            moved = next(match.end(side) for side in ("up", "down", "neutral") if match[side])
            end = gap.text.rindex(" by", moved)
            if plain(gap.raw[moved:end]):  # "increased its dividend by 5%"
                floor = max(floor, moved)
            else:  # "costs were reduced by 5%"
                end = match.start()
        elif role.rule != "comparison" and (verb := self._cues.transitive_left.search(gap.text, 0, end)) and not gap.text.rstrip().endswith((" of", " was", " were")):
            if not gap.text[: verb.start()].rstrip().endswith(METRIC) or _HOLDING.search(verb[0]):  # "with cloud revenue generating $5 million"
                return None
            end = verb.start()
        trailing = self._cues.trailing.search(gap.text, 0, end)
        if end == len(gap.text) and not role.rule.startswith("move b") and not self._cues.binding.search(gap.text, max(0, (trailing.start() if trailing else end) - 1)):
            return None
        if trailing:
            end = trailing.start()
        while match := self._cues.moves.search(gap.text, max(0, end - 24), end):
            rest = gap.text[match.end() : end].strip()
            if rest and not rest.endswith("ly"):
                break
            end = match.start()
            trailing = self._cues.trailing.search(gap.text, 0, end)
            end = trailing.start() if trailing else end
        if end <= floor:
            return None
        text = _without_brackets(gap.text)
        start = self._left_edge(gap, text, floor, end)
        if relative := _RELATIVE.search(text, floor, start):  # "costs, which dropped": what stands before "which"
            if not plain(gap.raw[start:end]):
                end = relative.start()
                start = self._left_edge(gap, text, floor, end)
        metrics = [(at, m) for at, m in gap.metrics if start <= at < end and text[at] == METRIC]
        metrics = metrics or [(at, m) for at, m in gap.metrics if start <= at < end]
        if not metrics:
            # "Toy sales, the largest category, rose", "Revenue, excluding freight, was": the words are an aside
            before = [(at, m) for at, m in gap.metrics if floor <= at < start and not self._is_clause(text, at, start)]
            metrics, start = (before[:1], before[0][0]) if before else ([], start)
        if metrics:
            at, mention = self._head(gap, metrics)
            head = _HANGING.search(gap.text[start:at])
            if not head or not plain(gap.raw[start : start + head.start()]) or self._cues.light.search(gap.text, start, at):
                return self._named(gap, at, mention, start, end, "named before")
            words = self._words(gap, start, end)  # "operating income of our stores": named by its own head
            return Subject(None, words, "", "", False, bool(self._cues.non_gaap.search(gap.text, start, end)), "noun before", words)
        if start == floor and gap.start > self._sentence_start and _HANGS_ON.match(gap.text, floor):
            return None  # " in the prior quarter and": belongs to the figure before
        label = plain(gap.raw[start:end])
        words = label.lower().split()
        if not words or words[0] in _PRONOUNS or words[-1] in _PRONOUNS or all(w in self._cues.generic for w in words):
            return None
        loss = bool(self._cues.loss.search(gap.text, start, len(gap.text)))
        return Subject(None, label, "", "", loss, bool(self._cues.non_gaap.search(gap.text, start, end)), "noun before")

    def _head(self, gap: Gap, metrics: list[tuple[int, MetricMention]]) -> tuple[int, MetricMention]:
        """Of several metrics in a phrase the one that no preposition hangs on another."""
        last_at = metrics[-1][0]
        if re.match(r"[\"”'’]*\)", gap.text[last_at + 1 :]) and re.search(r"\([\"“'‘]*$", gap.text[:last_at]):
            return metrics[-1]  # "... (“Adjusted EBITDA”)": the short name that was just given
        for at, mention in metrics:
            if not re.search(r"\b(?:of|in|for|to|by|than|from|on)\s+(?:\w+\s+)?$", gap.text[:at]):
                return at, mention
        return metrics[-1]

    def _left_edge(self, gap: Gap, text: str, floor: int, end: int) -> int:
        """Where the phrase that ends at `end` begins: behind the last verb, comma or connective before it."""
        start = floor
        for pattern in (self._cues.clause, self._cues.comparison, self._cues.moves, self._cues.transitive, _VERB):
            for match in pattern.finditer(text, floor, end):
                if pattern is self._cues.transitive and not _PAST.search(match[0]):
                    continue  # "purchase price" is a noun, "purchased" a verb
                if pattern is self._cues.comparison and " " not in match[0]:
                    continue  # "income from assets sold"
                if match.end() < end and plain(gap.raw[match.end() : end]):
                    start = max(start, match.end())
        return start

    def _right(self, gap: Gap, role: Role, *, priced: bool) -> Subject | None:
        """The phrase behind the figure: "provision for loan losses", "in bad debt expense", "increase in sales"."""
        text = gap.text
        lead = gap.lead if priced else 0
        skip, rule = r"(?:\s+(?:after[- ]tax|after tax|pre-?tax|before tax|net of tax)(?=\s))?\s+(?:of|in|for)\s+(?:the\s+|our\s+|its\s+|total\s+)?", "named behind"
        if role.rule == "move behind" and (match := self._cues.change_right.match(text)):
            inner = [(at, m) for at, m in gap.metrics if at < match.end()]
            if inner:
                return replace(self._named(gap, inner[-1][0], inner[-1][1], 0, match.end(), "named behind"), reach=match.end())
            tail = re.compile(r"\s+(?:in|of)\s+").match(text, match.end())
            if not tail:  # "9.5% cash rental rate increase"
                moved = plain(gap.raw[lead : match.start("up") if match["up"] else match.start("down") if match["down"] else match.start("neutral")])
                return Subject(None, moved, "", "", False, False, "noun behind", moved, match.end()) if len(moved.split()) > 1 else None
            phrase, start, end = self._phrase_right(gap, start=tail.end())
            rule = "move of"
        else:
            match2 = re.compile(skip).match(text, lead)
            begin = match2.end() if match2 else lead + len(text[lead:]) - len(text[lead:].lstrip(" -"))
            if _JOINED.match(text, begin):
                return None
            phrase, start, end = self._phrase_right(gap, start=begin)
            rule = "behind" if match2 else "noun behind"
        if not phrase:
            return None
        metrics = [(at, m) for at, m in gap.metrics if max(start, gap.lead) <= at < end]
        if metrics:
            named = self._named(gap, metrics[0][0], metrics[0][1], start, end, "named behind" if rule == "noun behind" else rule)
            return replace(named, reach=max(end, metrics[0][0] + 1))
        loss = False
        return Subject(None, phrase, "", "", loss, bool(self._cues.non_gaap.search(text, start, end)), rule, phrase, end)

    def _phrase_right(self, gap: Gap, *, start: int = 0, skip: str | None = None) -> tuple[str, int, int]:
        """The noun phrase at `raw[start:]`: its words, start and end."""
        raw = gap.raw
        if skip and (match := re.compile(skip).match(raw, start)):
            start = match.end()
        stop = _NP_STOP.search(raw, start)
        end = stop.start() if stop else len(raw)
        if joint := _NEW_CLAUSE.search(raw, start, end):
            end = joint.start()
        end = min(end, start + 90)
        return self._words(gap, start, end), start, end

    def _named(self, gap: Gap, at: int, mention: MetricMention, start: int, end: int, rule: str) -> Subject:
        name = self._text[mention.start : mention.end]
        tail = gap.text[end:]
        loss_words = bool(self._cues.loss.search(name.lower())) and not self._cues.not_loss.search(name.lower())
        turned = bool(re.search(r"\b(?:a|net|operating)?\s*(?:loss|deficit)\s+of\s+\w*\s*$", tail)) or bool(self._cues.loss.search(tail)) and rule == "named before"
        non_gaap = mention.non_gaap or bool(self._cues.basis.search(gap.text))
        return Subject(mention.metric, name, gap.raw[start:at], gap.raw[at + 1 : end], loss_words or turned, non_gaap, rule, self._words(gap, start, max(end, at + 1)))

    def _words(self, gap: Gap, start: int, end: int) -> str:
        """The phrase `[start, end)` of the gap with the metrics' names put back."""
        phrase = gap.raw[start:end]
        for at, mention in gap.metrics:
            if start <= at < end:
                phrase = phrase.replace(METRIC, self._text[mention.start : mention.end], 1)
        return plain(phrase)

    def _fallback(self, sentence: Sentence, k: int) -> Subject:
        """Nothing binds: the nearest metric of the sentence, before or behind, else the words around."""
        for i in range(k, -1, -1):
            if sentence.gaps[i].metrics:
                at, mention = sentence.gaps[i].metrics[-1]
                return self._named(sentence.gaps[i], at, mention, at, at + 1, "nearest before")
        for i in range(k + 1, min(k + 2, len(sentence.gaps))):
            if sentence.gaps[i].metrics:
                at, mention = sentence.gaps[i].metrics[0]
                return self._named(sentence.gaps[i], at, mention, at, at + 1, "nearest behind")
        words = plain(sentence.gaps[k + 1].raw[:60].replace(METRIC, ""))
        return Subject(None, words or plain(sentence.gaps[k].raw[-60:]), "", "", False, False, "words around")
