"""The data folders are found wherever the package stands, and the package says its own version."""

from importlib.metadata import distributions, entry_points, version
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tieout import resources
from tieout.cli import app
from tieout.output.page.page import SCRIPTS
from tieout.resources import folder

installed = pytest.mark.skipif(
    not any(True for _ in distributions(name="tieout")), reason="run from a path, without an installation"
)


@pytest.mark.parametrize("name", ["rules", "models"])
def test_data_folders_are_there(name: str) -> None:
    assert any(folder(name).iterdir())


@pytest.mark.parametrize("data", ["wheel/tieout/rules", "checkout/rules"])
def test_rules_are_found_beside_the_package_and_two_levels_up(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / {"wheel/tieout/rules": "wheel/tieout", "checkout/rules": "checkout/pipeline/tieout"}[data]
    package.mkdir(parents=True)
    (tmp_path / data).mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    assert folder("rules") == tmp_path / data


def test_missing_folder_names_both_places() -> None:
    with pytest.raises(FileNotFoundError, match=r"no folder 'rulez': neither .*rulez nor .*rulez is there"):
        folder("rulez")


@pytest.mark.parametrize("name", ["page.css", *SCRIPTS, "templates/review.html", "templates/index.html"])
def test_parts_of_the_review_page_lie_beside_its_module(name: str) -> None:
    assert files("tieout.output.page").joinpath(name).read_text("utf-8")


@installed
def test_version_is_a_release() -> None:
    assert version("tieout").count(".") == 2


@installed
def test_components_have_entry_points() -> None:
    names = {point.name for point in entry_points(group="spacy_factories") if point.value.startswith("tieout.")}
    assert names == {"tieout_figures", "tieout_periods", "tieout_people", "tieout_metrics"}


@installed
def test_command_says_its_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"tieout {version('tieout')}\n"
