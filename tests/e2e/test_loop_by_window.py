"""A dossier goes the whole way between two offices, through the windows of both."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.services.desk import open_desk
from desktop.views.decisions.decision_dialog import DecisionDialog
from desktop.views.dossiers.recipient_picker import RecipientPicker
from desktop.views.dossiers.signing_dialog import SigningDialog
from desktop.views.main_window import MainWindow
from desktop.views.widgets.dialogs import ChoiceDialog, FilePicker, ReasonDialog
from tests.documents.reading import Pdf
from tests.e2e.officials import Official
from tests.services.commune_dossier import PDF
from tests.services.conftest import (
    COMMUNE,
    DISTRICT,
    Template,
    TickingClock,
    clock,
    commune_template,
    district_template,
)
from tests.views.conftest import type_text

# The fixtures of other tests, which a test finds where it stands.
__all__ = ["clock", "commune_template", "district_template", "type_text"]

# What the offscreen platform cannot do for the list of records offered while typing.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)

PERSON, VILLAGE = "Đặng Thị Ước", "Thôn Đoài Thượng"
REASON = "Đã đối chiếu với bản giấy"
ACHIEVEMENT = "Đã có thành tích xuất sắc trong phong trào thi đua năm 2023"


@dataclass
class Loop:
    """Both offices with their officials at work, and what is carried between them.

    Attributes:
        stick: the folder that stands for the USB stick.
        papers: files of the commune's own, such as the minutes.
    """

    commune: Official
    district: Official
    stick: Path
    papers: Path
    patch: pytest.MonkeyPatch

    def carried(self, pattern: str) -> Path:
        """Return the one file on the stick with such a name."""
        (found,) = self.stick.glob(pattern)
        return found

    def pick(self, **chosen: object) -> None:
        """Let the system's file dialogs give these: ``folder``, ``open_files``, ``save_file``."""
        for name, answer in chosen.items():
            self.patch.setattr(FilePicker, name, lambda *_a, answer=answer: answer)

    def answer(self, dialog: type[QDialog], who: Official, **typed: str) -> None:
        """Let the next dialog of a kind be filled in by key and agreed to."""

        def fill_in(self: QDialog) -> int:
            self.show()
            for name, text in typed.items():
                who.type(name, text, self)
            who.click("yes", self)
            return self.result()

        self.patch.setattr(dialog, "exec", fill_in)


