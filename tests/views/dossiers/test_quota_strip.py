"""The strip under the list: it follows the list, speaks in words, and shows its units."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeWidget

from desktop.law.terms import RecipientKind, UnitKind
from desktop.models import LawCorrection
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft
from desktop.views.dossiers.quota_details import QuotaDetails
from desktop.views.dossiers.quota_strip import QuotaStrip
from desktop.views.widgets.dialogs import ReasonDialog
from tests.services.commune_dossier import Commune, saved
from tests.views.dossiers.conftest import Worked

Open = Callable[[Desk], Worked]


@pytest.fixture
def teachers(office: Desk) -> list[UUID]:
    """Seven teachers of one school, all of them LĐTT of 2023: 15 % is one."""
    school = saved(office.units, UnitDraft(name="Trường Tiểu học", kind=UnitKind.SCHOOL))
    held = (PriorAwardLine(year=2023, award_code="LDTT"),)
    return [
        saved(office.people, PersonDraft(full_name=f"Cô {n}", unit_id=school, prior_awards=held))
        for n in "ABCDEFG"
    ]


@pytest.fixture
def worked(open_page: Open, office: Desk, teachers: list[UUID]) -> Worked:
    with office.store.writing() as session:
        session.add(
            LawCorrection(
                row_id="quotas.CSTDCS.R2003", changes={"percent": "15"}, basis="Quy chế của tỉnh"
            )
        )
        session.commit()
    dossier = Commune(office).dossier()
    refs = [(RecipientKind.INDIVIDUAL, teacher) for teacher in teachers[:3]]
    office.nominations.add_recipients(dossier, refs, "CSTDCS")
    made = open_page(office)
    made.open(dossier)
    return made


def _said(worked: Worked) -> str:
    return worked.find(QLabel, "quota_line_0").text()


def test_the_strip_says_who_is_too_many_and_follows_the_list(
    worked: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _said(worked) == "CSTĐCS (15% số LĐTT): đề nghị 3, được 1, thừa 2 ở Trường Tiểu học."
    assert worked.find(QLabel, "quota_line_0").property("ink") == "danger"

    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Rút")
    worked.page.nominations.panel.view.selectAll()
    worked.page.nominations.panel.view.selectRow(0)
    worked.click("take_out")
    worked.page.nominations.panel.view.selectRow(0)
    worked.click("take_out")

    assert "đề nghị 1, được 1, vừa đủ" in _said(worked)
    assert worked.find(QLabel, "quota_line_0").property("ink") == "success"


def test_f4_shows_every_unit_under_its_rule(worked: Worked) -> None:
    page = worked.page.nominations.panel.view
    page.setFocus()
    worked.qtbot.keyClick(page, Qt.Key.Key_F4)

    dialog = worked.dialog(QuotaDetails)
    tree = worked.find(QTreeWidget, "quota_table", dialog)
    head = tree.topLevelItem(0)
    assert head is not None
    assert "Quy chế của tỉnh" in head.text(0)
    unit = head.child(0)
    assert unit is not None
    assert [unit.text(column) for column in range(6)] == [
        "Trường Tiểu học",
        "7",
        "1",
        "3",
        "3",
        "thừa 2",
    ]
    dialog.close()


def test_a_list_without_a_rule_and_no_list_show_no_strip(
    open_page: Open, office: Desk, worked: Worked
) -> None:
    commune = Commune(office)
    other = commune.dossier(title="Chỉ có hộ")
    office.nominations.add_recipients(
        other, [(RecipientKind.HOUSEHOLD, commune.household)], "GK_HUYEN"
    )
    assert not worked.find(QuotaStrip, "quota_strip").isHidden()
    worked.page.refresh()
    worked.idle()

    worked.open(other)

    assert worked.find(QuotaStrip, "quota_strip").isHidden()


def test_the_page_keeps_its_width_at_1366_pixels(worked: Worked) -> None:
    strip = worked.find(QuotaStrip, "quota_strip")

    assert worked.page.minimumSizeHint().width() <= 1158
    assert strip.width() <= worked.page.width()
    assert worked.page.nominations.panel.view.height() > 200
