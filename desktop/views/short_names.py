"""Long official names as people say them, for lists where room is short."""

from __future__ import annotations

from functools import cache

from desktop.law.catalogue import Catalogue

# Both spellings are in use on official papers.
_LONG = ("Ủy ban nhân dân", "Uỷ ban nhân dân")


def short_office(name: str) -> str:
    """Return a name with «UBND» in it: «UBND xã Đông An», «Giấy khen của Chủ tịch UBND …»."""
    for long in _LONG:
        name = name.replace(long, "UBND")
    return name


def short_award(code: str, name: str) -> str:
    """Return an award as a narrow column names it: «Giấy khen cấp huyện».

    Args:
        code: of the award.
        name: what to shorten where no law known here has the award.
    """
    return _short_awards().get(code) or short_office(name)


@cache
def _short_awards() -> dict[str, str]:
    return {award.code: award.short_name for award in Catalogue.load().awards}
