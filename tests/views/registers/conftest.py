"""One real office, for the page of its registers."""

from tests.services.conftest import (
    clock,
    commune_template,
    district_certificate,
    district_template,
    office,
    open_copy,
)

__all__ = [
    "clock",
    "commune_template",
    "district_certificate",
    "district_template",
    "office",
    "open_copy",
]
