"""The service tests' offices, for the page of gathered dossiers."""

from tests.services.conftest import clock, commune_template, district, district_template, open_copy
from tests.services.three_offices import province_template, three
from tests.services.two_offices import at_stage, stages

__all__ = [
    "at_stage",
    "clock",
    "commune_template",
    "district",
    "district_template",
    "open_copy",
    "province_template",
    "stages",
    "three",
]
