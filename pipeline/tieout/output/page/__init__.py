"""Reports as pages for reviewers: a page a release, an index of many, and the marks that reviewers leave on them."""

from tieout.output.page.index import Line, index_to_page, report_to_line
from tieout.output.page.page import placed_to_page, report_to_page
from tieout.output.page.review import (
    Mark,
    Placed,
    Review,
    ReviewError,
    digest_of,
    json_to_review,
    place_marks,
    read_review,
    review_to_json,
)

__all__ = [
    "Line",
    "Mark",
    "Placed",
    "Review",
    "ReviewError",
    "digest_of",
    "index_to_page",
    "json_to_review",
    "place_marks",
    "placed_to_page",
    "read_review",
    "report_to_line",
    "report_to_page",
    "review_to_json",
]
