"""enrol: joining the office above, and letting offices below join this one."""

from __future__ import annotations

from argparse import _SubParsersAction
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import (
    Answer,
    Context,
    day,
    identity,
    plain,
    read_text,
)
from desktop.commands.words import Parser
from desktop.config import LOCAL_TIME
from desktop.vietnamese.dates import short_date

if TYPE_CHECKING:
    from desktop.services.enrolment import GrantDetail
    from desktop.services.enrolment_requests import RequestDetail
    from desktop.services.enrolment_state import EnrolmentState

_WAYS = ("folder", "webdav", "sftp")
_REASONS = ("unspecified", "key_compromise", "affiliation_changed", "superseded", "cessation")


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    text = "kết nối với cơ quan cấp trên, hoặc cho cơ quan cấp dưới kết nối"
    group = add(commands, "enrol", text, list_).add_subparsers(
        title="việc", metavar="VIỆC", parser_class=Parser, required=True
    )
    _register_sender(group, add)
    _register_receiver(group, add)
    _register_root(group, add)


def _register_sender(group: Any, add: Any) -> None:
    asking = add(group, "request", "lập đề nghị kết nối gửi cấp trên (hoặc gia hạn)", request)
    _to(asking)
    text = "người giữ khóa ký; bỏ trống là khóa chung của cơ quan"
    asking.add_argument("--person", default="", metavar="HỌ_TÊN", help=text)
    asking.add_argument("--role", default="", metavar="CHỨC_VỤ")
    text = "làm đề nghị mới dù đề nghị trước còn chờ"
    asking.add_argument("--afresh", action="store_true", help=text)
    accepting = add(group, "accept", "nhận giấy chấp nhận của cấp trên", accept)
    accepting.add_argument("file", type=Path, metavar="TỆP")
    _code(accepting, "mã cấp trên đọc qua điện thoại")


def _register_receiver(group: Any, add: Any) -> None:
    showing = add(group, "show", "xem một đề nghị hoặc giấy chấp nhận, để đối chiếu mã", show)
    showing.add_argument("file", type=Path, metavar="TỆP")
    granting = add(group, "grant", "chấp nhận một đề nghị đã đối chiếu mã", grant)
    granting.add_argument("file", type=Path, metavar="TỆP")
    _to(granting)
    _code(granting, "mã bên đề nghị đọc qua điện thoại")
    text = "đường truyền: folder (USB, thư mục), webdav, sftp"
    granting.add_argument("--way", choices=_WAYS, help=text)
    granting.add_argument(
        "--address", default="", metavar="ĐỊA_CHỈ", help="https://… hoặc sftp://…"
    )
    granting.add_argument("--user", default="", metavar="TÊN", help="tài khoản trên máy chủ")
    text = "chứng thư (PEM) của nơi cấp cho máy chủ"
    granting.add_argument("--server-ca", type=Path, metavar="TỆP", help=text)
    granting.add_argument("--host-key", type=Path, metavar="TỆP", help="ssh_host_*_key.pub")
    text = "cơ quan đã có ở đây mà bên đề nghị chính là cơ quan ấy"
    granting.add_argument("--office", type=identity, metavar="MÃ", help=text)
    refusing = add(group, "refuse", "từ chối một đề nghị", refuse)
    refusing.add_argument("file", type=Path, metavar="TỆP")
    refusing.add_argument("--reason", required=True, metavar="LÝ_DO")
    revoking = add(group, "revoke", "thu hồi chứng thư ký của một cơ quan cấp dưới", revoke)
    revoking.add_argument("certificate", type=identity, metavar="MÃ", help="id trong enrol list")
    revoking.add_argument("--reason", required=True, choices=_REASONS)
    text = "từ ngày nào (lộ khóa: từ ngày có thể bị lộ)"
    revoking.add_argument("--since", type=day, metavar="NGÀY", help=text)
    revoking.add_argument("--note", default="", metavar="GHI_CHÚ")
    add(group, "list", "tình trạng kết nối: cấp trên, đề nghị, các cơ quan cấp dưới", list_)


