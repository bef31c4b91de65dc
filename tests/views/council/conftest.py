"""The offices of the service tests, for pages that work on a real one."""

from tests.services.conftest import (
    clock,
    commune_template,
    office,
    open_copy,
)

__all__ = ["clock", "commune_template", "office", "open_copy"]
