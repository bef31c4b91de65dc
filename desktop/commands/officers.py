"""officers list | add | role | remove: who unlocks this office, and what each may do."""

from __future__ import annotations

from argparse import ArgumentTypeError, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import Answer, Context, plain, read_text
from desktop.errors import AccessDenied
from desktop.law.terms import OfficerRole
from desktop.vietnamese.text import clean, nfc

if TYPE_CHECKING:
    from desktop.services.officers import OfficerRow, OfficerService

_PASSWORD_VARIABLE = "GUONGSANG_NEW_PASSWORD"  # noqa: S105 - the variable's name
_ROLES = ", ".join(f"{role.value}: {role.label.lower()}" for role in OfficerRole)


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    about = "người dùng của cơ quan: xem, thêm, giao vai trò, bỏ"
    group = commands.add_parser("officers", help=about, description=about)
    parts = group.add_subparsers(title="việc", metavar="VIỆC", required=True)
    add(parts, "list", "ai mở khóa được, vai trò gì", list_officers)
    adding = add(parts, "add", "thêm người dùng; hỏi mật khẩu ban đầu của họ", add_officer)
    adding.add_argument("login", type=_seen, metavar="TÊN_ĐĂNG_NHẬP")
    adding.add_argument("--name", type=_seen, required=True, metavar="HỌ_TÊN")
    adding.add_argument("--post", default="", metavar="CHỨC_VỤ")
    _role_option(adding, required=True)
    text = f"tệp chứa mật khẩu ban đầu của người mới (hoặc biến {_PASSWORD_VARIABLE})"
    adding.add_argument("--new-password-file", metavar="TỆP", help=text)
    giving = add(parts, "role", "giao vai trò, cơ quan phụ trách", set_role)
    giving.add_argument("login", metavar="TÊN_ĐĂNG_NHẬP")
    _role_option(giving, required=True)
    text = "chỉ phụ trách hồ sơ của cơ quan này (mã; lặp lại được); bỏ trống là tất cả"
    giving.add_argument("--sender", action="append", default=[], type=UUID, help=text)
    removing = add(parts, "remove", "bỏ một người dùng", remove_officer)
    removing.add_argument("login", metavar="TÊN_ĐĂNG_NHẬP")


def _role_option(parser: Any, *, required: bool) -> None:
    roles = [role.value for role in OfficerRole]
    parser.add_argument("--role", required=required, choices=roles, help=_ROLES)


def _seen(value: str) -> str:
    """Return a name as typed (argparse type), refusing one that is blank or holds what is unseen.

    Somebody without a login would be who unlocks wherever no login is given.
    """
    if not value.strip() or clean(value) != nfc(value).strip():
        raise ArgumentTypeError("không được để trống hoặc có ký tự không nhìn thấy")
    return clean(value)


def list_officers(context: Context) -> Answer:
    """Show who unlocks this office."""
    with context.desk() as desk:
        rows = desk.officers.list_rows()
    return _answer(rows)


def add_officer(context: Context) -> Answer:
    """Add somebody."""
    arguments = context.arguments
    with context.desk() as desk:
        password = _first_password(context)
        desk.access.add_officer(
            arguments.login, arguments.name, arguments.post, password, OfficerRole(arguments.role)
        )
        rows = desk.officers.list_rows()
    return _answer(rows)


def set_role(context: Context) -> Answer:
    """Give a role."""
    arguments = context.arguments
    with context.desk() as desk:
        officer = _of_login(desk.officers, arguments.login)
        desk.officers.set_role(officer.id, OfficerRole(arguments.role), arguments.sender)
        rows = desk.officers.list_rows()
    return _answer(rows)


def remove_officer(context: Context) -> Answer:
    """Take somebody's way in away."""
    with context.desk() as desk:
        desk.officers.remove(_of_login(desk.officers, context.arguments.login).id)
        rows = desk.officers.list_rows()
    return _answer(rows)


def _first_password(context: Context) -> str:
    file, login = context.arguments.new_password_file, context.arguments.login
    if file:
        return read_text(Path(file)).rstrip("\r\n")
    prompt = f"Mật khẩu ban đầu của {login}: "
    return context.secret(_PASSWORD_VARIABLE, prompt, "--new-password-file")


def _of_login(officers: OfficerService, login: str) -> OfficerRow:
    found = next((row for row in officers.list_rows() if row.login == login), None)
    if found is None:
        raise AccessDenied(AccessDenied.Code.NO_SUCH_OFFICER)
    return found


def _answer(rows: list[OfficerRow]) -> Answer:
    lines = [
        f"{row.login}: {row.full_name}"
        + (f", {row.post}" if row.post else "")
        + f" – {row.role.label}"
        + (f" – {len(row.offices)} cơ quan" if row.offices else "")
        for row in rows
    ]
    return Answer({"officers": [plain(row) for row in rows]}, lines)
