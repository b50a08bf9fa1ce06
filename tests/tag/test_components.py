"""The spaCy components: spans, their attributes, entities, and that a pipeline can be saved and copied."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from tieout.mentions import PersonMention
from tieout.tag import components
from tieout.tag.components import merge_people
from tieout.tag.language import load
from tieout.tag.spans import text_of

TEXT = (
    "Acme Corp. said net sales for the quarter ended March 31, 2020 rose 12% to $7.4 million, or $(0.11) per share.\n"
    "Days sales outstanding were 64 days at 445 stores."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def test_pipes_in_order(nlp: Language) -> None:
    assert nlp.pipe_names == ["tieout_periods", "tieout_figures", "tieout_metrics", "tieout_people"]


def test_figures_have_spans_and_mentions(doc: Doc) -> None:
    assert [span.text for span in doc.spans["figures"]] == ["12%", "$7.4 million", "$(0.11)", "64", "445"]
    assert [span._.figure.unit for span in doc.spans["figures"]] == ["%", "USD", "USD/share", "day", "store"]


def test_mentions_keep_exact_offsets(nlp: Language) -> None:
    doc = nlp("a rise of 5pct.")
    (span,) = doc.spans["figures"]
    assert (span._.figure.start, span._.figure.end) == (10, 14)


def test_periods_and_metrics_have_mentions(doc: Doc) -> None:
    assert doc.spans["periods"][0]._.period.year == 2020
    assert doc.spans["metrics"][0]._.metric.metric == "Revenues"


def test_entities_do_not_overlap_and_figures_win(doc: Doc) -> None:
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("quarter ended March 31, 2020", "PERIOD"),
        ("12%", "PERCENT"),
        ("$7.4 million", "MONEY"),
        ("$(0.11)", "MONEY"),
        ("64", "QUANTITY"),
        ("445", "QUANTITY"),
    ]


def test_other_spans_have_no_mention(doc: Doc) -> None:
    assert doc[0:2]._.figure is None


def test_one_component_works_in_any_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tieout_figures")
    assert [(ent.text, ent.label_) for ent in nlp("Sales were $5 million in 2003.").ents] == [("$5 million", "MONEY")]


def test_entities_of_others_stay_where_none_of_ours_stands() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Acme"}, {"label": "CARDINAL", "pattern": "$5"}])
    nlp.add_pipe("tieout_figures")
    assert [(ent.text, ent.label_) for ent in nlp("Acme earned $5 million.").ents] == [
        ("Acme", "ORG"),
        ("$5 million", "MONEY"),
    ]


def test_pipeline_can_be_saved(nlp: Language, doc: Doc, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)(TEXT)
    assert [s._.figure for s in again.spans["figures"]] == [s._.figure for s in doc.spans["figures"]]


def test_entities_and_spans_can_be_shown(doc: Doc) -> None:
    assert "MONEY" in displacy.render(doc, style="ent", jupyter=False)
    shown = displacy.render(doc, style="span", options={"spans_key": "figures"}, jupyter=False)
    assert "PERCENT" in shown and "PERIOD" not in shown


@pytest.mark.skipif(not entry_points(group="spacy_factories", name="tieout_figures"), reason="tieout is not installed")
@pytest.mark.parametrize(
    ("factory", "group"),
    [
        ("tieout_figures", "figures"),
        ("tieout_periods", "periods"),
        ("tieout_people", "people"),
        ("tieout_metrics", "metrics"),
    ],
)
def test_each_factory_is_found_by_its_name_alone(factory: str, group: str) -> None:
    """Entry points: nothing of tieout is imported before `add_pipe`."""
    script = (
        "import spacy; nlp = spacy.blank('en'); "
        f"nlp.add_pipe({factory!r}); "
        "doc = nlp('Net sales rose 5% in June 2020, said Ada Marlow, CFO.'); "
        f"assert len(doc.spans[{group!r}]) == 1, doc.spans"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_doc_can_be_written_to_bytes(nlp: Language, doc: Doc) -> None:
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [s._.period for s in copy.spans["periods"]] == [s._.period for s in doc.spans["periods"]]


def test_empty_text(nlp: Language) -> None:
    assert [len(group) for group in nlp("").spans.values()] == [0, 0, 0, 0, 0]


def test_a_text_may_be_longer_than_a_parser_could_take(nlp: Language) -> None:
    assert len(nlp.make_doc("sales " * 170_000)) == 170_000


def test_text_is_joined_once(doc: Doc) -> None:
    assert text_of(doc) == TEXT
    assert text_of(doc) is text_of(doc)


def test_model_that_is_not_installed() -> None:
    with pytest.raises(ValueError, match="no spaCy model 'en_none_such' is installed"):
        load(ner="en_none_such")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small pipeline with a statistical `ner` that was trained on a handful of sentences, saved to a folder."""
    folder: Path = tmp_path_factory.mktemp("model")
    names = ["Zyx Qwert", "Bava Tulm", "Orla Fenwick", "Ismet Dorr"]
    sentences = [f"the plan of {name} was kept" for name in names] + [f"{name} spoke to us" for name in names]
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("PERSON")  # type: ignore[attr-defined]
    examples = []
    for sentence, name in zip(sentences, names * 2, strict=True):
        start = sentence.index(name)
        entities = {"entities": [(start, start + len(name), "PERSON")]}
        examples.append(Example.from_dict(nlp.make_doc(sentence), entities))
    spacy.util.fix_random_seed(0)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    nlp.to_disk(folder)
    return folder


def test_people_of_a_trained_model_are_added(model: Path) -> None:
    text = "We heard that Ada Marlow, CFO, will leave, and the plan of Zyx Qwert was kept; sales rose 5% to $3 million."
    doc = load(ner=str(model))(text)
    assert [span._.person.name for span in doc.spans["people"]] == ["Ada Marlow", "Zyx Qwert"]
    assert ("Zyx Qwert", "PERSON") in [(ent.text, ent.label_) for ent in doc.ents]
    assert [ent.label_ for ent in doc.ents if ent.text in ("5%", "$3 million")] == ["PERCENT", "MONEY"]


def test_people_of_another_model_are_added(tmp_path: Path) -> None:
    model = spacy.blank("en")
    model.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Zyx Qwert"}])  # type: ignore[attr-defined]
    model.to_disk(tmp_path)
    doc = load(ner=str(tmp_path))("the plan of zyx and Zyx Qwert was kept")
    assert [span.text for span in doc.spans["people"]] == ["Zyx Qwert"]


def test_people_are_not_added_twice() -> None:
    model = spacy.blank("en")
    model.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Jane Roe"}])  # type: ignore[attr-defined]
    known = [PersonMention(0, 11, "Dr Jane Roe")]
    assert merge_people(known, model("Dr Jane Roe")) == known


def test_every_kind_of_unit_has_a_label() -> None:
    assert set(components.ENTITY.values()) == {"MONEY", "PERCENT", "QUANTITY"}
