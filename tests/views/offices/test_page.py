"""Offices and certificates: what to read out, what to hand over, whom to believe."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.inbox.trust_dialog import TrustAnswer, TrustDialog
from desktop.views.offices.key_dialog import KeyAnswer, KeyDialog
from desktop.views.offices.page import OfficesPage
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from tests.views.hands import Hands, work


@pytest.fixture
def page(qtbot: QtBot, district: Desk, runner: JobRunner) -> Hands:
    return work(qtbot, district, runner, OfficesPage, Changes())


@pytest.fixture
def card(office: Desk, tmp_path: Path) -> Path:
    """The commune's certificate file, as it came by stick."""
    path = tmp_path / "xa-dong-an.gscert"
    office.keys.export_certificate(path)
    return path


def _open(page: Hands, words: str) -> None:
    rows = page.page.panel.model.shown_rows()
    assert page.page.panel.view.select(next(r.id for r in rows if words in r.name))
    page.idle()
    page.page.tabs.setCurrentIndex(1)


def _agree(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    asked: dict[str, object] = {}

    def ask(_parent: object, **about: object) -> TrustAnswer:
        asked.update(about)
        return TrustAnswer(None)

    monkeypatch.setattr(TrustDialog, "ask", ask)
    return asked


def test_this_offices_code_is_shown_to_be_read_out(page: Hands, district: Desk) -> None:
    _open(page, "huyện Thanh Bình")

    code = district.keys.own_certificate().short_code
    assert page.text("own_code").split() == code.split("-")


def test_the_certificate_is_handed_over_as_a_file(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, office: Desk
) -> None:
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "huyen")
    _open(page, "huyện Thanh Bình")

    page.click("export_certificate")

    read = office.trust.read(tmp_path / "huyen.gscert")
    assert read.office == "Ủy ban nhân dân huyện Thanh Bình"
    assert read.short_code in page.page.banner.text


def test_a_certificate_is_trusted_after_its_code_was_compared(
    page: Hands, card: Path, monkeypatch: pytest.MonkeyPatch, office: Desk
) -> None:
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: card)
    asked = _agree(monkeypatch)

    page.click("import_any")

    assert asked["short_code"] == office.keys.own_certificate().short_code
    _open(page, "xã Đông An")
    listed = page.find(QTreeWidget, "certificates")
    assert listed.topLevelItem(0).text(3) == "Đang tin"
    assert listed.topLevelItem(0).text(2) == "20/11/2023"


def test_nothing_is_trusted_when_the_codes_differ(
    page: Hands, card: Path, monkeypatch: pytest.MonkeyPatch, district: Desk
) -> None:
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: card)
    monkeypatch.setattr(TrustDialog, "ask", lambda *_a, **_k: None)

    page.click("import_any")

    assert district.trust.list_rows() == []


def test_a_certificate_known_already_is_said_so(
    page: Hands, card: Path, monkeypatch: pytest.MonkeyPatch, district: Desk
) -> None:
    district.trust.pin(None, card)
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: card)

    page.click("import_any")

    assert "đã được tin từ trước" in page.page.banner.text


def test_trust_ends_with_a_reason_and_the_certificate_stays_listed(
    page: Hands, card: Path, monkeypatch: pytest.MonkeyPatch, district: Desk
) -> None:
    district.trust.pin(None, card)
    page.page.refresh()
    page.idle()
    _open(page, "xã Đông An")
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Mất khóa")

    page.click("unpin")

    (row,) = district.trust.list_rows()
    assert row.closed_at is not None
    assert page.find(QTreeWidget, "certificates").topLevelItem(0).text(3).startswith("Thôi tin")
    assert page.why_not("unpin")


def test_a_file_that_is_no_certificate_is_refused_in_words(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong = tmp_path / "x.gscert"
    wrong.write_text("{}")
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: wrong)

    page.click("import_any")

    assert "Không đọc được tệp chứng thư" in page.page.banner.text


def test_an_officers_own_key_comes_with_its_certificate(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, district: Desk
) -> None:
    answer = KeyAnswer("Trần Quốc Đạt", "mat khau dai")
    monkeypatch.setattr(KeyDialog, "ask", lambda *_a: answer)
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "khoa.p12")
    _open(page, "huyện Thanh Bình")

    page.click("make_key")

    signer = district.keys.signer_from_file(tmp_path / "khoa.p12", "mat khau dai")
    assert signer.info.subject == "Trần Quốc Đạt"
    assert (tmp_path / "khoa.gscert").exists()
    assert signer.info.short_code in page.page.banner.text


def test_a_passphrase_is_typed_twice_and_long_enough(qtbot: QtBot) -> None:
    dialog = KeyDialog(None, "Trần Quốc Đạt")
    qtbot.addWidget(dialog)
    first = dialog.findChild(QLineEdit, "passphrase")
    again = dialog.findChild(QLineEdit, "passphrase_again")

    first.setText("ngan")
    assert not dialog.yes.isEnabled()
    first.setText("mat khau dai")
    again.setText("mat khau sai")
    assert not dialog.yes.isEnabled()
    assert "không giống nhau" in dialog.findChild(QLabel, "trouble").text()
    again.setText("mat khau dai")
    assert dialog.yes.isEnabled()
