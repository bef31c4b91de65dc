"""A second dossier of the same commune, received and appraised beside the first."""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import UUID

from desktop.law.terms import RecipientKind, Verdict
from desktop.services.inbox_reports import ReceiveResult
from tests.services.commune_dossier import PDF, REASON, saved
from tests.services.two_offices import TwoOffices

NAMES = ("Phạm Thị Mến", "Trịnh Văn Quế")


def second_dossier(two: TwoOffices, verdict: Verdict = Verdict.MEETS) -> UUID:
    """Let the commune send a dossier with two giấy khen, and the district appraise it.

    Args:
        two: both offices, the first dossier received.
        verdict: of the second nomination; the first meets the conditions.
    """
    desk = two.commune
    draft = dataclasses.replace(
        desk.dossiers.new_draft(),
        title="Đề nghị tặng giấy khen đợt 2",
        letter_number="52/TTr-UBND",
        letter_date=date(2023, 11, 17),
    )
    dossier_id = saved(desk.dossiers, draft)
    unit = desk.units.list_rows()[0].id
    for name in NAMES:
        nomination = desk.nominations.draft_for(dossier_id, RecipientKind.COLLECTIVE, unit)
        filled = dataclasses.replace(
            nomination,
            recipient_kind=RecipientKind.INDIVIDUAL,
            unit_id=None,
            recipient_name=name,
            recipient_post="Nông dân",
            recipient_unit="Thôn Đoài",
            award_code="GK_HUYEN",
            achievement="Đã có thành tích xuất sắc trong phong trào thi đua năm 2023",
            report="Đã hiến đất làm đường.",
            recipient_birth_year=1975,
            period_from=date(2023, 1, 1),
            period_to=date(2023, 12, 31),
        )
        saved(desk.nominations, filled)
    minutes = two.stick / "Biên bản 2.pdf"
    minutes.write_bytes(PDF)
    desk.attachments.add("dossiers", dossier_id, "BIEN_BAN", minutes)
    report = desk.dossiers.mark_ready(dossier_id, REASON)
    assert report.ready, report.problems
    package = desk.outbox.export(dossier_id, two.stick).path
    assert two.district.inbox.receive(package).result is ReceiveResult.NEW
    second = two.district.appraisal.open(dossier_id).nominations[1]
    assert two.district.appraisal.set_verdict(second.id, verdict, "Chờ xác minh") == ()
    assert two.district.appraisal.set_all(dossier_id, Verdict.MEETS) == ()
    assert two.district.appraisal.finish(dossier_id).finished
    return dossier_id
