"""The notebook of the documentation runs from top to bottom, and holds no output of an earlier day."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

TOUR = Path(__file__).parents[2] / "docs" / "notebooks" / "tour.ipynb"


def printed(notebook: object) -> str:
    """All that the cells print and show as text."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]  # type: ignore[attr-defined]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def test_it_is_kept_without_outputs() -> None:
    cells = [cell for cell in nbformat.read(TOUR, as_version=4).cells if cell.cell_type == "code"]
    assert len(cells) > 8
    assert not [cell.source for cell in cells if cell.outputs or cell.execution_count]


@pytest.mark.filterwarnings("default")  # of Jupyter's own making
def test_it_runs() -> None:
    notebook = nbformat.read(TOUR, as_version=4)
    where = {"metadata": {"path": str(TOUR.parent)}}
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    text = printed(notebook)
    for wanted in (
        "Pinto Creek Foods Co.",
        "two digits are swapped",
        "-53243",
        "GROSS MARGIN",
        "Ada Quill",
        "contradicted",
    ):
        assert wanted in text, text
