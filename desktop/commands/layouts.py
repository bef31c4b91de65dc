"""layout list, show, copy, set, export, import, archive: layouts of certificates, by script."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError, _SubParsersAction
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import FIXABLE, Answer, Context, plain
from desktop.commands.words import Parser
from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind

if TYPE_CHECKING:
    from desktop.services.certificate_layouts import Layout, LayoutProblem
    from desktop.services.desk import Desk

_RECIPIENTS = {kind.value.lower(): kind for kind in RecipientKind}
_ALL = "all"


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    text = "mẫu giấy khen: xem, tạo bản sao, sửa, xuất, nhập"
    group = add(commands, "layout", text, list_).add_subparsers(
        title="việc", metavar="VIỆC", parser_class=Parser, required=True
    )
    add(group, "list", "liệt kê các mẫu", list_)
    _code(add(group, "show", "xem một mẫu, và những chỗ không in được", show))
    copying = _code(add(group, "copy", "tạo mẫu của cơ quan từ một mẫu khác", copy))
    copying.add_argument("--name", required=True, metavar="TÊN", help="tên mẫu mới")
    text = "chỉ giữ chỗ sửa khác, theo mẫu kia trong mọi chỗ còn lại"
    copying.add_argument("--inherit", action="store_true", help=text)
    _use(copying, _ALL)
    _register_set(_code(add(group, "set", "sửa một mẫu của cơ quan", set_)))
    taking = _code(add(group, "export", "ghi một mẫu ra tệp .gslayout", export))
    taking.add_argument("--to", type=Path, required=True, metavar="TỆP", help="tệp ghi ra")
    bringing = add(group, "import", "nhập một tệp .gslayout", import_)
    bringing.add_argument("file", type=Path, metavar="TỆP", help="tệp .gslayout")
    away = _code(add(group, "archive", "cất một mẫu không dùng nữa", archive))
    away.add_argument("--reason", required=True, metavar="LÝ_DO", help="lý do")


def _register_set(setting: Any) -> None:
    setting.add_argument("--name", metavar="TÊN", help="tên mới")
    text = "in bằng mẫu này khi không chọn mẫu khác"
    setting.add_argument("--default", dest="as_default", action="store_true", help=text)
    text = "sửa một khung, như name.x=30.5 hoặc motto.visible=false; dùng được nhiều lần"
    setting.add_argument(
        "--box", type=_assignment, action="append", default=[], metavar="KHUNG.CỘT=TRỊ", help=text
    )
    text = "ảnh quét phôi, PNG, JPG hoặc PDF, để canh trên màn hình"
    setting.add_argument("--scan", type=Path, metavar="ẢNH", help=text)
    text = "ảnh khác hình dạng phôi: stretched (bị kéo giãn), top-left (khớp góc trái)"
    fits = ("stretched", "top-left")
    setting.add_argument("--scan-fit", choices=fits, metavar="CÁCH", help=text)
    _use(setting, None)


def _code(parser: Any) -> Any:
    parser.add_argument("code", metavar="MÃ", help="mã mẫu, xem «layout list»")
    return parser


def _use(parser: Any, unset: str | None) -> None:
    """Declare what a layout is for; ``unset`` stands for what is not given."""
    text = "dùng cho hình thức nào (mã như LDTT); all là mọi hình thức"
    parser.add_argument("--award", type=_award, default=unset, metavar="MÃ", help=text)
    text = "dùng cho đối tượng nào; all là mọi đối tượng"
    kinds = (*_RECIPIENTS, _ALL)
    parser.add_argument("--recipient", choices=kinds, default=unset, help=text)


def _award(typed: str) -> str:
    if typed == _ALL:
        return ""
    if Catalogue.load().find_award(typed) is None:
        raise ArgumentTypeError(f"không có danh hiệu, hình thức {typed}")
    return typed


def _assignment(typed: str) -> tuple[str, str, str]:
    """Return box, property and value of «name.x=30.5»."""
    place, equals, value = typed.partition("=")
    box, dot, key = place.partition(".")
    if not (equals and dot and box and key):
        raise ArgumentTypeError(f"cần ghi như name.x=30.5: {typed}")
    return box, key, value


def list_(context: Context) -> Answer:
    """Return every layout, the program's first."""
    with context.desk() as desk:
        rows = desk.layouts.list_rows()
    marks = {True: "*", False: " "}
    lines = [
        f"{marks[row.is_default]} {row.code}  {row.name} ({row.width:g} × {row.height:g} mm)"
        for row in rows
        if not row.is_archived
    ]
    return Answer([plain(row) for row in rows], [*lines, "* là mẫu mặc định"])


