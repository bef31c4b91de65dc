"""Under a dossier's title: its state, what stands in its way, a button for each thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.config import LOCAL_TIME
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.vietnamese.dates import date_time
from desktop.views.dossiers.notices import notice_for
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named, restyle

if TYPE_CHECKING:
    from desktop.views.dossiers.open_dossier import OpenDossier

COPY_PACKAGE = "copy_package"
SHOW_DECISION = "show_decision"
KEEP_HERE = "keep_here"
KEEP_HERE_LABEL = "Quyết định tại cơ quan này"
_DISPUTED = "Còn mâu thuẫn chưa giải quyết: hãy chọn ở trang «Mâu thuẫn» trước"
_DIRTY = "Hãy lưu nội dung đang gõ trước"


@dataclass(frozen=True, slots=True)
class Action:
    """One button.

    Attributes:
        name: the move's code, or one of the names above; also the button's objectName.
        reason: why it cannot be pressed now, "" when it can.
        primary: what most officers do next.
    """

    name: str
    label: str
    icon: str
    reason: str = ""
    primary: bool = False


def actions_for(opened: OpenDossier, *, dirty: bool) -> tuple[Action, ...]:
    """Return what can be done with a dossier in its state, the usual next thing last."""
    if opened.row.archived:
        return ()
    make = _BY_STATE.get(opened.state)
    actions = make(opened, dirty) if make is not None else []
    if opened.package is not None:
        label = "Chép lại gói ra USB…"
        primary = opened.state is DossierState.SENT and not opened.is_refused_there
        copy = Action(COPY_PACKAGE, label, "usb", primary=primary)
        # To carry a refused package again gains nothing: taking it back is the usual next thing.
        actions.insert(0 if opened.is_refused_there else len(actions), copy)
    if opened.decisions:
        actions.append(Action(SHOW_DECISION, "Xem quyết định", "decision", primary=True))
    return tuple(actions)


def _draft_actions(opened: OpenDossier, dirty: bool) -> list[Action]:
    reason = _DIRTY if dirty else ""
    if not reason and opened.blocking:
        reason = f"Còn {opened.blocking} việc phải sửa, xem thẻ «Còn thiếu gì»"
    if not reason and opened.conflict is not None:
        reason = _DISPUTED
    kind = MoveKind.MARK_READY
    ready = Action(kind.value, kind.label, "check", reason, primary=True)
    if not opened.may_stay:
        return [ready]
    return [Action(KEEP_HERE, KEEP_HERE_LABEL, "decision", _DIRTY if dirty else ""), ready]


def _ready_actions(opened: OpenDossier, _dirty: bool) -> list[Action]:
    is_sent = opened.draft.receiver_office_id is not None
    disputed = _DISPUTED if opened.conflict is not None else ""
    reason = "" if is_sent else "Hồ sơ này chưa chọn cơ quan nhận nên không gửi đi"
    actions = [
        Action(MoveKind.REOPEN.value, MoveKind.REOPEN.label, "undo"),
        Action(MoveKind.SEND.value, "Ký và gửi…", "sign", reason or disputed, primary=is_sent),
    ]
    if opened.may_decide_here:
        label = "Quyết định tại đơn vị…"
        kind = MoveKind.DECIDE_HERE.value
        actions.append(Action(kind, label, "decision", disputed, primary=not is_sent))
    return actions


def _returned_actions(_opened: OpenDossier, _dirty: bool) -> list[Action]:
    return [Action(MoveKind.REVISE.value, MoveKind.REVISE.label, "edit", primary=True)]


def _sent_actions(opened: OpenDossier, _dirty: bool) -> list[Action]:
    label, primary = f"{MoveKind.RECALL.label}…", opened.is_refused_there
    return [Action(MoveKind.RECALL.value, label, "undo", primary=primary)]


_BY_STATE = {
    DossierState.DRAFT: _draft_actions,
    DossierState.READY: _ready_actions,
    DossierState.SENT: _sent_actions,
    DossierState.RETURNED: _returned_actions,
}


class MovesBar(QWidget):
    """Shows a dossier's state and its actions.

    Signals:
        asked: the name of the action pressed.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("moves")
        self._chip = named(QLabel(), "state_chip")
        self._since = named(QLabel(), "state_since", role="muted")
        self._shown: dict[str, QPushButton] = {}
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        self._notice = Banner()
        self._notice.setObjectName("dossier_notice")
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._since)
        line.addStretch(1)
        line.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, 0, PAD, 0)
        layout.setSpacing(GAP)
        layout.addLayout(line)
        layout.addWidget(self._notice)

    def show_nothing(self) -> None:
        """Show a dossier that was never saved, or none."""
        self._chip.hide()
        self._since.clear()
        self._notice.clear()
        self._show_actions(())

    def show_dossier(self, opened: OpenDossier, *, dirty: bool) -> None:
        """Show the state of a dossier and what can be done; ``dirty`` holds some of it back."""
        self._chip.setText(opened.row.standing)
        restyle(self._chip, chip=opened.row.tone)
        self._chip.show()
        self._since.setText(_since(opened))
        self._show_notice(opened)
        self._show_actions(actions_for(opened, dirty=dirty))

    def _show_notice(self, opened: OpenDossier) -> None:
        notice = notice_for(opened)
        if notice is None:
            self._notice.clear()
        else:
            act = partial(self._follow, opened, notice.action)
            actions = [(notice.label, act)] if notice.action else []
            self._notice.show_message(notice.tone, notice.text, actions, can_close=False)

    def _follow(self, opened: OpenDossier, action: str) -> None:
        # Pressing hides a banner, but what this one says still holds.
        self._show_notice(opened)
        self.asked.emit(action)

    def _show_actions(self, actions: tuple[Action, ...]) -> None:
        names = [action.name for action in actions]
        if names != list(self._shown):
            self._make_buttons(names)
        for action in actions:
            self._dress(self._shown[action.name], action)

    def _make_buttons(self, names: list[str]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._shown = {name: named(QPushButton(), name) for name in names}
        for name, button in self._shown.items():
            button.clicked.connect(lambda _checked=False, asked=name: self.asked.emit(asked))
            self._buttons.addWidget(button)

    def _dress(self, button: QPushButton, action: Action) -> None:
        button.setText(action.label)
        restyle(button, role="primary" if action.primary else "")
        enabled_icon = "accent_text" if action.primary else "text"
        button.setIcon(icon_for(self, action.icon, "muted" if action.reason else enabled_icon))
        button.setEnabled(not action.reason)
        button.setToolTip(action.reason)
        button.setAccessibleDescription(action.reason)


def _since(opened: OpenDossier) -> str:
    local = date_time(opened.row.state_since.astimezone(LOCAL_TIME))
    again = f" · lần {opened.row.revision}" if opened.row.revision > 1 else ""
    return f"từ {local}{again}"
