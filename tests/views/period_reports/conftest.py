"""The offices of the service tests, for pages that work on a real one."""

from tests.services.conftest import (
    clock,
    commune_template,
    district_template,
    open_copy,
)
from tests.services.two_offices import at_stage, sent, stages

__all__ = [
    "at_stage",
    "clock",
    "commune_template",
    "district_template",
    "open_copy",
    "sent",
    "stages",
]