def _register_root(group: Any, add: Any) -> None:
    copying = add(group, "root-export", "sao khóa gốc ra một USB (cần hai USB)", root_export)
    _to(copying)
    _key_password(copying)
    restoring = add(group, "root-restore", "khôi phục khóa gốc từ USB", root_restore)
    restoring.add_argument("file", type=Path, metavar="TỆP.p12")
    _key_password(restoring)
    trusting = add(group, "trust-root", "tin chứng thư gốc của nơi cấp khác", trust_root)
    trusting.add_argument("file", type=Path, metavar="TỆP")
    text = "SHA-256 của chứng thư, đối chiếu với bản in"
    trusting.add_argument("--sha256", required=True, metavar="MÃ", help=text)
    text = "ghi những tệp mà máy chủ cần để mở hộp cho từng cơ quan"
    _to(add(group, "server-files", text, server_files))
    listing = add(group, "crl", "nhận danh sách thu hồi của nơi cấp khác", take_list)
    listing.add_argument("file", type=Path, metavar="TỆP")


def _to(parser: Any) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="như USB")


def _code(parser: Any, text: str) -> None:
    parser.add_argument("--code", default="", metavar="MÃ", help=text)


def _key_password(parser: Any) -> None:
    text = "tệp chứa mật khẩu của bản sao (hoặc biến GUONGSANG_KEY_PASSWORD)"
    parser.add_argument("--key-password-file", metavar="TỆP", help=text)


def request(context: Context) -> Answer:
    """Write a request for the office above; again writes the same one."""
    words = context.arguments
    with context.desk() as desk:
        report = desk.enrolment.request(words.person, words.role, words.to, afresh=words.afresh)
    data = {
        "package": str(report.path),
        "code": report.code,
        "office_above": report.office_above,
        "person": report.person,
        "role": report.role,
        "is_renewal": report.is_renewal,
    }
    lines = [
        f"Đã ghi đề nghị kết nối: {report.path}",
        f"Mã để đọc qua điện thoại cho {report.office_above}: {report.code}",
    ]
    return Answer(data, lines)


def accept(context: Context) -> Answer:
    """Take a grant in."""
    with context.desk() as desk:
        state = desk.enrolment.accept_grant(context.arguments.file, context.arguments.code)
    return Answer(_state_data(state), _state_lines(state))


def show(context: Context) -> Answer:
    """Describe a request or a grant, whose code is then compared."""
    path = context.arguments.file
    with context.desk() as desk:
        found: RequestDetail | GrantDetail
        if desk.enrolment.is_grant(path):
            found = desk.enrolment.read_grant(path)
            kind, is_done = "grant", found.is_taken_in
        else:
            found = desk.enrolment_requests.read(path)
            kind, is_done = "enrolment", bool(found.grant_code)
    return Answer({"kind": kind, **plain(found)}, _file_lines(found, is_done=is_done))


def grant(context: Context) -> Answer:
    """Issue what a request asks for and write the grant; again writes the same one."""
    from desktop.services.grants import Line

    words = context.arguments
    with context.desk() as desk:
        asked = desk.enrolment_requests.read(words.file)
        line = desk.grants.last_line()
        if words.way is not None:
            line = Line(
                words.way,
                words.address,
                words.user,
                read_text(words.server_ca) if words.server_ca else "",
                read_text(words.host_key) if words.host_key else "",
            )
        report = desk.grants.grant(asked.id, words.to, line, words.code, words.office)
    data = {
        "package": str(report.path),
        "code": report.code,
        "office": report.office,
        "office_id": str(asked.office_id),
        "person": report.person,
        "valid_to": report.valid_to.isoformat(),
        "bundle_serial": report.bundle_serial,
    }
    lines = [
        f"Đã chấp nhận {report.office}, chứng thư có hạn đến {_day(report.valid_to)}.",
        f"Giấy chấp nhận: {report.path}",
        f"Mã để đọc cho họ qua điện thoại: {report.code}",
    ]
    return Answer(data, lines)


def refuse(context: Context) -> Answer:
    """Refuse a request."""
    with context.desk() as desk:
        asked = desk.enrolment_requests.read(context.arguments.file)
        desk.enrolment_requests.refuse(asked.id, context.arguments.reason)
    data = {"office": asked.office, "state": "REFUSED"}
    return Answer(data, [f"Đã từ chối đề nghị của {asked.office}. Chưa cấp chứng thư nào."])


