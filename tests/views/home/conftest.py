"""The offices of the service tests, for the home page of a real one."""

from tests.services.conftest import (
    clock,
    commune_template,
    district_template,
    office,
    open_copy,
)

__all__ = ["clock", "commune_template", "district_template", "office", "open_copy"]
