"""Raw tables understood: columns with periods, rows with label paths, cells with exact quantities."""

from tieout.table.tables import raw_to_table, read_tables

__all__ = ["raw_to_table", "read_tables"]
