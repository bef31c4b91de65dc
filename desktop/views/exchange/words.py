"""What is said about packages on their way: ways, waits, failures, and what a pass has done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.config import LOCAL_TIME
from desktop.errors import AppError, PackageRefused, StorageError, TransportFailed
from desktop.services.connections import Way
from desktop.services.inbox_reports import ReceiveResult
from desktop.vietnamese.dates import date_time
from desktop.views.message import Message
from desktop.views.messages import sentence
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.connections import LineState
    from desktop.services.exchange import Failure, PassReport
    from desktop.services.inbox_reports import ReceiveReport
    from desktop.services.sticks import StickPlan

TOUCHED = frozenset(
    {
        *("dossiers", "nominations", "appraisal", "decisions", "awards", "inbox", "outbox"),
        *("offices", "trust", "conflicts", "home"),
    }
)
"""Subjects whose records a pass may have changed."""
WAYS = {
    "folder": "USB",
    "tree": "Ổ mạng",
    "webdav": "HTTPS",
    "sftp": "SFTP",
    "copy": "Chép tay",
}
_ERRORS: tuple[type[AppError], ...] = (TransportFailed, StorageError, PackageRefused)
_SHARED = "Thư mục dùng chung"
CHECK_CLOCK = "Hãy xem lại ngày giờ của máy này."
"""What follows the receiver's word that a package was signed by a clock gone wrong."""
_NO_LINE = frozenset({"UNREACHABLE", "TIMED_OUT"})
_RESULTS = {
    ReceiveResult.NEW: "mới",
    ReceiveResult.ALREADY: "đã có từ trước",
    ReceiveResult.REFUSED: "bị từ chối",
    ReceiveResult.UNDECIDED: "chờ xác nhận người ký",
    ReceiveResult.CONFLICT: "mâu thuẫn, chờ người chọn",
}


def clock_text(moment: datetime) -> str:
    """Return a moment of today as this country's clocks show it: «10:42»."""
    return f"{moment.astimezone(LOCAL_TIME):%H:%M}"


def local(moment: datetime | None) -> str:
    """Return a moment with its day, "" for none."""
    return date_time(moment.astimezone(LOCAL_TIME)) if moment is not None else ""


def failure_message(code: str, place: str = "") -> Message:
    """Return what is told of a failure of which only the code was kept.

    Args:
        code: as in the history of attempts or beside a line.
        place: where it happened, as people know it.
    """
    for kind in _ERRORS:
        codes: type[StrEnum] = kind.Code
        if code in set(codes):
            known = {"place": place, "path": place, "entry": "của gói", "name": place}
            unknown = {"status": "không rõ", "count": "một số"}
            return sentence(kind(codes(code), **known, **unknown))
    return Message(f"Gói không đi được (mã {code}).", "Gói vẫn còn nguyên trong hộp đi.", "")


def why_waiting(road: LineState | None) -> str:
    """Return why a package has not left, or what will become of it by itself.

    Args:
        road: the line to its receiver; None where none leads there.
    """
    if road is None or not road.is_set:
        return (
            "Chưa đặt đường truyền tới nơi nhận nên gói đi bằng USB: cắm USB rồi bấm «Chép hai "
            "chiều», hoặc đặt đường truyền ở trang «Kết nối»."
        )
    if not road.draft.is_on:
        return "Đường truyền đang tắt: bật lại ở trang «Kết nối», hoặc mang gói đi bằng USB."
    if road.failure in _NO_LINE:
        since = f"từ sau {local(road.last_done_at)}" if road.last_done_at else "từ đầu tới nay"
        return (
            f"Không nối được máy chủ {since} (lần thử cuối {local(road.last_try_at)}). "
            "Chương trình sẽ tự gửi khi có mạng; gấp thì mang đi bằng USB."
        )
    if road.failure:
        said = failure_message(road.failure, road.draft.address)
        return f"Đường truyền bị lỗi (mã {road.failure}): {said.what} {said.do}".rstrip()
    return "Gói sẽ tự đi ở lần đồng bộ tới; không phải làm gì."


def road_text(road: LineState, receiver: str) -> str:
    """Return by which line a package signed now leaves for its receiver."""
    draft = road.draft
    way = f"Đường truyền {WAYS[draft.way.value]}" if draft.way is not Way.FOLDER else _SHARED
    there = f"{way} tới {receiver}: {draft.address}."
    return f"{there} Gói vào «Hộp đi» và tự đi khi nối được."


def plan_text(label: str, plan: StickPlan) -> str:
    """Return what one press would do with a stick."""
    name = f"USB {label}"
    carry, bring = len(plan.carry), len(plan.bring)
    parts = [f"mang đi {carry} gói"] * bool(carry) + [f"mang về {bring} gói"] * bool(bring)
    text = f"{name}: {', '.join(parts)}." if parts else f"{name}: không có gì phải chép."
    if plan.on_it:
        text += f" {len(plan.on_it)} gói đã có sẵn trên USB, chờ nơi nhận."
    if plan.for_others:
        text += f" {plan.for_others} gói của cơ quan khác được giữ nguyên."
    return text


def carried_text(done: PassReport) -> tuple[Tone, str]:
    """Return what came of one press, in one sentence, and its colours."""
    parts = [f"mang đi {done.sent} gói", f"mang về {len(done.received)} gói"]
    if done.removed:
        parts.append(f"dọn {done.removed} gói nơi nhận đã trả lời")
    said = ", ".join(parts)
    if done.failed:
        lost = next((f.error for f in done.failed if not f.name), done.failed[0].error)
        some = f" Đã kịp: {said}." if done.sent or done.received else ""
        return Tone.DANGER, f"{sentence(lost).text}{some}"
    if not (done.sent or done.received or done.removed):
        return Tone.INFO, "Không có gì phải chép: mọi gói đã ở đúng chỗ. Có thể rút USB."
    held = [r for r in done.received if r.result not in {ReceiveResult.NEW, ReceiveResult.ALREADY}]
    tone = Tone.WARNING if held else Tone.SUCCESS
    return tone, f"Đã xong: {said}. Hãy tháo USB an toàn rồi mới rút."


def carried_lines(done: PassReport) -> list[str]:
    """Return what came of each package, one line each."""
    return [*map(_received_line, done.received), *map(_failed_line, _named(done.failed))]


def stick_label(path: Path, label: str = "") -> str:
    """Return the name of a stick or a folder."""
    return label or path.name or str(path)


def _named(failed: Sequence[Failure]) -> list[Failure]:
    return [failure for failure in failed if failure.name]


def _received_line(report: ReceiveReport) -> str:
    what = report.kind.label if report.kind else report.file.name
    sender = f" của {report.sender}" if report.sender else ""
    why = f": {sentence(report.refusal).what}" if report.refusal else ""
    return f"Mang về: {what}{sender} ({_RESULTS[report.result]}){why}"


def _failed_line(failure: Failure) -> str:
    return f"Chưa chép được {failure.name}: {sentence(failure.error).what}"
