"""The open package: what it is, who signed it, what is inside, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from desktop.services.inbox_reports import InboxState
from desktop.views.exchange.words import local
from desktop.views.inbox.words import STATE_TONES, WHAT_TO_DO, signature_text
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.attachments_panel import size_text
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.form_dialog import code_label, show_code
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.inbox_reports import InboxRow, InspectReport


@dataclass(frozen=True, slots=True)
class OpenPackage:
    """A package laid open.

    Attributes:
        row: its line in the inbox.
        report: what our copy of it says; None where none is kept.
        receipt: package id of the receipt in the outbox; None where there is none.
        known: offices a signer may be said to speak for, id and name.
        conflict: the conflict it waits in; None for every other package.
    """

    row: InboxRow
    report: InspectReport | None
    receipt: UUID | None
    known: tuple[tuple[UUID, str], ...]
    conflict: UUID | None = None


class PackageDetail(QFrame):
    """Shows one package; knows no service.

    Signals:
        dossier_asked, receipt_asked, trust_asked, reject_asked, conflict_asked: a button was
            pressed.
    """

    dossier_asked = Signal()
    receipt_asked = Signal()
    trust_asked = Signal()
    reject_asked = Signal()
    conflict_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "package_detail", card=True)
        self.opened: OpenPackage | None = None
        self._heading = named(QLabel(), "package_heading", role="heading")
        self._heading.setWordWrap(True)
        self._chip = named(QLabel(), "package_state")
        self._signature = Banner()
        self._todo = named(QLabel(WHAT_TO_DO), "what_to_do")
        self._todo.setWordWrap(True)
        self._facts = Facts("package_facts", columns=1)
        self._code_title = named(QLabel("Mã ngắn của chứng thư"), "code_title", role="section")
        self._code = code_label("package_code")
        self._entries_title = named(QLabel("Trong gói"), "entries_title", role="section")
        self._entries = named(QTreeWidget(), "entries", says="Các tệp trong gói")
        self._entries.setHeaderLabels(("Tên tệp", "Dung lượng"))
        self._entries.setRootIsDecorated(False)
        self._entries.setAlternatingRowColors(True)
        header = self._entries.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self._trust = action_button(
            "Tin chứng thư và nhận gói…", "trust", "key", self.trust_asked.emit, role="primary"
        )
        self._reject = action_button(
            "Từ chối…", "reject", "close", self.reject_asked.emit, role="danger"
        )
        self._conflict = action_button(
            "Xem mâu thuẫn", "open_conflict", "warning", self.conflict_asked.emit, role="primary"
        )
        self._open = action_button("Mở hồ sơ", "open_dossier", "open", self.dossier_asked.emit)
        self._receipt = action_button(
            "Lưu biên nhận ra USB…", "save_receipt", "usb", self.receipt_asked.emit
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._heading, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self._trust, self._reject, self._conflict, self._open, self._receipt):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self._signature)
        layout.addWidget(self._todo)
        layout.addLayout(buttons)
        layout.addWidget(self._facts)
        layout.addWidget(self._code_title)
        layout.addWidget(self._code)
        layout.addWidget(self._entries_title)
        layout.addWidget(self._entries, 1)
        layout.addStretch()

    def show_package(self, opened: OpenPackage) -> None:
        """Show a package."""
        self.opened = opened
        row, report = opened.row, opened.report
        self._heading.setText(row.kind_label or row.file_name)
        self._chip.setText(row.state.label)
        restyle(self._chip, chip=str(STATE_TONES[row.state]))
        self._signature.show_message(*signature_text(row, report), can_close=False)
        held = row.state is InboxState.QUARANTINED
        self._todo.setVisible(held)
        self._facts.show_facts(_facts(row, report))
        self._show_code(row, report)
        self._show_entries(report)
        self._show_buttons(opened, held)

    def _show_code(self, row: InboxRow, report: InspectReport | None) -> None:
        signature = report.signature if report else None
        code = str(row.reasons.get("short_code", "")) or (signature.short_code if signature else "")
        show_code(self._code, code)
        for widget in (self._code_title, self._code):
            widget.setVisible(bool(code))

    def _show_entries(self, report: InspectReport | None) -> None:
        self._entries.clear()
        entries = report.entries if report else ()
        for name, size in entries:
            item = QTreeWidgetItem([name, size_text(size)])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            item.setToolTip(0, name)
            self._entries.addTopLevelItem(item)
        for widget in (self._entries_title, self._entries):
            widget.setVisible(bool(entries))

    def _show_buttons(self, opened: OpenPackage, held: bool) -> None:
        for button in (self._trust, self._reject):
            button.setVisible(held)
        self._conflict.setVisible(opened.conflict is not None)
        accepted = opened.row.state is InboxState.ACCEPTED
        for button, shown, why_not in (
            (self._open, accepted, "" if opened.row.dossier_id else "Gói này không kèm hồ sơ nào"),
            (
                self._receipt,
                accepted and opened.row.kind == "submission",
                "" if opened.receipt else "Biên nhận chưa lập được; nhận lại gói để lập",
            ),
        ):
            self._show_button(button, shown, why_not)

    @staticmethod
    def _show_button(button: QPushButton, shown: bool, why_not: str) -> None:
        button.setVisible(shown)
        allow(button, why_not)


def _facts(row: InboxRow, report: InspectReport | None) -> list[tuple[str, str]]:
    signature = report.signature if report else None
    return [
        ("Nơi gửi", row.sender),
        ("Hồ sơ", row.title),
        ("Người ký", row.signer),
        ("Ký lúc", local(signature.signed_at) if signature and signature.signed_at else ""),
        ("Nhận lúc", local(row.came_at)),
        ("Dung lượng", size_text(row.size)),
    ]
