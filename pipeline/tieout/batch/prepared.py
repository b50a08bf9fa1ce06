"""Importing this module loads, besides rules and model, what a worker needs to encode rows as Parquet.

pyarrow imports pandas with the first rows it is given: a third of a second, which the server spends once for all of its
workers.
"""

import tieout.prepared  # noqa: F401  # rules and model
from tieout.batch.formats import warm_up

warm_up()
