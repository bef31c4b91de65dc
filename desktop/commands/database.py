"""database show, check, upgrade, keep, move: where the office's database is, and moving it."""

from __future__ import annotations

from argparse import _SubParsersAction
from typing import Any

from desktop.commands.answer import Answer, Context, plain
from desktop.commands.words import Parser
from desktop.services.databases import MoveReport

_MB = 1 << 20


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    text = "cơ sở dữ liệu của cơ quan: đang ở đâu, chuyển lên máy chủ PostgreSQL hoặc về tệp"
    group = commands.add_parser("database", help=text, description=text)
    parts = group.add_subparsers(title="việc", metavar="VIỆC", required=True, parser_class=Parser)
    add(parts, "show", "cơ sở dữ liệu đang ở đâu", show)
    where = "postgresql://TÊN:MẬT_KHẨU@MÁY_CHỦ:5432/CƠ_SỞ_DỮ_LIỆU"
    checking = add(parts, "check", "thử nối với một máy chủ", check)
    checking.add_argument("--to", required=True, metavar="ĐỊA_CHỈ", help=where)
    add(
        parts,
        "upgrade",
        "nâng cấu trúc cơ sở dữ liệu trên máy chủ lên bản chương trình này; hãy sao lưu trước",
        upgrade,
    )
    add(
        parts,
        "keep",
        "từ nay dùng địa chỉ của lần chạy này (--database), như khi đổi mật khẩu",
        keep,
    )
    moving = add(parts, "move", "chuyển toàn bộ dữ liệu; cơ sở dữ liệu cũ được giữ lại", move)
    ways = moving.add_mutually_exclusive_group(required=True)
    ways.add_argument("--to", metavar="ĐỊA_CHỈ", help=f"lên máy chủ: {where}")
    ways.add_argument("--back", action="store_true", help="về tệp trong thư mục dữ liệu")


def show(context: Context) -> Answer:
    """Say where the database is."""
    with context.desk() as desk:
        found = desk.databases.show()
    if not found.on_server:
        lines = [f"Tệp mã hóa (SQLCipher): {found.place}, {found.size / _MB:.1f} MB"]
    else:
        line = "có mã hóa TLS" if found.encrypted_line else "không mã hóa"
        lines = [
            f"PostgreSQL {found.version}: {found.place}, {found.size / _MB:.1f} MB",
            f"Đường nối tới máy chủ: {line}",
        ]
    return Answer(plain(found), lines)


def check(context: Context) -> Answer:
    """Try a server."""
    with context.desk() as desk:
        version = desk.databases.check(context.arguments.to)
    return Answer({"version": version}, [f"Nối được: PostgreSQL {version}"])


def upgrade(context: Context) -> Answer:
    """Bring an older database on a server up to this program."""
    with context.desk(upgrades_server=True) as desk:
        found = desk.databases.show()
    return Answer(plain(found), [f"Cấu trúc của {found.place} đúng với bản chương trình này"])


def move(context: Context) -> Answer:
    """Move the office's database."""
    with context.desk() as desk:
        if context.arguments.back:
            done = desk.databases.move_to_file(context.report)
        else:
            done = desk.databases.move_to_server(context.arguments.to, context.report)
    return Answer(plain(done), _lines(done))


def keep(context: Context) -> Answer:
    """Note the address of this run for every run."""
    with context.desk() as desk:
        place = desk.databases.keep_address()
    return Answer({"place": place}, [f"Từ nay cơ quan dùng {place}"])


def _lines(done: MoveReport) -> list[str]:
    rows = sum(done.rows.values())
    return [
        f"Đã chuyển {rows} dòng của {len(done.rows)} bảng, đối chiếu từng dòng, tới {done.place}",
        f"Cơ sở dữ liệu cũ được giữ nguyên: {done.kept}",
        "Cửa sổ nào đang mở cơ quan này phải đóng rồi mở lại.",
    ]
