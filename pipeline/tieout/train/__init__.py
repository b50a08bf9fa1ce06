"""Teaching the choice between links from labelled releases, from tables that agree with the prose, and from filings."""

from tieout.train.training import train

__all__ = ["train"]
