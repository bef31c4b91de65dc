"""A district that has decided, for the page of its fund."""

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