def show(context: Context) -> Answer:
    """Return a layout as its file has it, and what of it cannot be printed."""
    from desktop.services.certificate_layouts import layout_data, layout_problems

    with context.desk() as desk:
        opened = desk.layouts.open(desk.layouts.id_of(context.arguments.code))
    found = layout_problems(opened.draft.layout)
    data = plain(opened.row) | {
        "layout": layout_data(opened.draft.layout),
        "lost": list(opened.lost),
        "problems": _problems(opened.draft.layout, found),
    }
    lines = [
        f"{box.id}: {box.text!r} x={box.x:g} y={box.y:g} {box.width:g} × {box.height:g} mm"
        for box in opened.draft.layout.boxes
    ]
    return Answer(data, [opened.row.name, *lines, *_problem_lines(opened.draft.layout, found)])


def copy(context: Context) -> Answer:
    """Make a layout of this office from another one."""
    given = context.arguments
    with context.desk() as desk:
        saved = desk.layouts.copy(
            given.code,
            given.name,
            inherits=given.inherit,
            award_code=given.award,
            recipient_kind=_RECIPIENTS.get(given.recipient),
        )
    data = {"layout": saved.code, "id": plain(saved.id)}
    return Answer(data, [f"Đã tạo mẫu «{given.name}», mã {saved.code}."])


def set_(context: Context) -> Answer:
    """Change a layout of this office: boxes, name, use, scan; or print with it by default."""
    with context.desk() as desk:
        layout_id = desk.layouts.id_of(context.arguments.code)
        changed, found = _changed(desk, context)
        if any(problem.blocking for problem in found):
            data = {"layout": context.arguments.code, "problems": _problems(changed, found)}
            return Answer(data, _problem_lines(changed, found), FIXABLE)
        if context.arguments.scan is not None:
            from desktop.services.certificate_layouts_scans import ScanFit

            fit = ScanFit(context.arguments.scan_fit or ScanFit.REFUSED)
            desk.layout_scans.put(layout_id, context.arguments.scan, fit)
        if context.arguments.as_default:
            desk.layouts.choose_default(context.arguments.code)
        row = desk.layouts.open(layout_id).row
    lines = [f"Đã sửa mẫu «{row.name}».", *_problem_lines(changed, found)]
    return Answer(plain(row) | {"problems": _problems(changed, found)}, lines)


def _changed(desk: Desk, context: Context) -> tuple[Layout, Sequence[LayoutProblem]]:
    """Save what is typed of a layout itself; return it and what is wrong, blocking or not."""
    from desktop.services.certificate_layouts import layout_problems, with_values

    given = context.arguments
    draft = desk.layouts.open(desk.layouts.id_of(given.code)).draft
    layout = replace(draft.layout, name=given.name or draft.layout.name)
    for box, key, value in given.box:
        layout = with_values(layout, box, {key: _value(value)})
    award = draft.award_code if given.award is None else given.award
    kind = draft.recipient_kind if given.recipient is None else _RECIPIENTS.get(given.recipient)
    wanted = replace(draft, layout=layout, award_code=award, recipient_kind=kind)
    found = layout_problems(layout)
    if wanted != draft and not any(problem.blocking for problem in found):
        desk.layouts.save(wanted)
    return layout, found


def _value(typed: str) -> object:
    """Return what was typed as JSON has it: a number, true, or else the words themselves."""
    try:
        value = json.loads(typed)
    except ValueError:
        return typed
    return value if isinstance(value, int | float | bool) else typed


def export(context: Context) -> Answer:
    """Write a layout, what inherits from it and its scan as one file."""
    target = context.arguments.to
    with context.desk() as desk:
        layout_id = desk.layouts.id_of(context.arguments.code)
        shared = desk.layout_files.export_file(layout_id, target)
    data = {"file": str(target), "variants": len(shared.variants), "scan": shared.scan is not None}
    return Answer(data, [f"Đã ghi {target}."])


def import_(context: Context) -> Answer:
    """Take in a layout from a file; the same file twice is once."""
    with context.desk() as desk:
        brought = desk.layout_files.import_file(context.arguments.file)
    said = "Mẫu này đã có sẵn" if brought.was_here else "Đã nhập mẫu"
    data = {
        "layout": brought.saved.code,
        "id": plain(brought.id),
        "variants": brought.variants,
        "was_here": brought.was_here,
    }
    return Answer(data, [f"{said}, mã {brought.saved.code}."])


def archive(context: Context) -> Answer:
    """Put a layout away; certificates printed with it can still be printed again."""
    with context.desk() as desk:
        layout_id = desk.layouts.id_of(context.arguments.code)
        desk.layouts.archive(layout_id, context.arguments.reason)
    return Answer({"layout": context.arguments.code}, ["Đã lưu trữ mẫu."])


def _problems(layout: Layout, found: Sequence[LayoutProblem]) -> list[dict[str, Any]]:
    return [
        {
            "code": problem.code.value,
            "severity": "blocking" if problem.blocking else "warning",
            "path": problem.path,
            "message": line,
        }
        for problem, line in zip(found, _problem_lines(layout, found), strict=True)
    ]


def _problem_lines(layout: Layout, found: Sequence[LayoutProblem]) -> list[str]:
    from desktop.views.layouts.words import problem_line

    boxes = {box.id: box for box in layout.boxes}
    return [problem_line(problem, boxes).text for problem in found]
