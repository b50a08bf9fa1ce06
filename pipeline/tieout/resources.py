"""Where the data folders stand: beside the package in a wheel, two levels up in a checkout."""

from pathlib import Path


def folder(name: str) -> Path:
    """The folder of data called `name` ("rules" or "models").

    Raises `FileNotFoundError`, naming both places that were looked at.
    """
    package = Path(__file__).resolve().parent
    places = (package / name, package.parents[1] / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no folder {name!r}: neither {places[0]} nor {places[1]} is there")
