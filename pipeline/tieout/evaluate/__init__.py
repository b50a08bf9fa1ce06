"""Labelled releases: how well an analysis agrees with what people read in them."""
