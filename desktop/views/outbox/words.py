"""What is said about a package that left: where it stands, how far it came, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.lifecycle import DossierState
from desktop.services.attempts import ASKED_AGAIN, BY_HAND, TAKEN_AWAY, AttemptRow
from desktop.services.outbox import OutboxState
from desktop.services.receipts import RECEIPTED
from desktop.views.exchange.words import CHECK_CLOCK, WAYS, failure_message, local, why_waiting
from desktop.views.theme import Tone
from desktop.views.widgets.attachments_panel import size_text

if TYPE_CHECKING:
    from desktop.services.connections import LineState
    from desktop.services.outbox import PackageRow
    from desktop.services.ready_dossiers import ReadyDossier

_SUBMISSION = "submission"
STATES: dict[OutboxState, tuple[str, Tone]] = {
    OutboxState.QUEUED: ("Chờ chuyển", Tone.WARNING),
    OutboxState.CARRIED: ("Đã chuyển, chờ biên nhận", Tone.INFO),
    OutboxState.RECEIVED: ("Nơi nhận đã nhận", Tone.SUCCESS),
    OutboxState.REFUSED: ("Nơi nhận không nhận", Tone.DANGER),
    OutboxState.RECALLED: ("Đã thu hồi", Tone.NEUTRAL),
}
_KINDS = {
    "submission": "Hồ sơ",
    "receipt": "Biên nhận",
    "decision": "Quyết định",
    "return": "Trả lại",
    "recall": "Thu hồi",
    "bulletin": "Bản tin",
    "report": "Báo cáo",
    "enrolment": "Đăng ký",
    "grant": "Chấp nhận",
    "handover": "Bàn giao",
}


@dataclass(frozen=True, slots=True)
class OpenPackage:
    """A package laid open.

    Attributes:
        row: its line in the outbox.
        attempts: the tries to carry it, the latest first.
        road: the line to its receiver; None where it goes by stick.
    """

    row: PackageRow
    attempts: tuple[AttemptRow, ...]
    road: LineState | None


class Mark(StrEnum):
    """How a step of the journey stands."""

    DONE = "done"
    NOW = "now"
    FAILED = "failed"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a dossier's journey."""

    label: str
    mark: Mark


def is_submission(package: PackageRow) -> bool:
    """Whether it is a dossier on its way up."""
    return str(package.kind) == _SUBMISSION


def is_answered(package: PackageRow) -> bool:
    """Whether its receiver sends a receipt for it."""
    return package.kind in RECEIPTED


def waits(package: PackageRow) -> bool:
    """Whether it is still carried wherever there is a way."""
    return package.state in {OutboxState.QUEUED, OutboxState.CARRIED}


def kind_text(package: PackageRow) -> str:
    """Return what a package carries, short enough for a list."""
    kind = _KINDS.get(str(package.kind), package.kind.label)
    return "Tin trình trên" if package.is_news else kind


def state_text(package: PackageRow) -> str:
    """Return where a package stands; not every kind is answered."""
    if package.state is OutboxState.CARRIED and not is_answered(package):
        return "Đã chuyển"
    return STATES[package.state][0]


def short_state(package: PackageRow) -> str:
    """Return where a package stands, short enough for a list."""
    short = {OutboxState.CARRIED: "Đã chuyển", OutboxState.REFUSED: "Không nhận"}
    return short.get(package.state) or STATES[package.state][0]


def state_tone(package: PackageRow) -> Tone:
    """Return the colours of that; a failure nobody has read shows before all."""
    if package.is_unread_failure:
        return Tone.DANGER
    if package.state is OutboxState.CARRIED and not is_answered(package):
        return Tone.NEUTRAL
    return STATES[package.state][1]


def what_next(opened: OpenPackage) -> tuple[Tone, str]:
    """Return what an officer should know of the package now, and its colours."""
    package = opened.row
    if package.state is OutboxState.RECEIVED:
        return _received_text(package)
    if package.state is OutboxState.REFUSED:
        return Tone.DANGER, _refused_text(package)
    if package.state is OutboxState.RECALLED:
        return Tone.NEUTRAL, "Cơ quan này đã thu hồi hồ sơ; gói không được chuyển nữa."
    if package.failure:
        return Tone.DANGER, _failed_text(opened)
    if package.state is OutboxState.CARRIED:
        return Tone.INFO, _carried_text(opened)
    return Tone.WARNING, _queued_text(opened)


def _received_text(package: PackageRow) -> tuple[Tone, str]:
    text = f"{package.receiver} đã nhận gói này lúc {local(package.settled_at)}; không cần mang"
    if package.why:
        return Tone.WARNING, f"{text} đi lần nữa. {package.why} {CHECK_CLOCK}"
    return Tone.SUCCESS, f"{text} đi lần nữa."


def _refused_text(package: PackageRow) -> str:
    why = package.why or failure_message(package.failure).what
    text = f"{package.receiver} không nhận: {why}"
    if not is_submission(package):
        return f"{text} Hãy gọi điện cho nơi nhận để thống nhất cách xử lý."
    return f"{text} Mở hồ sơ, thu hồi để sửa theo lý do này, rồi ký gửi lại."


