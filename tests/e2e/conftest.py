"""The offices of the service tests, for the tests that go the whole way."""

from tests.services.conftest import commune_template, district_template
from tests.services.two_offices import appraised, at_stage, sent, stages

__all__ = ["appraised", "at_stage", "commune_template", "district_template", "sent", "stages"]