@pytest.fixture
def loop(
    tmp_path: Path,
    qtbot: QtBot,
    clock: TickingClock,
    commune_template: Template,
    district_template: Template,
    type_text: Callable[[QWidget, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Loop]:
    """Open both offices' windows, still locked; each office knows the other's certificate."""
    folders = {"stick": tmp_path / "USB của xã", "papers": tmp_path / "Giấy tờ"}
    for folder in folders.values():
        folder.mkdir()
    templates = {"commune": commune_template, "district": district_template}
    roots = {name: tmp_path / name for name in templates}
    for name, template in templates.items():
        shutil.copytree(template.root, roots[name])
    _introduce(roots, templates, clock)
    bugs: list[BaseException] = []
    officials = {}
    for name, root in roots.items():
        runner = JobRunner(on_bug=lambda _kind, error, _trace: bugs.append(error))
        window = MainWindow(OfficePaths(root), clock, runner)
        window.resize(1366, 768)
        qtbot.addWidget(window, before_close_func=lambda _window: _give_up_typed(monkeypatch))
        officials[name] = Official(window, runner, qtbot, type_text)
    yield Loop(**officials, **folders, patch=monkeypatch)
    for official in officials.values():
        official.runner.shutdown()
    assert bugs == []


def _introduce(roots: dict[str, Path], known: dict[str, Template], clock: TickingClock) -> None:
    """Pin each office's certificate at the other, as done once after comparing codes by phone."""
    desks = {n: open_desk(OfficePaths(r), known[n].unlocked, clock) for n, r in roots.items()}
    for name, desk in desks.items():
        certificate = roots[name].with_suffix(".gscert")
        desk.keys.export_certificate(certificate)
        for other in desks.values():
            if other is not desk:
                other.trust.pin(None, certificate)
    for desk in desks.values():
        desk.close()


def _give_up_typed(patch: pytest.MonkeyPatch) -> None:
    """Let a window close over what a failed test left half typed."""
    patch.setattr(ChoiceDialog, "ask", lambda *_a, **_k: "discard")


# -- what the officials do, step by step ------------------------------------------------------


def _enter_records(who: Official) -> None:
    """Enter a village and two of its people, who have the same name."""
    who.go("units")
    who.click("new")
    who.type("name_field", VILLAGE)
    who.click("save")
    assert who.told() == "Đã lưu."
    who.go("people")
    for born, post in (("8/3/1984", "Giáo viên"), ("2/9/1961", "Nông dân")):
        who.click("new")
        who.type("full_name_field", PERSON)
        who.choose("gender_field", "FEMALE")
        who.type("birth_date_field", born)
        who.refer("unit_id_field", "doai", VILLAGE)
        who.type("post_field", post)
        who.click("save")
        assert who.told() == "Đã lưu."


def _begin_dossier(who: Official, title: str, number: str, *, sent: bool = True) -> None:
    """Make a dossier for the office above; one not sent is decided here."""
    who.go("dossiers")
    who.click("new")
    who.type("title_field", title)
    who.type("letter_number_field", number)
    who.type("letter_date_field", "17/11/2023")
    if not sent:
        who.clear("receiver_office_id_field")
    who.click("save")
    assert who.text("state_chip") == "Đang soạn"


def _nominate(who: Official, award: str) -> None:
    """Tick both people and the village in one dialog, then write what each has achieved."""
    who.tab("Đề nghị")
    who.click("add_recipients")
    picker = who.dialog(RecipientPicker)
    _tick(who, picker, "uoc", [PERSON, PERSON])
    _tick(who, picker, "doai thuong", [VILLAGE, PERSON, PERSON])
    who.choose("award_for_all", award, picker)
    who.click("add_ticked", picker)
    assert "Đã thêm 3 đề nghị." in who.page.nominations.banner.text
    view = who.page.nominations.panel.view
    view.selectRow(0)
    who.press(view, Qt.Key.Key_Return)
    for place in (1, 2, 3):
        assert who.text("nomination_title").startswith(f"{place}. ")
        who.type("achievement_field", ACHIEVEMENT)
        who.type("period_from_field", "1/1/2023")
        who.type("period_to_field", "31/12/2023")
        who.type("report_field", "Năm 2023, đã hoàn thành tốt nhiệm vụ được giao.")
        who.click("nomination_next" if place < 3 else "save")
    who.click("back_to_list")


def _tick(who: Official, picker: RecipientPicker, typed: str, names: list[str]) -> None:
    """Search, wait until these stand in the list, those ticked before last, and tick them all."""
    who.type("recipient_search", typed, picker)
    who.qtbot.waitUntil(lambda: [n for n, *_ in who.lines("recipients_found", picker)] == names)
    found = who.find(QTreeWidget, "recipients_found", picker)
    for place in range(len(names)):
        item = found.topLevelItem(place)
        assert item is not None
        item.setCheckState(0, Qt.CheckState.Checked)


def _attach_minutes(who: Official, loop: Loop) -> None:
    minutes = loop.papers / "Biên bản họp xét.pdf"
    minutes.write_bytes(PDF)
    loop.pick(open_files=[minutes])
    who.tab("Tệp kèm theo")
    who.choose("item_code", "BIEN_BAN", who.page.files)
    who.click("add_file", who.page.files)
    (line,) = who.lines("attachment_list", who.page.files)
    assert line[0] == minutes.name


def _mark_ready(who: Official, loop: Loop) -> None:
    loop.answer(ReasonDialog, who, reason=REASON)
    who.click("mark_ready")
    assert who.text("state_chip") == "Sẵn sàng"


def _sign_and_export(who: Official, loop: Loop) -> Path:
    loop.pick(folder=loop.stick)
    who.click("send")
    dialog = who.dialog(SigningDialog)
    who.click("choose_folder", dialog)
    who.click("sign", dialog)
    package = loop.carried("*.asice.p7m")
    assert package.name in who.told()
    return package


def _take_in(who: Official, loop: Loop, *files: Path) -> None:
    loop.pick(open_files=list(files))
    who.go("inbox")
    who.click("receive")
    assert [line[:2] for line in who.lines("result_list")] == [[f.name, "Mới"] for f in files]


def _appraise(who: Official) -> None:
    """Find the conditions met, with one key for each nomination."""
    who.click("open_dossier")
    assert who.page.objectName() == "appraisal_page"
    view = who.page._view.panel.view
    for count in ("1/3", "2/3", "3/3"):
        who.press(view, Qt.Key.Key_1)
        assert who.text("verdict_count") == f"{count} đã có ý kiến"
    who.click("finish")
    assert "Đã kết thúc thẩm định" in who.told()


def _write_certificates(who: Official, loop: Loop) -> Pdf:
    """Write the certificates of the open decision and read them back."""
    target = loop.papers / "Giấy khen.pdf"
    loop.pick(save_file=target)
    who.tab("Giấy khen")
    who.click("write")
    assert who.page._view.certificates.banner.text.startswith("Đã ghi 3 giấy khen")
    return Pdf(target)


def _assert_names(printed: Pdf) -> None:
    """Find each name with its marks on its certificate: collectives come before people."""
    for text, name in zip(printed.texts, (VILLAGE, PERSON, PERSON), strict=True):
        assert name in text
    # Two of one name are told apart by what they do.
    assert all(printed.text.count(post) == 1 for post in ("Giáo viên", "Nông dân"))


def _numbers(who: Official) -> list[tuple[str, str]]:
    """Return who was nominated and the number of their certificate, as the table shows them."""
    rows = who.page.nominations.panel.model.shown_rows()
    return [(row.row.name, row.certificate) for row in rows]


def test_a_dossier_goes_up_and_its_decision_comes_back_by_window(loop: Loop) -> None:
    commune, district = loop.commune, loop.district
    commune.unlock(COMMUNE.password)
    _enter_records(commune)
    _begin_dossier(commune, "Đề nghị khen thưởng tổng kết năm 2023", "45/TTr-UBND")
    _nominate(commune, "GK_HUYEN")
    _attach_minutes(commune, loop)
    _mark_ready(commune, loop)
    package = _sign_and_export(commune, loop)
    assert commune.text("state_chip") == "Đã gửi"

    district.unlock(DISTRICT.password)
    _take_in(district, loop, package)
    district.click("save_receipt")
    _appraise(district)
    asked = {"number_field": "12", "decided_on_field": "20/11/2023"}
    loop.answer(DecisionDialog, district, **asked, signatory_name_field="Phạm Đức Ổn")
    district.click("decide")
    assert "Quyết định số 12/QĐ-UBND" in district.told()
    district.click("open_decision")
    printed = _write_certificates(district, loop)
    _assert_names(printed)
    assert all("Phạm Đức Ổn" in text for text in printed.texts)
    district.click("copy_answer")

    _take_in(commune, loop, loop.carried("bien-nhan-*"), loop.carried("quyet-dinh-*"))
    commune.click("open_dossier")
    assert commune.page.objectName() == "dossiers_page"
    assert commune.text("state_chip") == "Đã quyết định"
    assert "Quyết định số 12/QĐ-UBND" in commune.text("decided_line")
    assert _numbers(commune) == [(PERSON, "2"), (PERSON, "3"), (VILLAGE, "1")]
    commune.tab("Lịch sử")
    told = "\n".join(" ".join(line) for line in commune.lines("history"))
    assert COMMUNE.name in told
    assert DISTRICT.name in told
    assert REASON in told


def test_a_commune_decides_by_itself_what_is_in_its_own_power(loop: Loop) -> None:
    commune = loop.commune
    commune.unlock(COMMUNE.password)
    _enter_records(commune)
    _begin_dossier(commune, "Giấy khen quý IV năm 2023", "46/TTr-UBND", sent=False)
    _nominate(commune, "GK_XA")
    _attach_minutes(commune, loop)
    _mark_ready(commune, loop)
    loop.answer(DecisionDialog, commune, number_field="7", decided_on_field="20/11/2023")
    commune.click("decide_here")
    assert "Đã ban hành quyết định số 07/QĐ-UBND: 3 khen thưởng." in commune.told()
    assert commune.text("state_chip") == "Đã quyết định"
    assert _numbers(commune) == [(PERSON, "2"), (PERSON, "3"), (VILLAGE, "1")]
    commune.click("show_decision")
    printed = _write_certificates(commune, loop)
    _assert_names(printed)
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐÔNG AN" in printed.texts[0]
    commune.go("outbox")
    assert commune.page.panel.model.total == 0
    assert list(loop.stick.iterdir()) == []
