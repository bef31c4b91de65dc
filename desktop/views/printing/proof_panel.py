"""Step 2: every word that will reach paper, in print order, to be read and signed off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QBrush, QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.errors import AppError
from desktop.views.theme import GAP, Tone, colors_of
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.broken_lines import broken
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.kept_texts import TypedText
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.certificate_pages import CertificatePage, Look
    from desktop.services.certificate_proofs import Proof, ProofState
    from desktop.views.pages import Bench

_HEADERS = ("Tờ", "Số sổ", "Họ tên, đơn vị", "Danh hiệu, hình thức", "Thành tích")
_PLACE, _NUMBER, _NAME, _AWARD, _TEXT = range(5)
_WIDTHS = {_PLACE: 64, _NUMBER: 64, _NAME: 330, _AWARD: 220}
# Whoever signs has read every word to its end: lines are broken here, as the tree measures its
# rows before it knows how wide a column is.
_LETTERS = {_NAME: 42, _AWARD: 27, _TEXT: 70}
_KINDS = "Tệp PDF (*.pdf);;Tệp Word (*.docx)"


class _Paper(NamedTuple):
    button: str
    title: str
    file: str


_PAPERS = {
    "proof": _Paper("Bản soát", "Ghi bản soát", "ban-soat.pdf"),
    "script": _Paper("Kịch bản công bố", "Ghi kịch bản công bố", "kich-ban-cong-bo.pdf"),
    "money": _Paper("Danh sách tiền", "Ghi danh sách chi tiền thưởng", "danh-sach-tien.pdf"),
}


class ProofPanel(QWidget):
    """The pages of a proof as text, how they stand to the last signature, and signing.

    Signals:
        signed: somebody signed the pages shown.
    """

    signed = Signal()

    def __init__(self, bench: Bench, decision_id: UUID) -> None:
        super().__init__()
        self._bench, self._decision_id = bench, decision_id
        self._look: Look | None = None
        self._proof: Proof | None = None
        self.setObjectName("proof_panel")
        self._place = f"proof:{decision_id}"
        self.banner = Banner()
        self._told = named(QLabel(), "proof_told", role="heading")
        self._told.setWordWrap(True)
        self._list = _list()
        self._note = named(QLineEdit(), "proof_note", says="Ghi chú khi ký")
        self._note.setPlaceholderText("Ghi chú, có thể để trống")
        self._typed = TypedText(self._note)
        self._papers = [self._paper_button(kind, paper) for kind, paper in _PAPERS.items()]
        self._sign = action_button(
            "Đã soát, ký bản soát", "sign_proof", "sign", self._ask, role="primary"
        )
        for button in (*self._papers, self._sign):
            allow(button, "Đang lập bản soát")
        self._lay_out()

    def _paper_button(self, kind: str, paper: _Paper) -> QPushButton:
        return action_button(
            f"{paper.button}…", f"write_{kind}", "print", lambda: self._write(kind)
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in self._papers:
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._note, 1)
        row.addWidget(self._sign)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self._told)
        layout.addWidget(self._list, 1)
        layout.addLayout(row)

    def show_proof(self, look: Look, proof: Proof) -> None:
        """Show pages and how they stand to the last signature."""
        self._look, self._proof = look, proof
        self._typed.show(self._place)
        self._told.setText(told(proof.state))
        self._list.clear()
        for page in proof.pages:
            self._list.addTopLevelItem(self._item(page, proof.state))
        allow(self._sign, "Bản soát này đã ký rồi" if proof.state.is_signed else "")
        for button in self._papers:
            allow(button, "")

    def show_refusal(self, look: Look, error: AppError) -> None:
        """Say why there are no pages to read."""
        self._look, self._proof = look, None
        self._list.clear()
        self._told.setText("Chưa soát được.")
        self.banner.show_refusal(error)
        for button in (*self._papers, self._sign):
            allow(button, "Chưa có bản soát")

    def _item(self, page: CertificatePage, state: ProofState) -> QTreeWidgetItem:
        text = page.text
        name = " ".join(part for part in (text.honorific, text.name) if part)
        whole = f"{name}, {text.post_unit}" if text.post_unit else name
        shown = [str(page.place), text.number, whole, text.award_title, text.achievement]
        item = QTreeWidgetItem(
            [broken(part, _LETTERS.get(column, len(part))) for column, part in enumerate(shown)]
        )
        for column in range(len(_HEADERS)):
            item.setToolTip(column, item.text(column))
        if page.award_id in state.changed and state.signed_at is not None:
            item.setText(_PLACE, f"{page.place} ●")
            ink, ground = colors_of(self).tone(Tone.WARNING)
            for column in range(len(_HEADERS)):
                item.setForeground(column, QBrush(ink))
                item.setBackground(column, QBrush(ground))
                item.setToolTip(column, f"Đã thay đổi sau khi soát. {item.text(column)}")
        return item

    def _ask(self) -> None:
        look, proof = self._look, self._proof
        if look is None or proof is None:
            return
        proofs, note = self._bench.desk.certificate_proofs, self._note.text()
        decision_id, seen = self._decision_id, proof.state.digest
        self.banner.clear()
        self._bench.runner.run(
            lambda _r: proofs.sign_off(decision_id, look, seen, note),
            on_done=lambda _state: self._say_signed(note),
            on_refused=self.banner.show_refusal,
        )

    def _say_signed(self, note: str) -> None:
        self._typed.done(self._place, written=note)
        self.signed.emit()

    def _write(self, kind: str) -> None:
        look = self._look
        target = FilePicker.save_file(self, _PAPERS[kind].title, _PAPERS[kind].file, _KINDS)
        if look is None or target is None:
            return
        if target.suffix.lower() not in {".pdf", ".docx"}:
            target = target.with_name(f"{target.name}.pdf")
        papers, decision_id = self._bench.desk.ceremony_papers, self._decision_id
        draw: dict[str, Callable[[], Path]] = {
            "proof": lambda: papers.write_proof(decision_id, look, target),
            "script": lambda: papers.write_script(decision_id, target),
            "money": lambda: papers.write_money_list(decision_id, target),
        }

        def done(file: Path) -> None:
            self.banner.show_message(Tone.SUCCESS, f"Đã ghi {file.name}.")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

        self.banner.clear()
        self._bench.runner.run(
            lambda _r: draw[kind](), on_done=done, on_refused=self.banner.show_refusal
        )


def told(state: ProofState) -> str:
    """Return in one line how pages stand to the last signature."""
    if state.signed_at is None:
        return f"{state.certificates} giấy khen, chưa ai ký bản soát."
    at = f"{state.signed_at.astimezone(LOCAL_TIME):%H:%M ngày %d/%m/%Y}"
    if state.is_signed:
        return f"{state.certificates} giấy khen, {state.signed_by} đã soát và ký lúc {at}."
    if state.is_reordered:
        return f"Thứ tự đã thay đổi sau khi {state.signed_by} soát lúc {at}."
    count = len(state.changed) + state.removed
    return f"{count} giấy đã thay đổi sau khi {state.signed_by} soát lúc {at}."


def _list() -> QTreeWidget:
    made = named(QTreeWidget(), "proof", says="Bản soát giấy khen")
    made.setHeaderLabels(_HEADERS)
    made.setRootIsDecorated(False)
    made.setAlternatingRowColors(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = made.header()
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column, width in _WIDTHS.items():
        made.setColumnWidth(column, width)
    return made
