"""Long official names as people say them, for lists where room is short."""

from __future__ import annotations

# Both spellings are in use on official papers.
_LONG = ("Ủy ban nhân dân", "Uỷ ban nhân dân")


def short_office(name: str) -> str:
    """Return a name with «UBND» in it: «UBND xã Đông An», «Giấy khen của Chủ tịch UBND …»."""
    for long in _LONG:
        name = name.replace(long, "UBND")
    return name
