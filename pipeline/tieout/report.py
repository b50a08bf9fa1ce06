"""What an analysis hands over: the release, its facts, its tables and what the tables say of the facts."""

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from tieout.checks import Check, Inconsistency
from tieout.facts import Fact, Finding, Notice, Person, Tie
from tieout.issuer import find_issuer
from tieout.release import Release
from tieout.schema import (
    Record,
    fact_to_record,
    inconsistency_to_record,
    notice_to_record,
    person_to_record,
    record_to_json,
    table_to_record,
)
from tieout.tables import Table

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from spacy.tokens import Doc

    from tieout.calendar import Calendar

FRAME_COLUMNS = (
    *("quote", "value", "unit", "metric", "label", "segment", "basis", "aspect", "period", "versus", "status", "tie"),
    *("period_start", "period_end", "bound", "hedge", "speaker", "operation", "computed", "message"),
    *("start", "end", "step", "rule", "confidence"),
)
"""The columns of `Report.to_pandas`: what is asked most stands first."""
FRAME_TYPES = {
    **dict.fromkeys(("value", "step", "computed", "confidence"), "float64"),
    **dict.fromkeys(("start", "end"), "int64"),
    **dict.fromkeys(("period_start", "period_end"), "datetime64[s]"),
}
"""Their types where they are not strings, the same for every release."""


@dataclass(frozen=True, slots=True)
class Report:
    """One release, analyzed: `findings[i]` is what the release's own `tables` say of `facts[i]`.

    `doc` is the tagged prose (`doc.text == release.text`), `calendar` the fiscal calendar learned from the release,
    `notices` what could not be read or resolved, `checks` how the tables' own sums came out, `inconsistencies`
    which figures cannot all be right, whatever the tables bear out.

    A report pickles without its `doc`, which takes longer to send than to make: where it arrives, the default pipeline
    tags the prose again when `doc` is first asked for.
    """

    release: Release
    doc: "Doc"
    calendar: "Calendar"
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    people: tuple[Person, ...]
    notices: tuple[Notice, ...]
    checks: tuple[Check, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        return _without_doc, tuple(getattr(self, field.name) for field in fields(self) if field.name != "doc")

    def __getattr__(self, name: str) -> object:
        """The `doc` of a report that came without; called only for what is not there."""
        if name != "doc":
            raise AttributeError(f"a report has no attribute {name!r}")
        from tieout.tag.language import default_language

        object.__setattr__(self, "doc", default_language()(self.release.text))
        return self.doc

    @property
    def contradictions(self) -> tuple[tuple[Fact, Finding], ...]:
        """The facts that the release's own tables contradict, each with its finding."""
        pairs = zip(self.facts, self.findings, strict=True)
        return tuple((fact, finding) for fact, finding in pairs if finding.tie is Tie.CONTRADICTED)

    @property
    def issuer(self) -> str | None:
        """The name under which the issuer reports, in the release's words; `None` where it does not say it plainly."""
        return find_issuer(self.release)

    @property
    def currency(self) -> str | None:
        """The currency (ISO 4217) that most tables, else most facts of money, are stated in."""
        of_tables = Counter(table.currency for table in self.tables if table.currency)
        of_facts = Counter(fact.quantity.unit for fact in self.facts if fact.quantity.kind == "money")
        most = (of_tables or of_facts).most_common(1)
        return most[0][0] if most else None

    def to_records(self) -> list[Record]:
        """A record a fact, in the order of the text, with the field names of a labelled release."""
        pairs = zip(self.facts, self.findings, strict=True)
        return [fact_to_record(fact, finding, self.tables) for fact, finding in pairs]

    def to_dict(self) -> Record:
        """The report in the schema of a labelled release: records of `str`, `int`, `Decimal`, `None`, lists, dicts."""
        return {
            "release": self.release.name,
            "issuer": self.issuer,
            "released": str(self.calendar.released) if self.calendar.released else None,
            "reporting_period": str(self.calendar.reporting_period) if self.calendar.reporting_period else None,
            "currency": self.currency,
            "people": [person_to_record(person) for person in self.people],
            "facts": self.to_records(),
            "tables": [table_to_record(table) for table in self.tables],
            "inconsistencies": [inconsistency_to_record(found, self.tables) for found in self.inconsistencies],
            "notices": [notice_to_record(notice) for notice in self.notices],
        }

    def to_json(self) -> str:
        """`to_dict` as JSON, a fact or table a line; numbers have the digits that were printed."""
        return record_to_json(self.to_dict(), lines=2)

    def to_pandas(self) -> "pd.DataFrame":
        """A row a fact, in the order of the text; `value`, `step` and `computed` as floats, no cells.

        `period_start` and `period_end` are the period as timestamps: a balance date has an end only.
        """
        import pandas as pd

        frame = pd.DataFrame(self.to_records(), columns=list(FRAME_COLUMNS))
        for end in ("start", "end"):
            days = [str(getattr(fact.period, end, None) or "") for fact in self.facts]
            frame[f"period_{end}"] = pd.to_datetime(days, format="%Y-%m-%d", errors="coerce")
        return frame.astype({name: FRAME_TYPES.get(name, "string") for name in FRAME_COLUMNS})

    def plot(self) -> "Figure":
        """A picture of the figures by their tie, a row a metric, as a matplotlib `Figure`.

        Raises `ExtraMissingError` without matplotlib.
        """
        from tieout.plots import plot_ties, rows_by_name

        pairs = zip(self.facts, self.findings, strict=True)
        rows = rows_by_name((fact.metric or "", finding.tie, _contradiction(fact, finding)) for fact, finding in pairs)
        period = self.calendar.reporting_period
        about = f", reporting on {period}" if period else ""
        title = self.issuer or self.release.name or "release"
        return plot_ties(rows, title=title, subtitle=f"{len(self.facts)} figures of the prose{about}")


def _contradiction(fact: Fact, finding: Finding) -> str:
    """What is stated, and what the tables give, of a figure that they contradict; else nothing."""
    if finding.tie is not Tie.CONTRADICTED:
        return ""
    percent = "%" if fact.quantity.unit == "%" else ""
    given = f", tables {finding.computed.normalize():,f}{percent}" if finding.computed is not None else ""
    return f"{fact.quote}{given}"


def _without_doc(*values: object) -> Report:
    """A report from its other fields, in order."""
    report = object.__new__(Report)
    names = (field.name for field in fields(Report) if field.name != "doc")
    for name, value in zip(names, values, strict=True):
        object.__setattr__(report, name, value)
    return report
