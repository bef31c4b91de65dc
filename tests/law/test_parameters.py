"""Numbers an office sets for itself (legal catalogue §9.5)."""

from datetime import date
from decimal import Decimal

from desktop.law.catalogue import Catalogue, shipped
from desktop.law.corrections import Correction, corrected

LAW = Catalogue.load()
TODAY = date(2026, 11, 22)


def test_no_source_names_a_target_so_none_is_set() -> None:
    row = LAW.parameters.row("DIRECT_SHARE_TARGET", TODAY)
    assert row is not None
    assert (row.value, row.unit, row.verified) == (None, "%", False)
    assert LAW.parameters.value("DIRECT_SHARE_TARGET", TODAY) is None


def test_an_office_sets_its_own_number_from_a_day() -> None:
    change = Correction.of(
        "parameters.DIRECT_SHARE_TARGET", {"value": "62.5"}, "KH 5/KH-UBND", date(2026, 1, 1)
    )
    law = Catalogue.read(corrected(shipped(), [change]))
    assert law.parameters.value("DIRECT_SHARE_TARGET", TODAY) == Decimal("62.5")
    assert law.parameters.value("DIRECT_SHARE_TARGET", date(2025, 12, 31)) is None


def test_an_unknown_number_is_none() -> None:
    assert LAW.parameters.row("SHOE_SIZE", TODAY) is None
    assert LAW.parameters.value("SHOE_SIZE", TODAY) is None
