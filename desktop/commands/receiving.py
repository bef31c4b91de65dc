"""inspect, unseal, receive: packages that come in."""

from __future__ import annotations

from argparse import _SubParsersAction
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import DONE, REFUSED, UNDECIDED, Answer, Context, now, plain
from desktop.commands.pending import telling
from desktop.errors import StorageError
from desktop.views.messages import sentence

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.inbox_reports import InspectReport, ReceiveReport

_OUTCOME_CODES = {"valid": DONE, "undecided": UNDECIDED, "invalid": REFUSED}
_PACKAGE = "gói hồ sơ .asice.p7m hoặc .asice"
_INSPECTED = {
    "file": "Tệp",
    "outcome": "Kết luận",
    "message": "Vì",
    "kind": "Loại gói",
    "sender": "Bên gửi",
    "receiver": "Bên nhận",
    "signer": "Người ký",
    "short_code": "Mã ngắn",
    "signed_at": "Ký lúc",
    "sha256": "SHA-256",
    "bytes": "Cỡ (byte)",
    "encryption": "Mã hóa",
}


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    inspecting = add(commands, "inspect", "kiểm tra và mô tả một gói, không thay đổi gì", inspect)
    inspecting.add_argument("file", type=Path, metavar="TỆP", help=_PACKAGE)
    text = "chứng thư (.gscert) của bên gửi; khi đó không cần cơ quan nào"
    inspecting.add_argument("--trust", type=Path, metavar="TỆP", help=text)
    text = "giải mã một gói gửi cho hoặc gửi từ cơ quan này thành gói .asice không mã hóa"
    unsealing = add(commands, "unseal", text, unseal)
    unsealing.add_argument("file", type=Path, metavar="TỆP", help="gói đã mã hóa .asice.p7m")
    text = "tệp .asice để ghi; không ghi đè tệp đã có"
    unsealing.add_argument("--to", type=Path, required=True, metavar="TỆP.asice", help=text)
    receiving = add(commands, "receive", "nhận các gói vào hộp đến", receive)
    receiving.add_argument("files", type=Path, nargs="+", metavar="TỆP", help=_PACKAGE)
    text = "nơi chép thêm biên nhận, như USB của bên gửi"
    receiving.add_argument("--receipts", type=Path, metavar="THƯ_MỤC", help=text)
    text = "tin chứng thư (.gscert) này trước khi nhận, sau khi đã đối chiếu mã ngắn"
    more: dict[str, Any] = {"action": "append", "default": []}
    receiving.add_argument("--trust", type=Path, metavar="TỆP", help=text, **more)
    text = "mã ngắn bên gửi đọc cho: nhận gói của người ký có đúng mã này và tin từ nay"
    receiving.add_argument("--accept", default="", metavar="MÃ_NGẮN", help=text)


def inspect(context: Context) -> Answer:
    """Verify and describe a package; ``--trust`` judges it where there is no office."""
    from desktop.services.access import office_exists
    from desktop.services.inspection import inspect_alone

    path, trust = context.arguments.file, context.arguments.trust
    if trust is not None or not office_exists(context.paths, now):
        report = inspect_alone(path, trust, now())
    else:
        with context.desk() as desk:
            report = desk.inbox.inspect(path)
    data = _described(report)
    labels = {
        "outcome": report.outcome.label,
        "kind": report.kind.label if report.kind else "",
        "encryption": "có, chỉ bên nhận và bên gửi mở được" if report.encrypted else "",
    }
    shown = data | labels
    lines = [f"{label}: {shown[name]}" for name, label in _INSPECTED.items() if shown[name]]
    lines += [f"  {entry['name']} ({entry['size']} byte)" for entry in data["entries"]]
    return Answer(data, lines, _OUTCOME_CODES[str(report.outcome)])


