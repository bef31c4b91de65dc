"""The three steps to the office above, or what they led to; knows no service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.services.enrolment_state import Stage
from desktop.services.fields import clean
from desktop.views.connections.words import STAGE_TONES, day, holder, what_now
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.form_dialog import code_label, show_code
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.enrolment_state import EnrolmentState

_WIDTH = 960
_HELD = {Stage.JOINED, Stage.EXPIRING}


class UpView(QScrollArea):
    """Shows where this office stands with the one above.

    Signals:
        request_asked: person and role the request is for, and whether new keys are wanted.
        grant_asked: a grant is to be taken in.
        renew_asked: new certificates are wanted before the old ones expire.
    """

    request_asked = Signal(str, str, bool)
    grant_asked = Signal()
    renew_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("up_view")
        self.setAccessibleName("Kết nối với cấp trên")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._is_afresh, self._shown_code = False, ""
        self._make_parts()
        body = QWidget()
        body.setMaximumWidth(_WIDTH)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(PAD)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(named(QLabel("Kết nối với cấp trên"), "page_title", role="title"), 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(head)
        layout.addWidget(self._now)
        layout.addWidget(self._held)
        layout.addWidget(self._first)
        layout.addWidget(self._second)
        layout.addWidget(self._third)
        layout.addStretch(1)
        self.setWidget(body)

    def _make_parts(self) -> None:
        self._chip = named(QLabel(), "up_stage")
        self._now = named(QLabel(), "what_now")
        self._now.setWordWrap(True)
        self._make_held()
        self._make_first()
        self._make_second()
        self._make_third()

    def _make_held(self) -> None:
        self._facts = Facts("up_facts")
        self._renew = action_button(
            "Gia hạn: ghi đề nghị ra USB…", "renew", "usb", self.renew_asked.emit, role="primary"
        )
        self._held = _card("held_card", "Đang dùng")
        _body(self._held).addWidget(self._facts)
        _body(self._held).addLayout(_row(self._renew))

    def _make_first(self) -> None:
        self.person = named(QLineEdit(), "applicant_person")
        self.person.setPlaceholderText("để trống nếu là khóa chung của cơ quan")
        self.role = named(QLineEdit(), "applicant_role")
        self._ask = action_button(
            "Ghi đề nghị ra USB…", "write_request", "usb", self._ask_request, role="primary"
        )
        self._afresh = action_button(
            "Bỏ đề nghị này, lập lại…", "request_afresh", "refresh", self._begin_afresh
        )
        self._first = _card("step_1", "1. Lập đề nghị và mang đến cơ quan cấp trên")
        about = _about(
            "Chương trình tạo khóa mới cho cơ quan và ghi một tệp nhỏ. Tệp không có gì bí mật; "
            "khóa không bao giờ rời khỏi máy này."
        )
        fields = QHBoxLayout()
        fields.setSpacing(PAD)
        for label, field in (("Người giữ khóa ký", self.person), ("Chức vụ", self.role)):
            fields.addLayout(_field(label, field), 1)
        _body(self._first).addWidget(about)
        _body(self._first).addLayout(fields)
        _body(self._first).addLayout(_row(self._ask, self._afresh))

    def _make_second(self) -> None:
        self._second = _card("step_2", "2. Đọc mã này qua điện thoại khi cấp trên gọi")
        self._code = code_label("request_code")
        self._code.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._asked = named(QLabel(), "asked_at", role="muted")
        self._asked.setWordWrap(True)
        _body(self._second).addWidget(self._code)
        _body(self._second).addWidget(self._asked)

    def _make_third(self) -> None:
        self._third = _card("step_3", "3. Nhận giấy chấp nhận mang về")
        self._accept = action_button(
            "Mở giấy chấp nhận…", "accept_grant", "import", self.grant_asked.emit, role="primary"
        )
        about = _about(
            "Mở tệp «chap-nhan-ket-noi…» trên USB. Bạn sẽ so thêm một mã nữa với cấp trên rồi mới "
            "dùng: nhờ vậy không ai giả danh cấp trên được."
        )
        _body(self._third).addWidget(about)
        _body(self._third).addLayout(_row(self._accept))

    def show_state(self, state: EnrolmentState, officer: str) -> None:
        """Show where the office stands; ``officer`` is offered as who will sign."""
        self._chip.setText(state.stage.label)
        restyle(self._chip, chip=str(STAGE_TONES[state.stage]))
        self._now.setText(what_now(state))
        self._show_held(state)
        if not (self._is_afresh and state.code == self._shown_code):
            # Whoever is just typing another name for the request goes on typing.
            self._is_afresh, self._shown_code = False, state.code
            self._show_request(state, officer)
        waits = bool(state.code)
        self._code.setVisible(waits)
        show_code(self._code, state.code)
        self._asked.setText(
            f"Đề nghị lập ngày {day(state.asked_at)} cho {holder(state.person, state.role)}. "
            "Khi cấp trên gọi, đọc cả năm nhóm; không khớp thì lập đề nghị khác."
            if waits
            else "Mã hiện ở đây sau khi lập đề nghị."
        )
        is_held = state.stage in _HELD
        self._first.setVisible(not is_held)
        self._second.setVisible(waits or not is_held)
        self._third.setVisible(waits or not is_held)
        allow(self._accept, "" if waits else "Lập đề nghị trước")

    def _show_request(self, state: EnrolmentState, officer: str) -> None:
        """Show whom a request is for: fixed while it waits, for another one is another request."""
        waits = bool(state.code)
        if waits or state.person:
            self.person.setText(state.person)
            self.role.setText(state.role)
        elif not self.person.text():
            self.person.setText(officer)
        self._fix(waits)
        allow(self._ask, "" if state.office_above else "Chưa ghi cơ quan cấp trên")

    def _fix(self, waits: bool) -> None:
        for field in (self.person, self.role):
            field.setReadOnly(waits)
        self._afresh.setVisible(waits)
        self._ask.setText("Ghi lại đề nghị ra USB…" if waits else "Ghi đề nghị ra USB…")

    def _begin_afresh(self) -> None:
        """Let the request be made out to somebody else; nothing happens before it is written."""
        self._is_afresh = True
        self._fix(False)
        self.person.setFocus()

    def _show_held(self, state: EnrolmentState) -> None:
        self._held.setVisible(state.valid_to is not None)
        heard = f"số {state.bundle_serial}, ngày {day(state.bundle_at)}"
        if state.is_bundle_old:
            heard += " (đã lâu không có bản tin: hãy xin cấp trên một bản tin mới)"
        self._facts.show_facts(
            [
                ("Cơ quan cấp trên", state.office_above),
                ("Người giữ khóa ký", holder(state.person, state.role)),
                ("Chứng thư có hạn đến", day(state.valid_to)),
                ("Còn", f"{state.days_left} ngày"),
                ("Danh sách chứng thư", heard),
                ("Mã khóa gốc của cấp trên", state.root_code),
            ]
        )
        self._renew.setVisible(state.stage in _HELD and not state.code)
        is_urgent = state.stage is Stage.EXPIRING
        restyle(self._renew, role="primary" if is_urgent else "")
        self._renew.setIcon(icon_for(self._renew, "usb", "accent_text" if is_urgent else "text"))

    def _ask_request(self) -> None:
        person, role = clean(self.person.text()), clean(self.role.text())
        self.request_asked.emit(person, role, self._is_afresh)


def _card(name: str, title: str) -> QFrame:
    card = named(QFrame(), name, card=True)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(PAD, PAD, PAD, PAD)
    layout.setSpacing(GAP)
    layout.addWidget(named(QLabel(title), f"{name}_title", role="heading"))
    return card


def _body(card: QFrame) -> QVBoxLayout:
    layout = card.layout()
    assert isinstance(layout, QVBoxLayout)
    return layout


def _about(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label


def _field(label: str, field: QLineEdit) -> QVBoxLayout:
    caption = QLabel(label)
    caption.setProperty("role", "label")
    caption.setBuddy(field)
    field.setAccessibleName(label)
    block = QVBoxLayout()
    block.setSpacing(2)
    block.addWidget(caption)
    block.addWidget(field)
    return block


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
