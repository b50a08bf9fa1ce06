"""The figure that all pictures are; loaded when one is drawn, since it needs matplotlib."""

from matplotlib.figure import Figure

from tieout.plots.style import figure_to_bytes


class Picture(Figure):
    """A matplotlib figure that a notebook shows as it is."""

    def _repr_svg_(self) -> str:
        return figure_to_bytes(self, "svg").decode()
