"""Reading: a file, text or bytes to a `Release`, its prose and raw tables placed in the source."""

from tieout.read.source import ReadError, read, read_exhibits

__all__ = ["ReadError", "read", "read_exhibits"]
