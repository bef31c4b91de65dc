"""Which buttons a gathered dossier has where it stands; the usual next thing is the primary one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.law.lifecycle import DossierState, MoveKind
from desktop.services.consolidation import Purpose
from desktop.services.permissions import Act, Rights

if TYPE_CHECKING:
    from desktop.views.consolidation.detail import OpenConsolidated

ADD, TAKE_AWAY, UPDATE = "add", "take_away", "update"
SESSION, LETTER, SHOW_LETTER, SHOW_LIST = "session", "letter", "show_letter", "show_list"
NUMBER, BASES, POINTS, DECIDE = "number", "bases", "points", "decide"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One button.

    Attributes:
        name: also its objectName.
        reason: why it cannot be pressed now, "" when it can.
        tip: its tooltip while it can.
        needs_selection: whether nominations must be chosen first.
        primary: what most officers do next.
    """

    name: str
    label: str
    icon: str
    reason: str = ""
    tip: str = ""
    needs_selection: bool = False
    primary: bool = False


# What each button does to the office's data; the others only show.
_ACTS = {
    UPDATE: Act.RECORDS,
    ADD: Act.RECORDS,
    TAKE_AWAY: Act.RECORDS,
    LETTER: Act.RECORDS,
    BASES: Act.RECORDS,
    NUMBER: Act.REGISTERS,
    SESSION: Act.COUNCIL,
    POINTS: Act.ANSWER,
    DECIDE: Act.DECIDE,
    MoveKind.MARK_READY.value: Act.RECORDS,
    MoveKind.REOPEN.value: Act.RECORDS,
    MoveKind.REVISE.value: Act.RECORDS,
    MoveKind.SEND.value: Act.SEND,
    MoveKind.RECALL.value: Act.SEND,
}


def actions_for(shown: OpenConsolidated, rights: Rights) -> tuple[ActionSpec, ...]:
    """Return the buttons of a gathered dossier in its state, as an officer may press them."""
    return tuple(_allowed(spec, rights) for spec in _actions_for(shown))


def _allowed(spec: ActionSpec, rights: Rights) -> ActionSpec:
    act = _ACTS.get(spec.name)
    why_not = rights.why_not(act) if act else ""
    return replace(spec, reason=why_not) if why_not else spec


def _actions_for(shown: OpenConsolidated) -> tuple[ActionSpec, ...]:
    detail = shown.detail
    if detail.archived:
        return ()
    actions = [*_editing(shown), *_council(shown)]
    if detail.purpose is Purpose.ABOVE:
        actions += [*_letters(shown), *_moves(shown)]
    elif detail.state is DossierState.DRAFT:
        reason = "" if detail.lines else "Hồ sơ chưa có đề nghị nào"
        tip = "Quyết định trên hồ sơ gốc của các đơn vị, ý kiến Hội đồng điền sẵn"
        is_next = bool(detail.sessions) and not detail.changed
        actions.append(ActionSpec(DECIDE, "Quyết định…", "decision", reason, tip, primary=is_next))
    return tuple(actions)


def _editing(shown: OpenConsolidated) -> list[ActionSpec]:
    detail = shown.detail
    if not detail.is_draft:
        return []
    tip = "Viết lại những gì hồ sơ gốc đã đổi, bỏ những đề nghị không còn ở đó (Ctrl+U)"
    update = ActionSpec(UPDATE, "Cập nhật từ hồ sơ gốc", "refresh", tip=tip, primary=True)
    return [
        *([update] if detail.changed else []),
        ActionSpec(ADD, "Thêm…", "plus", tip="Thêm đề nghị đã thẩm định"),
        ActionSpec(
            TAKE_AWAY,
            "Bỏ khỏi hồ sơ",
            "trash",
            tip="Bỏ đề nghị đang chọn (Delete); hồ sơ gốc giữ nguyên",
            needs_selection=True,
        ),
    ]


def _council(shown: OpenConsolidated) -> list[ActionSpec]:
    detail = shown.detail
    is_next = detail.purpose is Purpose.MEETING and not detail.sessions and detail.is_draft
    is_next = is_next and not detail.changed
    reason = "" if detail.lines else "Hồ sơ chưa có đề nghị nào"
    tip = "Mở hoặc lập phiên họp Hội đồng xét hồ sơ này"
    return [ActionSpec(SESSION, "Phiên họp Hội đồng", "council", reason, tip, primary=is_next)]


def _letters(shown: OpenConsolidated) -> list[ActionSpec]:
    reason = "" if shown.detail.lines else "Hồ sơ chưa có đề nghị nào"
    editing = [
        ActionSpec(LETTER, "Tờ trình…", "edit", tip="Số, ngày, người ký tờ trình"),
        ActionSpec(NUMBER, "Lấy số…", "register", tip="Số tờ trình trong «Sổ số»"),
        ActionSpec(BASES, "Căn cứ…", "law", tip="Văn bản mà tờ trình ghi căn cứ"),
    ]
    return [
        *(editing if shown.detail.is_draft else ()),
        ActionSpec(SHOW_LETTER, "Xem tờ trình", "open", reason),
        ActionSpec(SHOW_LIST, "Xem danh sách", "open", reason),
    ]


def _moves(shown: OpenConsolidated) -> list[ActionSpec]:
    opened, state = shown.opened, shown.detail.state
    make, points = MoveKind, []
    if shown.points:
        tip = "Trả hồ sơ gốc về nơi gửi kèm điểm cấp trên nêu"
        points = [ActionSpec(POINTS, "Điểm cấp trên nêu…", "down", tip=tip)]
    if state is DossierState.DRAFT:
        blocking = opened.blocking if opened is not None else 0
        why = f"Còn {blocking} việc phải sửa, xem thẻ «Còn thiếu gì»" if blocking else ""
        why = "Đang xem hồ sơ còn thiếu gì" if opened is None else why
        ready = ActionSpec(make.MARK_READY.value, "Sẵn sàng", "check", why, primary=True)
        return [*points, ready]
    if state is DossierState.READY:
        return [
            ActionSpec(make.REOPEN.value, make.REOPEN.label, "undo"),
            ActionSpec(make.SEND.value, "Ký và gửi…", "sign", primary=True),
        ]
    if state is DossierState.SENT:
        return [ActionSpec(make.RECALL.value, f"{make.RECALL.label}…", "undo")]
    if state is DossierState.RETURNED:
        revise = ActionSpec(make.REVISE.value, make.REVISE.label, "edit", primary=not points)
        return [*points, revise]
    return []
