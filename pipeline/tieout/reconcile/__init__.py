"""Stated figures against the release's own tables: what bears each out, and what contradicts it."""

from tieout.reconcile.findings import reconcile

__all__ = ["reconcile"]