def _described(report: InspectReport) -> dict[str, Any]:
    signature = report.signature
    reasons = [str(r.value) for r in signature.reasons] if signature else []
    why = [r.label for r in signature.reasons] if signature else []
    if report.refusal is not None:
        reasons.insert(0, str(report.refusal.code))
        why.insert(0, sentence(report.refusal).text)
    return {
        "file": str(report.file),
        "outcome": str(report.outcome),
        "reasons": reasons,
        "message": " ".join(why),
        "kind": plain(report.kind),
        "package_id": plain(report.package_id),
        "sender": report.sender,
        "receiver": report.receiver,
        "signer": signature.signer if signature else "",
        "short_code": signature.short_code if signature else "",
        "signed_at": plain(signature.signed_at) if signature else None,
        "created_at": plain(report.created_at),
        "sha256": report.sha256,
        "bytes": report.size,
        "encrypted": report.encrypted,
        "entries": [{"name": name, "size": size} for name, size in report.entries],
    }


def unseal(context: Context) -> Answer:
    """Write the signed package inside an encrypted one, for any standard tool to verify."""
    from desktop.services.unsealing import unseal_package

    file, target = context.arguments.file, context.arguments.to
    with context.desk() as desk:
        report = unseal_package(desk.store, desk.trust, desk.keys, file, target, context.report)
    signature = report.signature
    doubts = " ".join(reason.label for reason in signature.reasons)
    data = {
        "file": str(report.path),
        "sha256": report.sha256,
        "bytes": report.size,
        "kind": plain(report.kind),
        "sender": report.sender,
        "receiver": report.receiver,
        "outcome": str(signature.outcome),
        "reasons": [str(reason.value) for reason in signature.reasons],
        "signer": signature.signer,
        "short_code": signature.short_code,
    }
    lines = [
        f"Đã giải mã {report.kind.label.lower()} của {report.sender}: {report.path}",
        f"Chữ ký: {signature.outcome.label}. {doubts}".rstrip(),
        "Tệp này không còn mã hóa: ai cầm cũng đọc được.",
    ]
    return Answer(data, lines)


def receive(context: Context) -> Answer:
    """Take packages into the inbox, each by itself; the worst outcome gives the exit code."""
    arguments = context.arguments
    with context.desk() as desk:
        for certificate in arguments.trust:
            desk.trust.pin(None, certificate)
        with telling(context) as tell:
            desk.inbox.finish_pending(tell)
        reports = [_received(desk, file, context) for file in arguments.files]
    results = [_result(report) for report in reports]
    lines = [f"{r['file']}: {r['label']}. {r['message']}".rstrip() for r in results]
    code = max(r.refusal.exit_code if r.refusal else DONE for r in reports)
    return Answer({"results": results}, lines, code)


def _received(desk: Desk, file: Path, context: Context) -> ReceiveReport:
    from desktop.services.inbox_reports import ReceiveReport, ReceiveResult

    receipts, code = context.arguments.receipts, _letters(context.arguments.accept)
    try:
        report = desk.inbox.receive(file, context.report, receipts_to=receipts)
        held = report.result is ReceiveResult.UNDECIDED and report.signature is not None
        if held and report.signature and _letters(report.signature.short_code) == code:
            assert report.record_id is not None  # what is held has its line in the inbox
            again = desk.inbox.retry(report.record_id, accept_unknown=True, receipts_to=receipts)
            report = replace(again, file=file)
    except StorageError as error:
        # One stick that cannot be read does not keep the other packages out.
        return ReceiveReport(file, ReceiveResult.REFUSED, error)
    return report


def _letters(short_code: str) -> str:
    """Return a short code without what people put between its letters."""
    return "".join(c for c in short_code.upper() if c.isalnum())


def _result(report: ReceiveReport) -> dict[str, Any]:
    signature = report.signature
    return {
        "file": str(report.file),
        "result": str(report.result),
        "label": report.result.label,
        "code": report.code or None,
        "message": sentence(report.refusal).text if report.refusal else report.clock,
        "kind": plain(report.kind),
        "package_id": plain(report.package_id),
        "sender": report.sender,
        "dossier": plain(report.dossier_id),
        "receipt": plain(report.receipt),
        "signer": signature.signer if signature else "",
        "short_code": signature.short_code if signature else "",
    }
