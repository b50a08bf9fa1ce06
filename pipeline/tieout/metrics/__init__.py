"""What releases measure: the canonical metrics, their names in prose and in rows, their units and formulas."""

from tieout.metrics.catalogue import Formula, Metric, metric, metric_for_unit, metrics
from tieout.metrics.labels import MetricMatch, match_label
from tieout.metrics.prose import find_metrics

__all__ = ["Formula", "Metric", "MetricMatch", "find_metrics", "match_label", "metric", "metric_for_unit", "metrics"]
