"""``@override`` without the 10 ms that importing typing_extensions costs the first window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method):
        """Mark a method as overriding one of its base class; only the type checker looks."""
        return method


__all__ = ["override"]
