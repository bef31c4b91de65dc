"""Words kept of a nomination a colleague took out, where its dossier opens."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.services.desk import Desk
from tests.services.commune_dossier import Commune
from tests.views.dossiers.conftest import Worked

Open = Callable[[Desk], Worked]


@pytest.fixture
def worked(open_page: Open, office: Desk) -> Worked:
    commune = Commune(office)
    dossier = commune.dossier()
    kind, record_id, award = commune.recipients[0]
    report = office.nominations.add_recipients(dossier, [(kind, record_id)], award)
    gone = report.added[0]
    _keep_typed(office, gone)
    office.nominations.archive(gone, "Trùng")
    made = open_page(office)
    made.open(dossier)
    return made


def _keep_typed(office: Desk, nomination_id: UUID) -> None:
    fields = {"achievement": "Đang gõ thì mất điện"}
    state = {"id": str(nomination_id), "version": 1, "fields": fields}
    office.journal.keep(f"nominations:{nomination_id}", state)


def test_words_kept_of_a_nomination_taken_out_can_be_seen(worked: Worked) -> None:
    tab = worked.page.nominations
    assert "Đặng Thị Ước" in tab.banner.text
    worked.click("banner_action_1", tab.banner)
    assert worked.find(QLabel, "nomination_title").text() == "Đặng Thị Ước (đã bỏ khỏi hồ sơ)"
    worked.click("banner_action_1", tab.editor.banner)

    assert worked.find(QLineEdit, "achievement_field").text() == "Đang gõ thì mất điện"


def test_words_kept_of_a_nomination_taken_out_can_be_dropped(worked: Worked) -> None:
    worked.click("banner_action_2", worked.page.nominations.banner)

    assert worked.desk.journal.keys("nominations:") == ()
    assert worked.page.nominations.banner.text == ""


def test_what_was_taken_up_again_is_not_written_over_the_removal(worked: Worked) -> None:
    tab = worked.page.nominations
    worked.click("banner_action_1", tab.banner)
    worked.click("banner_action_1", tab.editor.banner)
    worked.click("save")

    assert tab.editor.is_dirty
    worked.click("banner_action_2", tab.editor.banner)
    assert worked.desk.journal.keys("nominations:") == ()
