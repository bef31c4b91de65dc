"""Both ends of the loop as the service tests have them, for pages that work on real offices."""

from tests.services.conftest import clock, commune_template, district_template
from tests.services.two_offices import appraised, at_stage, sent, stages

__all__ = [
    "appraised",
    "at_stage",
    "clock",
    "commune_template",
    "district_template",
    "sent",
    "stages",
]
