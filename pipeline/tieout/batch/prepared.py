"""Importing this module loads, besides rules and model, what a worker needs to encode rows as Parquet.

pyarrow imports pandas with the first rows it is given: a third of a second, which the server spends once for all of its
workers. Its own allocator sets a gigabyte of addresses aside, which a limit of memory would count: the system's does
not.
"""

import os

import tieout.prepared  # noqa: F401  # rules and model
from tieout.batch.formats import warm_up

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
warm_up()
