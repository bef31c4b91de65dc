"""What the rules find, and what the sender answered, side by side."""

from __future__ import annotations

from desktop.law.problems import Severity
from desktop.services.appraisal import ReturnPoint
from desktop.services.desk import Desk
from desktop.services.raised_points import raised_points
from tests.services.came_dossiers import nominations_of, put_commune, put_received
from tests.services.two_offices import TwoOffices


def test_a_missing_report_is_found_of_its_nomination(district: Desk) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    dossier = put_received(district, commune, 2, report="")
    found = district.findings.of_dossier(dossier)
    for nomination in nominations_of(district, dossier):
        codes = {p.code.value for p in found.of(nomination).problems}
        assert "REPORT_MISSING" in codes
        assert found.of(nomination).count >= 1
    assert found.whole.worst is Severity.BLOCKING  # no minutes came


def test_duplicates_weigh_as_a_warning(district: Desk) -> None:
    for name in ("Đông An", "Tân Dân"):
        commune = put_commune(district, f"Ủy ban nhân dân xã {name}")
        dossier = put_received(district, commune, 1)
    (nomination,) = nominations_of(district, dossier)
    found = district.findings.of_dossier(dossier).of(nomination)
    assert len(found.duplicates) == 1
    assert found.worst in {Severity.WARNING, Severity.BLOCKING}


def test_the_sender_s_words_stand_beside_what_was_raised(sent: TwoOffices) -> None:
    sent.receive()
    first = nominations_of(sent.district, sent.dossier_id)[0]
    assert sent.district.findings.of_dossier(sent.dossier_id).sent_with == "Đã rà soát"
    point = ReturnPoint(text="Báo cáo quá ngắn.", nomination_id=first, item_code="BAO_CAO")
    back = sent.district.appraisal.return_for_correction(sent.dossier_id, [point])
    sent.commune.inbox.receive(back)
    sent.commune.dossiers.revise(sent.dossier_id)
    with sent.commune.store.reading() as session:
        (raised,) = raised_points(session, sent.dossier_id)
    sent.commune.returned_points.reply(sent.dossier_id, raised.id, "Đã viết lại báo cáo.")
    assert sent.commune.dossiers.mark_ready(sent.dossier_id, "Đã bổ sung").ready
    sent.package = sent.commune.outbox.export(sent.dossier_id, sent.stick).path
    sent.receive()

    found = sent.district.findings.of_dossier(sent.dossier_id)

    (answered,) = found.of(first).answers
    assert answered.point.text == "Báo cáo quá ngắn."
    assert answered.reply == "Đã viết lại báo cáo."
    assert found.sent_with == "Đã bổ sung"