def revoke(context: Context) -> Answer:
    """Take a certificate back; the bulletin that tells of it is written by ``export-bulletin``."""
    from desktop.services.revocations import RevocationReason

    words = context.arguments
    since = datetime.combine(words.since, time(), LOCAL_TIME) if words.since else None
    with context.desk() as desk:
        reason = RevocationReason(words.reason)
        report = desk.revocations.revoke(words.certificate, reason, since, words.note)
    lines = [
        f"Đã thu hồi {report.certificates} chứng thư của {report.office}.",
        *(f"Xem lại: {row.kind_label} nhận {_day(row.received_at)}" for row in report.review),
    ]
    return Answer(plain(report), lines)


def list_(context: Context) -> Answer:
    """Say how this office is joined to the one above, and who joined it."""
    with context.desk() as desk:
        state, own = desk.enrolment.state(), desk.authorities.own()
        requests, members = desk.enrolment_requests.list_rows(), desk.revocations.members()
    data = {
        "up": _state_data(state),
        "root": plain(own),
        "requests": plain(requests),
        "members": plain(members),
    }
    lines = [
        *_state_lines(state),
        *(f"Đề nghị: {r.office}, {r.state.label}, mã {r.code}" for r in requests),
        *(f"{m.office}: {m.person or 'khóa chung'}, {m.state.label}, {m.id}" for m in members),
    ]
    return Answer(data, lines)


def root_export(context: Context) -> Answer:
    """Write one copy of the root key and read it back; two sticks should hold it."""
    with context.desk() as desk:
        copy = desk.authorities.export_root(context.arguments.to, context.key_password())
    more = "Đã đủ hai bản sao." if copy.is_enough else "Cắm USB thứ hai rồi làm lại một lần nữa."
    data = {"file": str(copy.path), "copies": copy.copies, "verified": True}
    line = f"Đã ghi khóa gốc ra {copy.path} và đọc lại được. {more}"
    return Answer(data, [line])


def root_restore(context: Context) -> Answer:
    """Bring the root key back from a stick."""
    with context.desk() as desk:
        desk.authorities.restore_root(context.arguments.file, context.key_password())
        own = desk.authorities.own()
    code = own.short_code if own else ""
    return Answer(plain(own), [f"Đã khôi phục khóa gốc {code}."])


def trust_root(context: Context) -> Answer:
    """Know a foreign authority by its certificate."""
    words = context.arguments
    with context.desk() as desk:
        found = desk.authorities.trust_foreign(words.file, words.sha256)
    text = "Đã tin chứng thư gốc; chứng thư do nơi ấy cấp vẫn phải gắn với từng người."
    return Answer({"authority": str(found)}, [text])


def take_list(context: Context) -> Answer:
    """Take in the revocation list of a foreign authority."""
    with context.desk() as desk:
        number = desk.authorities.import_list(context.arguments.file)
    return Answer({"number": number}, [f"Đã nhận danh sách thu hồi số {number}."])


def server_files(context: Context) -> Answer:
    """Write what a technician lays on a server (installer/server/README.md)."""
    folder: Path = context.arguments.to
    with context.desk() as desk:
        made = desk.server_files.write(folder)
    lines = [f"Đã ghi vào {folder}: chứng thư gốc, danh sách thu hồi và tệp của từng cơ quan:"]
    lines += [f"{one.certificate.stem}: {one.office}" for one in made]
    return Answer({"folder": str(folder), "offices": plain(made)}, lines)


def _state_data(state: EnrolmentState) -> dict[str, Any]:
    data: dict[str, Any] = plain(state)
    return data


def _state_lines(state: EnrolmentState) -> list[str]:
    lines = [f"{state.office_above or 'Chưa ghi cơ quan cấp trên'}: {state.stage.label}"]
    if state.code:
        lines.append(f"Mã đề nghị đang chờ: {state.code}")
    if state.valid_to is not None:
        lines.append(f"Chứng thư có hạn đến {_day(state.valid_to)}, còn {state.days_left} ngày")
    return lines


def _file_lines(found: RequestDetail | GrantDetail, *, is_done: bool) -> list[str]:
    holder = ", ".join(part for part in (found.person, found.role) if part) or "khóa chung"
    lines = [f"{found.office} ({holder})", f"Mã: {found.code}"]
    if found.needs_call and not is_done:
        lines.append("Gọi cho cơ quan ấy theo số đã biết, đọc cho nhau nghe mã; khớp mới làm tiếp.")
    if found.is_clock_doubtful:
        lines.append("Ngày lập cách hôm nay hơn một tháng: hãy kiểm tra đồng hồ của hai máy.")
    return lines


def _day(moment: datetime) -> str:
    return short_date(moment.astimezone(LOCAL_TIME).date())
