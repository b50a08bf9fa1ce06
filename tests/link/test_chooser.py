"""The trained choice: shares of options, what it learns, when it overrules the rules, how it is stored."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.training import Example
from thinc.api import Adam

from tieout.facts import Fact, Period, Place, Quantity
from tieout.link.chooser import OPTIONS, RIGHT, SHARES, Chooser, load_chooser, option_scorer, to_batch
from tieout.link.features import Features, mixed
from tieout.link.options import Options


def features(*rows: int) -> Features:
    return np.array(rows, dtype=np.uint32)


def chooser(**margins: float) -> Chooser:
    nlp = spacy.blank("en")
    return Chooser(nlp.vocab, option_scorer(), **{"metric_margin": 0.5, "period_margin": 0.5, **margins})


def fact(metric: str, rule: str = "level; carried on; period behind") -> Fact:
    return Fact(
        *(Quantity(Decimal(5), "USD", Decimal(1)), metric, metric.lower(), None, "gaap", "level"),
        *(Period(date(2020, 3, 31), date(2020, 1, 1)), None, "actual", None, None, Place(0, 2), "$5", None, rule, 0.5),
    )


def two_facts() -> Options:
    sales, income = fact("Revenues"), fact("NetIncomeLoss")
    return Options((sales, income), (sales.period,), (features(1, 2), features(3)))


def teach(pupil: Chooser, options: Options, right: list[bool], steps: int = 60) -> None:
    batch, optimizer = to_batch([options.fact_features]), Adam(0.1, L2=0.0, grad_clip=0.0)
    for _ in range(steps):
        pupil.learn(batch, [right], optimizer)


def test_shares_of_a_choice_sum_to_one_and_begin_alike() -> None:
    shares = chooser().shares([(features(1, 2), features(3)), (features(4), features(5), features(6))])
    assert [share.tolist() for share in shares] == [pytest.approx([1 / 2] * 2), pytest.approx([1 / 3] * 3)]


def test_no_choices_no_shares() -> None:
    assert chooser().shares([]) == []


def test_it_learns_the_right_option() -> None:
    pupil = chooser()
    teach(pupil, two_facts(), [False, True])
    assert pupil.shares([two_facts().fact_features])[0][1] > 0.9


def test_a_choice_without_a_right_option_teaches_nothing() -> None:
    pupil = chooser()
    teach(pupil, two_facts(), [False, False], steps=3)
    assert pupil.shares([two_facts().fact_features])[0].tolist() == pytest.approx([0.5, 0.5])


def test_the_rules_stand_unless_another_option_is_likelier_by_the_margin() -> None:
    options = two_facts()
    (chosen,) = chooser().choose([options.facts[0]], [options])
    assert (chosen.fact, chosen.metric) == (options.facts[0], 0)


def test_what_overrules_them_is_named() -> None:
    pupil, options = chooser(), two_facts()
    teach(pupil, options, [False, True])
    (chosen,) = pupil.choose([options.facts[0]], [options])
    assert chosen.fact.metric == "NetIncomeLoss"
    assert chosen.fact.rule == "level; chosen over carried on; period behind"


def test_an_only_option_needs_no_model() -> None:
    sales = fact("Revenues")
    (chosen,) = chooser().choose([sales], [Options((sales,), (sales.period,))])
    assert (chosen.fact, chosen.metric_share, chosen.period_share) == (sales, 1.0, 1.0)


def test_a_period_is_chosen_by_itself() -> None:
    sales, day = fact("Revenues"), Period(date(2020, 3, 31))
    options = Options((sales,), (sales.period, day), (), (features(1), features(2)))
    pupil = chooser()
    batch, optimizer = to_batch([options.period_features]), Adam(0.1, L2=0.0, grad_clip=0.0)
    for _ in range(60):
        pupil.learn(batch, [[False, True]], optimizer)
    (chosen,) = pupil.choose([sales], [options])
    assert (chosen.fact.metric, chosen.fact.period) == ("Revenues", day)


def test_it_is_a_component_that_learns_from_examples() -> None:
    nlp = spacy.blank("en")
    pupil = chooser()
    predicted, reference = nlp.make_doc("x"), nlp.make_doc("x")
    predicted.user_data[OPTIONS] = [two_facts()]
    reference.user_data[RIGHT] = [[False, True]]
    optimizer = Adam(0.1, L2=0.0, grad_clip=0.0)
    losses = [pupil.update([Example(predicted, reference)], sgd=optimizer)["tieout_chooser"] for _ in range(20)]
    assert losses[-1] < losses[0]
    (share,) = pupil(predicted).user_data[SHARES]
    assert share[1] > share[0]


def test_what_it_learned_is_kept(tmp_path: Path) -> None:
    pupil, options = chooser(), two_facts()
    teach(pupil, options, [False, True])
    pupil.to_disk(tmp_path / "linker", exclude=["vocab"])
    again = load_chooser(tmp_path / "linker")
    assert again.cfg == pupil.cfg
    assert again.shares([options.fact_features])[0].tolist() == pupil.shares([options.fact_features])[0].tolist()


def test_a_linker_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no trained linker in"):
        load_chooser(tmp_path / "linker")


def test_features_of_a_figure_count_only_with_a_sort_of_option() -> None:
    one, other = mixed("metric", [(["a"], ["near"]), (["a"], ["far"])], ["kind money"])
    assert len(one) == len(other) == 2
    assert len(set(one.tolist()) & set(other.tolist())) == 1


def test_features_are_the_same_in_every_process() -> None:
    (row,) = mixed("metric", [(["a"], [])], [])
    assert row.tolist() == mixed("metric", [(["a"], [])], [])[0].tolist()
    assert mixed("period", [(["a"], [])], [])[0].tolist() != row.tolist()
