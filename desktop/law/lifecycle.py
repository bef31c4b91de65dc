"""A dossier's life: its states and the moves between them, exactly the table of product.md §5.

This is the one place of a dossier's states. To add one, add a member to ``DossierState`` (code,
label, tone of its chip) and its rows to ``MOVES``; lists, chips, filters, guards and tests read it
from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

from desktop.vietnamese.labels import Labelled


class DossierState(Labelled):
    """Where a dossier stands; ``tone`` is the colour family of its chip on screen."""

    tone: str

    DRAFT = "DRAFT", "Đang soạn", "neutral"
    READY = "READY", "Sẵn sàng", "info"
    SENT = "SENT", "Đã gửi", "info"
    RECEIVED = "RECEIVED", "Đã tiếp nhận", "info"
    RETURNED = "RETURNED", "Bị trả lại", "warning"
    APPRAISED = "APPRAISED", "Đã thẩm định", "info"
    DECIDED = "DECIDED", "Đã quyết định", "success"
    FORWARDED = "FORWARDED", "Đã trình cấp trên", "info"
    REFUSED = "REFUSED", "Bị từ chối", "danger"

    def __new__(cls, code: str, label: str = "", tone: str = "neutral") -> Self:
        """Build a state from its code, label and tone."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.tone = tone
        return member


class MoveKind(Labelled):
    """What happens to a dossier; each move is one event in its history."""

    CREATE = "create", "Lập hồ sơ"
    MARK_READY = "mark_ready", "Đánh dấu sẵn sàng"
    REOPEN = "reopen", "Mở lại để sửa"
    DECIDE_HERE = "decide_here", "Quyết định tại đơn vị"
    SEND = "send", "Ký và đưa vào hộp đi"
    RECEIPT = "receipt", "Có biên nhận"
    RECALL = "recall", "Thu hồi"
    RECEIVE = "receive", "Tiếp nhận"
    RETURN = "return", "Trả lại để bổ sung"
    REVISE = "revise", "Bổ sung, chỉnh sửa"
    APPRAISE = "appraise", "Thẩm định"
    DECIDE = "decide", "Quyết định khen thưởng"
    FORWARD = "forward", "Trình cấp trên"
    REFUSE = "refuse", "Từ chối"
    CANCEL_AWARD = "cancel_award", "Hủy bỏ khen thưởng"
    TAKE_BACK = "take_back", "Rút lại hồ sơ đã trình cấp trên"
    CONCLUDE = "conclude", "Kết thúc hồ sơ họp theo quyết định"


class Actor(Enum):
    """Which end may make the move."""

    SENDER = auto()
    RECEIVER = auto()


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    Attributes:
        kind: what happens.
        source: the state it starts from; None for creation.
        target: the state it ends in.
        actor: which end makes it.
        needs_reason: whether a typed reason is required.
        new_revision: whether the dossier becomes revision n+1.
    """

    kind: MoveKind
    source: DossierState | None
    target: DossierState
    actor: Actor
    needs_reason: bool = False
    new_revision: bool = False


_S, _M = DossierState, MoveKind

MOVES: tuple[Move, ...] = (
    Move(_M.CREATE, None, _S.DRAFT, Actor.SENDER),
    Move(_M.MARK_READY, _S.DRAFT, _S.READY, Actor.SENDER),
    Move(_M.REOPEN, _S.READY, _S.DRAFT, Actor.SENDER),
    Move(_M.DECIDE_HERE, _S.READY, _S.DECIDED, Actor.SENDER),
    # A further decision, on nominations the first has left without an outcome.
    Move(_M.DECIDE_HERE, _S.DECIDED, _S.DECIDED, Actor.SENDER),
    Move(_M.SEND, _S.READY, _S.SENT, Actor.SENDER),
    Move(_M.RECEIPT, _S.SENT, _S.RECEIVED, Actor.SENDER),
    Move(_M.RECALL, _S.SENT, _S.DRAFT, Actor.SENDER, needs_reason=True, new_revision=True),
    Move(_M.RECEIVE, None, _S.RECEIVED, Actor.RECEIVER),
    # At the receiver, the next revision takes the place of the one sent back.
    Move(_M.RECEIVE, _S.RETURNED, _S.RECEIVED, Actor.RECEIVER),
    Move(_M.RETURN, _S.RECEIVED, _S.RETURNED, Actor.RECEIVER, needs_reason=True),
    Move(_M.REVISE, _S.RETURNED, _S.DRAFT, Actor.SENDER, new_revision=True),
    Move(_M.APPRAISE, _S.RECEIVED, _S.APPRAISED, Actor.RECEIVER),
    Move(_M.DECIDE, _S.APPRAISED, _S.DECIDED, Actor.RECEIVER),
    Move(_M.DECIDE, _S.DECIDED, _S.DECIDED, Actor.RECEIVER),
    Move(_M.FORWARD, _S.APPRAISED, _S.FORWARDED, Actor.RECEIVER),
    Move(_M.REFUSE, _S.RECEIVED, _S.REFUSED, Actor.RECEIVER, needs_reason=True),
    Move(_M.REFUSE, _S.APPRAISED, _S.REFUSED, Actor.RECEIVER, needs_reason=True),
    Move(_M.CANCEL_AWARD, _S.DECIDED, _S.DECIDED, Actor.RECEIVER, needs_reason=True),
    # What the office above did to the dossier these went into is handed on to their sender.
    Move(_M.TAKE_BACK, _S.FORWARDED, _S.APPRAISED, Actor.RECEIVER, needs_reason=True),
    Move(_M.DECIDE, _S.FORWARDED, _S.DECIDED, Actor.RECEIVER),
    Move(_M.RETURN, _S.FORWARDED, _S.RETURNED, Actor.RECEIVER, needs_reason=True),
    Move(_M.RETURN, _S.APPRAISED, _S.RETURNED, Actor.RECEIVER, needs_reason=True),
    Move(_M.REFUSE, _S.FORWARDED, _S.REFUSED, Actor.RECEIVER, needs_reason=True),
    # A dossier gathered for this office's own meeting goes nowhere: the decisions on the dossiers
    # it was gathered from end it.
    Move(_M.CONCLUDE, _S.DRAFT, _S.DECIDED, Actor.SENDER),
)

EDITABLE: frozenset[DossierState] = frozenset({DossierState.DRAFT})


def move(kind: MoveKind, source: DossierState | None) -> Move | None:
    """Return the row that lets ``kind`` happen from ``source``, None where there is none."""
    return next((m for m in MOVES if m.kind is kind and m.source is source), None)


def moves_from(source: DossierState | None) -> tuple[Move, ...]:
    """Return every move possible from ``source``, in table order."""
    return tuple(m for m in MOVES if m.source is source)
