"""How corrected rows of the files are read."""

from datetime import date

from desktop.law.catalogue import Catalogue, shipped
from desktop.law.corrections import Correction, corrected
from desktop.law.rows import RequiredItem
from desktop.law.terms import AwardType, RecipientKind

NEEDS = next(
    need
    for group in shipped()["dossier_items"]["requirements"]
    if "GK_XA" in group["awards"] and "INDIVIDUAL" in group["recipients"] and group["carried_to"]
    for need in group["needs"]
    if need["item"] == "BIEN_BAN"
)
TODAY = date(2026, 11, 1)


def asked(*changes: Correction) -> list[RequiredItem]:
    law = Catalogue.read(corrected(shipped(), changes))
    kind, merit = RecipientKind.INDIVIDUAL, AwardType.MERIT
    found = law.items_for("GK_XA", merit, TODAY, kind)
    return [need for need in found if need.item.code == "BIEN_BAN"]


def test_a_paper_an_office_read_about_binds_where_it_was_only_carried_over() -> None:
    (carried,) = asked()
    assert not carried.verified
    (read,) = asked(Correction.of(NEEDS["id"], {}, "QĐ 1/QĐ-UBND"))
    assert (read.verified, read.citation) == (True, "QĐ 1/QĐ-UBND")


def test_a_procedure_is_cited_only_for_the_papers_that_were_read_in_it() -> None:
    # Catalogue §4.1, CSTĐCS: only the minutes were read in procedure 1.000843 (S23).
    law, day = Catalogue.load(), date(2023, 11, 1)
    found = law.items_for("CSTDCS", AwardType.MERIT, day, RecipientKind.INDIVIDUAL)
    cited = {need.item.code: need.citation for need in found if need.citation}
    assert cited == {"BIEN_BAN": "Thủ tục hành chính mã 1.000843"}


def test_a_paper_an_office_does_not_ask_for_is_asked_no_more() -> None:
    assert asked(Correction.of(NEEDS["id"], {"needed": False}, "QĐ 1/QĐ-UBND")) == []


def test_documents_without_standards_are_corrected_as_they_are() -> None:
    assert corrected({"x": {"rows": []}}, []) == {"x": {"rows": []}}
