"""The files of a dossier: by item, with those of its nominations, and how much room is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QTreeWidget

from desktop.services.desk import Desk
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker
from tests.services.commune_dossier import PDF, Commune
from tests.views.dossiers.conftest import Worked

Open = Callable[[Desk], Worked]


@pytest.fixture
def dossier(office: Desk) -> UUID:
    commune = Commune(office)
    made = commune.dossier()
    for kind, record_id, award in commune.recipients:
        office.nominations.add_recipients(made, [(kind, record_id)], award)
    return made


@pytest.fixture
def worked(open_page: Open, office: Desk, dossier: UUID) -> Worked:
    made = open_page(office)
    made.open(dossier)
    return made


def _missing(worked: Worked) -> list[str]:
    return [line[2] for line in worked.lines("missing_list")]


def test_a_missing_paper_leads_to_its_item_and_adding_it_cures_the_line(
    worked: Worked,
    office: Desk,
    dossier: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = worked.find(QTreeWidget, "missing_list")
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    wanted = next(i for i in items if i is not None and "Biên bản xét khen thưởng" in i.text(2))
    tree.itemActivated.emit(wanted, 0)
    files = worked.page.files
    assert worked.page.tabs.currentWidget() is files
    assert worked.find(QComboBox, "item_code", files).currentText() == "Biên bản xét khen thưởng"

    minutes = tmp_path / "Biên bản họp xét.pdf"
    minutes.write_bytes(PDF)
    monkeypatch.setattr(FilePicker, "open_files", lambda *_a: [minutes])
    worked.click("add_file", files)
    (row,) = office.attachments.list_for("dossiers", dossier)
    assert row.item_code == "BIEN_BAN"
    assert not any("Biên bản xét khen thưởng" in text for text in _missing(worked))
    assert "/ 200 MB" in worked.find(QLabel, "attached_size", files).text()


def test_taking_the_paper_away_brings_the_line_back(
    worked: Worked,
    office: Desk,
    dossier: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    minutes = tmp_path / "Biên bản.pdf"
    minutes.write_bytes(PDF)
    office.attachments.add("dossiers", dossier, "BIEN_BAN", minutes)
    worked.page.refresh()
    worked.idle()
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: True)
    worked.click("remove_file", worked.page.files)
    assert any("Biên bản xét khen thưởng" in text for text in _missing(worked))


def test_a_file_that_is_not_what_its_name_says_is_refused(
    worked: Worked,
    office: Desk,
    dossier: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    liar = tmp_path / "Biên bản.pdf"
    liar.write_bytes(b"MZ\x90\x00 not a paper")
    monkeypatch.setattr(FilePicker, "open_files", lambda *_a: [liar])
    worked.click("add_file", worked.page.files)
    assert worked.page.files.banner.text
    assert office.attachments.list_for("dossiers", dossier) == []
