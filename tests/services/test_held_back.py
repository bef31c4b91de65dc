"""What is held back: a disputed dossier from signing, a machine handed over from deciding."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from desktop.errors import HandoverRefused, MoveRefused
from desktop.law.lifecycle import DossierState
from desktop.models import Conflict, PackageRecord
from desktop.services.handed_over import mark_handed_over
from tests.services.two_offices import TwoOffices, state_of


def test_a_ready_dossier_is_not_signed_while_a_conflict_about_it_waits(sent: TwoOffices) -> None:
    commune, dossier = sent.commune, sent.dossier_id
    sent.receive()
    points = sent.district.appraisal_items.of_dossier(dossier)[0]
    sent.district.appraisal_items.set_item(
        dossier, points.nomination_id, points.code, False, "thiếu"
    )
    back = sent.district.appraisal.return_for_correction(
        dossier, sent.district.appraisal_items.points(dossier)
    )
    commune.inbox.receive(back)
    commune.dossiers.revise(dossier)
    assert commune.dossiers.mark_ready(dossier, "Đã bổ sung").ready
    with commune.store.writing() as session:
        session.add(
            Conflict(
                id=uuid4(),
                kind="revision_twice",
                dossier_id=dossier,
                found_at=commune.store.clock(),
                left={},
                right={},
            )
        )
        session.commit()

    with pytest.raises(MoveRefused) as refused:
        commune.outbox.export(dossier, sent.stick)

    assert refused.value.code is MoveRefused.Code.CONFLICT_OPEN
    assert state_of(commune, dossier) is DossierState.READY


def test_the_list_says_where_a_package_was_not_taken_in(sent: TwoOffices) -> None:
    (row,) = [r for r in sent.commune.dossiers.list_rows() if r.id == sent.dossier_id]
    assert (row.standing, row.tone) == ("Đã gửi", "info")
    with sent.commune.store.writing() as session:
        session.execute(
            sa.update(PackageRecord)
            .where(PackageRecord.dossier_id == sent.dossier_id)
            .values(state="REFUSED")
        )
        session.commit()
    (row,) = [r for r in sent.commune.dossiers.list_rows() if r.id == sent.dossier_id]
    assert (row.standing, row.tone) == ("Nơi nhận không nhận gói", "danger")


def test_a_machine_handed_over_neither_decides_nor_sends_back(appraised: TwoOffices) -> None:
    desk, dossier = appraised.district, appraised.dossier_id
    mark_handed_over(desk.store, "Đổi máy", "ban-giao.asice")
    with pytest.raises(HandoverRefused):
        desk.decisions.decide(dossier, appraised.draft())
    with pytest.raises(HandoverRefused):
        desk.appraisal.refuse(dossier, "Không thuộc thẩm quyền")
    assert state_of(desk, dossier) is DossierState.APPRAISED