def _failed_text(opened: OpenPackage) -> str:
    bad = next((a for a in opened.attempts if a.code == opened.row.failure), None)
    said = failure_message(opened.row.failure, bad.place if bad else "")
    text = f"Lần chuyển cuối không được (mã {opened.row.failure}): {said.what} {said.do}".rstrip()
    return f"{text} Gói vẫn còn nguyên ở đây."


def _carried_text(opened: OpenPackage) -> str:
    text = f"Đã chuyển đi từ {local(opened.row.carried_at)}"
    if not is_answered(opened.row):
        return f"{text}; loại gói này không cần biên nhận."
    if opened.road is not None and opened.road.is_set and opened.road.draft.is_on:
        return f"{text}; {opened.row.receiver} chưa gửi biên nhận. Biên nhận sẽ tự về."
    return (
        f"{text}; {opened.row.receiver} chưa gửi biên nhận. Khi USB quay về, cắm vào máy này rồi "
        "bấm «Chép hai chiều»."
    )


def _queued_text(opened: OpenPackage) -> str:
    by_hand = next((a for a in opened.attempts if a.way == BY_HAND), None)
    if by_hand is None:
        return why_waiting(opened.road)
    text = f"Đã chép ra {by_hand.place} lúc {local(by_hand.at)}: mang tới {opened.row.receiver}. "
    return f"{text}Biên nhận đưa về thì nhận ở trang «Hộp đến»."


def journey(package: PackageRow) -> tuple[Step, ...]:
    """Return the way of a submission's dossier from its draft to the decision, as known here."""
    labels = ["Soạn", "Sẵn sàng", "Ký, gửi", "Đã nhận", "Thẩm định", "Quyết định"]
    reached, stopped = _reached(package)
    if stopped:
        labels[reached] = stopped
    marks = [Mark.DONE] * reached + [Mark.FAILED if stopped else Mark.NOW]
    marks += [Mark.LATER] * (len(labels) - len(marks))
    if reached == len(labels) - 1 and not stopped:
        marks[-1] = Mark.DONE
    return tuple(Step(label, mark) for label, mark in zip(labels, marks, strict=True))


def _reached(package: PackageRow) -> tuple[int, str]:
    """Return the step a package's dossier has come to, and the word where it ended badly."""
    if package.state is OutboxState.RECALLED:
        return 3, "Thu hồi"
    if package.state is OutboxState.REFUSED:
        return 3, "Không nhận"
    if package.dossier_revision != package.revision or package.dossier_state is None:
        # The dossier has gone on as another revision: this one was given back.
        return 4, "Trả lại"
    return {
        DossierState.RECEIVED: (3, ""),
        DossierState.RETURNED: (4, "Trả lại"),
        DossierState.APPRAISED: (4, ""),
        DossierState.DECIDED: (5, ""),
        DossierState.FORWARDED: (5, ""),
        DossierState.REFUSED: (5, "Từ chối"),
    }.get(package.dossier_state, (2, ""))


_STICK = "folder"


def attempt_cells(attempt: AttemptRow) -> tuple[str, str, str, str, str]:
    """Return when, how, where, with what result, and how many bytes."""
    sent = size_text(attempt.bytes_sent) if attempt.bytes_sent else ""
    way = WAYS.get(attempt.way, attempt.way)
    return local(attempt.at), way, attempt.place, attempt_result(attempt), sent


def attempt_result(attempt: AttemptRow) -> str:
    """Return in words how a try went."""
    if attempt.code == TAKEN_AWAY:
        return "Đã dọn bản ở đó vì nơi nhận đã trả lời"
    if attempt.code == ASKED_AGAIN:
        return "Cán bộ yêu cầu gửi lại"
    if attempt.code:
        return f"{failure_message(attempt.code, attempt.place).what} (mã {attempt.code})"
    if attempt.way == BY_HAND:
        return "Đã chép"
    if attempt.way == _STICK and attempt.bytes_sent:
        return "Đã chép lên"  # it still has to be carried: a stick is not the receiver
    return "Đã tới nơi" if attempt.bytes_sent else "Đã có đủ ở đó từ trước"


def ready_text(ready: tuple[ReadyDossier, ...]) -> str:
    """Return how many dossiers wait for a signature, and why one cannot be sent; "" for none."""
    if not ready:
        return ""
    text = f"{len(ready)} hồ sơ sẵn sàng, chưa ký."
    unknown = sorted({dossier.receiver for dossier in ready if dossier.refusal is not None})
    if unknown:
        text += f" Chưa có khóa mã hóa của {', '.join(unknown)} nên chưa gửi được cho nơi đó."
    return text


def ready_target(ready: tuple[ReadyDossier, ...]) -> UUID | None:
    """Return the dossier to open: the only one, or None for the list."""
    return ready[0].id if len(ready) == 1 else None
