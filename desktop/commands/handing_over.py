"""handover: the whole office to another machine or officer, and taking it in there."""

from __future__ import annotations

from argparse import _SubParsersAction
from pathlib import Path
from typing import Any

from desktop.commands.answer import Answer, Context, now, plain
from desktop.commands.words import Parser

_CODE_VARIABLE = "GUONGSANG_RECOVERY_CODE"


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    text = "bàn giao toàn bộ dữ liệu cơ quan cho máy mới hoặc cán bộ mới"
    group = commands.add_parser("handover", help=text, description=text)
    named = group.add_subparsers(title="việc", metavar="VIỆC", required=True, parser_class=Parser)
    writing = add(named, "write", "ghi toàn bộ dữ liệu cơ quan vào một gói đã ký", write)
    text = "nơi ghi gói, như USB"
    writing.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help=text)
    writing.add_argument("--reason", required=True, metavar="LÝ_DO", help="vì sao bàn giao")
    text = "đổi máy: từ lúc này máy này thôi gửi và nhận gói"
    writing.add_argument("--moving", action="store_true", help=text)
    text = "xem một gói bàn giao là của ai, không ghi gì"
    showing = add(named, "show", text, show)
    showing.add_argument("file", type=Path, metavar="TỆP")
    text = "lập lại cơ quan từ gói bàn giao, trong thư mục dữ liệu trống"
    restoring = add(named, "restore", text, restore)
    restoring.add_argument("file", type=Path, metavar="TỆP")
    text = f"mở bằng mã khôi phục (biến {_CODE_VARIABLE}); mật khẩu đưa vào là mật khẩu mới"
    restoring.add_argument("--by-code", action="store_true", help=text)
    text = "lấy lại quyền gửi của máy này sau khi đã bàn giao"
    back = add(named, "take-back", text, take_back)
    back.add_argument("--reason", required=True, metavar="LÝ_DO", help="vì sao lấy lại")


def write(context: Context) -> Answer:
    """Write everything of this office into one signed file."""
    arguments = context.arguments
    with context.desk() as desk:
        done = desk.handover.write(
            arguments.to, arguments.reason, context.report, moving=arguments.moving
        )
    lines = [
        f"Đã ghi gói bàn giao: {done.path} ({done.size} byte, {done.files} tệp của cơ quan)",
        f"Mã ngắn để so ở máy mới: {done.short_code}",
    ]
    if arguments.moving:
        lines.append("Từ lúc này máy này thôi gửi và nhận gói; máy mới làm thay.")
    return Answer(plain(done) | {"moving": arguments.moving}, lines)


def show(context: Context) -> Answer:
    """Check a handover and say whose it is; nothing is written."""
    from desktop.services.handover_restore import read_handover

    found = read_handover(context.arguments.file, now, context.report)
    return Answer(
        plain(found),
        [
            f"Cơ quan: {found.office}",
            f"Mã ngắn của khóa ký: {found.short_code}",
            f"Lập lúc: {plain(found.made_at)}, do {found.officer}",
            f"Người mở được: {', '.join(found.logins)}",
        ],
    )


def restore(context: Context) -> Answer:
    """Make the office of a handover in an empty data folder."""
    from desktop.services.handover_restore import restore_handover

    way = _way(context)
    restored = restore_handover(context.arguments.file, context.paths, way, now, context.report)
    with_office = restored.desk.store.actor.office_name
    code = restored.desk.keys.own_certificate().short_code
    restored.desk.close()
    data = {
        "data": str(context.paths.root),
        "office": with_office,
        "short_code": code,
        "recovery_code": restored.recovery_code or None,
    }
    lines = [f"Đã nhận bàn giao «{with_office}» vào {context.paths.root}", f"Mã ngắn: {code}"]
    if restored.recovery_code:
        text = "Mã khôi phục mới (chép ra giấy, chỉ hiện một lần)"
        lines.append(f"{text}: {restored.recovery_code}")
    return Answer(data, lines)


def _way(context: Context) -> Any:
    """Return how the data are opened: a password, or the recovery code with a new one."""
    from desktop.services.handover_restore import ByCode, ByPassword

    login = context.arguments.officer or ""
    if context.arguments.by_code:
        code = context.secret(_CODE_VARIABLE, "Mã khôi phục: ")
        return ByCode(code, login or "canbo", context.password("Mật khẩu mới: "))
    return ByPassword(context.password(), login)


def take_back(context: Context) -> Answer:
    """Let this machine send again."""
    with context.desk() as desk:
        desk.handover.take_back(context.arguments.reason)
    return Answer({"handed_over": False}, ["Máy này gửi và nhận gói trở lại."])
