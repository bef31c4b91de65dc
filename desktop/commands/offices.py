"""init, demo, window: making offices and opening one."""

from __future__ import annotations

from argparse import _SubParsersAction
from pathlib import Path
from typing import Any

from desktop.commands.answer import Answer, Context, now, plain
from desktop.law.terms import Seat, Tier


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    making = add(commands, "init", "lập một cơ quan", init)
    making.add_argument("--name", required=True, metavar="TÊN")
    making.add_argument("--tier", required=True, choices=[t.value for t in Tier])
    making.add_argument("--seat", required=True, choices=[s.value for s in Seat])
    making.add_argument("--parent", default="", metavar="TÊN")
    making.add_argument("--place", default="", metavar="ĐỊA_DANH")
    making.add_argument("--officer-name", default="Cán bộ thi đua, khen thưởng", metavar="HỌ_TÊN")
    showing = add(commands, "demo", "lập các cơ quan mẫu và chạy trọn một vòng công việc", demo)
    showing.add_argument("--to", type=Path, default=Path("demo"), metavar="THƯ_MỤC")
    showing.add_argument("--scene", choices=["2023"], default="2023")
    opening = add(commands, "window", "mở cửa sổ chương trình", window)
    opening.add_argument("--quit-after-paint", action="store_true")


def init(context: Context) -> Answer:
    """Make an office in the data folder."""
    from desktop.services.access import OfficeSetup, create_office

    arguments = context.arguments
    setup = OfficeSetup(
        name=arguments.name,
        tier=Tier(arguments.tier),
        seat=Seat(arguments.seat),
        parent_name=arguments.parent,
        superior_agency=arguments.parent.upper(),
        officer_name=arguments.officer_name,
        login=arguments.officer or "canbo",
        password=context.password("Mật khẩu mới: "),
        place=arguments.place,
    )
    made = create_office(context.paths, setup, now)
    data = {
        "office_id": str(made.office_id),
        "data": str(context.paths.root),
        "recovery_code": made.recovery_code,
    }
    lines = [
        f"Đã lập cơ quan trong {context.paths.root}",
        f"Mã khôi phục (chép ra giấy, chỉ hiện một lần): {made.recovery_code}",
    ]
    return Answer(data, lines)


def demo(context: Context) -> Answer:
    """Make the demo offices and run the whole loop once."""
    from desktop.demo.scene_2023 import make

    made = make(context.arguments.to, context.say)
    return Answer(plain(made), made.lines())


def window(context: Context) -> Answer:
    """Open the window; returns when it is closed."""
    from desktop.app import main

    data = Path(context.arguments.data) if context.arguments.data else None
    quits = getattr(context.arguments, "quit_after_paint", False)
    code = main(data, quit_after_paint=quits, login=context.arguments.officer or "")
    return Answer(None, code=code)
