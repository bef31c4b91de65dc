"""Text patterns as an officer reads them: «{Thành tích}» on the screen, ``{achievement}`` kept.

Braces are never printed, so what stands between them is always a field's name. A name nobody knows
stays as it was typed, in both directions, and is one of the layout's problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop.vietnamese.text import fold
from desktop.views.layouts.words import FIELDS

TOKEN = re.compile(r"\{([^{}]*)\}")
"""A field's name in its braces."""

# What people call a field beside its own name.
_ALSO = {"họ và tên": "name", "họ tên": "name", "tên": "name", "danh xưng": "honorific"}


def shown(text: str) -> str:
    """Return a kept pattern with the Vietnamese names of its fields."""
    return _renamed(text, lambda name: FIELDS.get(name, name))


def kept(text: str) -> str:
    """Return a pattern as the layout keeps it; ``kept(shown(text))`` is ``text``.

    Args:
        text: as typed; capitals, marks and signs of a field's name do not count, and a field may
            also be called by the name it is kept under.
    """
    return _renamed(text, lambda name: name if name in FIELDS else _CALLED.get(_key(name), name))


def is_field(name: str) -> bool:
    """Return whether what stands in braces is a field, by either name."""
    return name in FIELDS or _key(name) in _CALLED


def _renamed(text: str, rename: Callable[[str], str]) -> str:
    return TOKEN.sub(lambda found: f"{{{rename(found[1])}}}", text)


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()


_CALLED = {
    **{_key(name): field for name, field in _ALSO.items()},
    **{_key(label): field for field, label in FIELDS.items()},
}
