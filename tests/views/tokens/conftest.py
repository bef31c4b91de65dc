"""An office and a real token in software, for what asks for one on the screen."""

from tests.sealing.soft_token import faulty, soft, token
from tests.services.conftest import (
    clock,
    commune_template,
    district,
    district_template,
    office,
    open_copy,
)

__all__ = [
    "clock",
    "commune_template",
    "district",
    "district_template",
    "faulty",
    "office",
    "open_copy",
    "soft",
    "token",
]
