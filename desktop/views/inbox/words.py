"""What is said about a package, its signature and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.errors import AppError, PackageRefused
from desktop.law.working_days import ClockState
from desktop.services.inbox_reports import InboxState, ReceiveReport, ReceiveResult
from desktop.views.exchange.words import local
from desktop.views.machine_words import machine_of
from desktop.views.messages import sentence
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.conflict_detection import Gap
    from desktop.services.deadlines import DueDossier
    from desktop.services.inbox_reports import InboxRow, InspectReport

STATE_TONES = {
    InboxState.QUARANTINED: Tone.WARNING,
    InboxState.ACCEPTED: Tone.SUCCESS,
    InboxState.REFUSED: Tone.DANGER,
    InboxState.CONFLICT: Tone.DANGER,
}
OUTCOME_TONES = {"valid": Tone.SUCCESS, "undecided": Tone.WARNING, "invalid": Tone.DANGER}
_OUTCOMES = {"valid": "Hợp lệ", "undecided": "Chưa rõ"}
_KINDS = {
    "submission": "Hồ sơ đề nghị",
    "receipt": "Biên nhận",
    "decision": "Quyết định",
    "return": "Trả lại hồ sơ",
    "recall": "Thu hồi hồ sơ",
    "bulletin": "Bản tin",
    "report": "Báo cáo",
    "enrolment": "Đăng ký",
    "grant": "Chấp nhận",
}
_STATES = {InboxState.QUARANTINED: "Chờ xác nhận"}
_RESULTS = {
    ReceiveResult.NEW: (Tone.SUCCESS, "Mới"),
    ReceiveResult.ALREADY: (Tone.INFO, "Đã nhận trước đó"),
    ReceiveResult.REFUSED: (Tone.DANGER, "Bị từ chối"),
    ReceiveResult.UNDECIDED: (Tone.WARNING, "Chờ xác nhận người ký"),
    ReceiveResult.CONFLICT: (Tone.DANGER, "Mâu thuẫn"),
}
_REJECTED = "SIGNER_REJECTED"
_MOST_GAPS = 5
WHAT_TO_DO = (
    "Gói còn nguyên vẹn nhưng chưa biết chắc ai ký, nên chưa đưa vào hồ sơ. Hãy gọi điện cho "
    "cơ quan gửi theo số đã biết từ trước (không dùng số ghi trong gói), nhờ họ mở «Cơ quan, "
    "chứng thư» và đọc mã ngắn. Mã trùng từng ký tự thì bấm «Tin chứng thư và nhận gói»; không "
    "trùng thì «Từ chối»."
)


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What came of one file, as the list of results shows it."""

    name: str
    result: str
    detail: str
    tone: Tone
    record_id: UUID | None = None
    is_new_dossier: bool = False


def state_text(row: InboxRow) -> str:
    """Return where a package stands, short enough for a list."""
    return _STATES.get(row.state, row.state.label)


def outcome_text(row: InboxRow) -> str:
    """Return what was found of its signature; a refused package says only why it was refused."""
    return "" if row.state is InboxState.REFUSED else _OUTCOMES.get(row.outcome, "")


def kind_text(row: InboxRow) -> str:
    """Return what a package carries, in short; for a refused file, its name."""
    return "Tin trình trên" if row.is_news else _KINDS.get(row.kind, row.file_name)


def taken(name: str, report: ReceiveReport) -> TakenFile:
    """Return what is said of a file that was looked at."""
    tone, result = _RESULTS[report.result]
    parts = [report.kind.label if report.kind else "", report.sender]
    if report.refusal is not None:
        parts.append(sentence(report.refusal).text)
    parts.append(report.clock)
    is_dossier = report.kind is not None and str(report.kind) == "submission"
    new_dossier = report.result is ReceiveResult.NEW and is_dossier and report.receipt is not None
    detail = " · ".join(part for part in parts if part)
    return TakenFile(name, result, detail, tone, report.record_id, new_dossier)


def unread(name: str, error: AppError) -> TakenFile:
    """Return what is said of a file that could not be read, or not be copied in."""
    return TakenFile(name, "Chưa nhận được", sentence(error).text, Tone.DANGER)


def signature_text(row: InboxRow, report: InspectReport | None) -> tuple[Tone, str]:
    """Return the outcome of a package's signature in plain words, as it was judged."""
    if row.state is InboxState.REFUSED:
        return Tone.DANGER, _why_refused(row)
    signature = report.signature if report else None
    signed = f", ký lúc {local(signature.signed_at)}" if signature and signature.signed_at else ""
    who = row.sender or row.signer
    if row.state is InboxState.CONFLICT:
        text = f"Chữ ký hợp lệ: {who}{signed}, nhưng nội dung mâu thuẫn với dữ liệu ở đây."
        return Tone.WARNING, f"{text} Gói được cất nguyên, chờ người chọn ở trang «Mâu thuẫn»."
    if row.outcome == "valid":
        tone = Tone.WARNING if row.clock else Tone.SUCCESS
        return tone, f"Chữ ký hợp lệ: {who}{signed}. {row.clock}".rstrip()
    doubts = "; ".join(row.doubts)
    if row.state is InboxState.ACCEPTED:
        text = f"Đã nhận theo xác nhận của cán bộ: {who}{signed}. Lưu ý: {doubts}. {row.clock}"
        return Tone.WARNING, text.rstrip()
    return OUTCOME_TONES[row.outcome], f"Chưa quyết định được: {doubts}."


def told_due(pressing: Sequence[DueDossier]) -> tuple[str, str]:
    """Return the tone and the words of the received dossiers late or due soon; "" for none."""
    late = sum(d.deadline.is_late for d in pressing)
    today = sum(d.deadline.state is ClockState.TODAY for d in pressing)
    soon = len(pressing) - late - today
    counts = ((late, "đã quá hạn"), (today, "đến hạn hôm nay"), (soon, "sắp đến hạn"))
    said = ", ".join(f"{number} {what}" for number, what in counts if number)
    text = f"Hồ sơ đã nhận, chưa giải quyết xong: {said}. Xem ở trang «Thẩm định»." if said else ""
    return (Tone.DANGER if late else Tone.WARNING), text


def gaps_text(gaps: Sequence[Gap]) -> str:
    """Return what was numbered by senders and never came; "" for nothing."""
    lines = []
    for gap in gaps:
        shown = ", ".join(str(number) for number in gap.missing[:_MOST_GAPS])
        more = f" và {rest} gói nữa" if (rest := len(gap.missing) - _MOST_GAPS) > 0 else ""
        lines.append(f"Chưa thấy gói số {shown}{more} của {gap.sender}{machine_of(gap)}.")
    said = "\n".join(lines[:_MOST_GAPS])
    return f"{said} Gói có thể còn trên đường; lâu không tới thì hỏi bên gửi." if said else ""


def _why_refused(row: InboxRow) -> str:
    code = str(row.reasons.get("code", ""))
    if code == _REJECTED:
        return "Cán bộ đã từ chối vì không ai bảo đảm cho người ký. Không dùng gì từ gói này."
    if code not in set(PackageRefused.Code):
        return "Gói bị từ chối. Không dùng gì từ gói này."
    about = {key: value for key, value in row.reasons.items() if key != "code"}
    refusal = PackageRefused(PackageRefused.Code(code), **about)
    reason = f" Lý do cán bộ ghi: {about['reason']}" if about.get("reason") else ""
    return f"Bị từ chối: {sentence(refusal).text}{reason}"
