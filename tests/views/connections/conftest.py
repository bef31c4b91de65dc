"""Offices on their way to being joined, for pages that work on real ones."""

from tests.services.conftest import clock, commune_template, district_template, open_copy
from tests.services.joined_offices import asked_pair, granted_pair, joined_pair, way_to_joined

__all__ = [
    "asked_pair",
    "clock",
    "commune_template",
    "district_template",
    "granted_pair",
    "joined_pair",
    "open_copy",
    "way_to_joined",
]
