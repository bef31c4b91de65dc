"""init, demo: making offices."""

from __future__ import annotations

from argparse import _SubParsersAction
from pathlib import Path
from typing import Any

from desktop.commands.answer import Answer, Context, now, plain
from desktop.law.terms import Seat, Tier

_CERTIFICATE = "chung-thu.gscert"


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    making = add(commands, "init", "lập một cơ quan", init)
    making.add_argument("--name", required=True, metavar="TÊN", help="tên đầy đủ của cơ quan")
    tiers = ", ".join(f"{t.value}: {t.label.lower()}" for t in Tier)
    making.add_argument("--tier", required=True, choices=[t.value for t in Tier], help=tiers)
    seats = ", ".join(f"{s.value}: {s.label.lower()}" for s in Seat)
    making.add_argument("--seat", required=True, choices=[s.value for s in Seat], help=seats)
    making.add_argument("--parent", default="", metavar="TÊN", help="cơ quan cấp trên")
    making.add_argument("--place", default="", metavar="ĐỊA_DANH", help="trước ngày tháng")
    making.add_argument("--officer-name", default="Cán bộ thi đua, khen thưởng", metavar="HỌ_TÊN")
    making.add_argument("--signer", default="", metavar="HỌ_TÊN", help="người ký văn bản")
    making.add_argument("--signer-title", default="CHỦ TỊCH", metavar="CHỨC_VỤ")
    showing = add(commands, "demo", "lập các cơ quan mẫu và chạy trọn một vòng công việc", demo)
    where = "nơi lập; mặc định: demo"
    showing.add_argument("--to", type=Path, default=Path("demo"), metavar="THƯ_MỤC", help=where)
    scenes = ("2023", "2026")  # as desktop.demo.scenes names them; heavy to import for --help
    about = "năm của câu chuyện: 2023 (huyện và ba xã) hoặc 2026 (tỉnh và ba xã, phường)"
    showing.add_argument("--scene", choices=scenes, default="2023", help=about)


def init(context: Context) -> Answer:
    """Make an office in the data folder, and its certificate file for others to trust."""
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
        signatory_name=arguments.signer,
        signatory_title=arguments.signer_title,
    )
    made = create_office(context.paths, setup, now)
    certificate = context.paths.root / _CERTIFICATE
    with context.desk(password=setup.password) as desk:
        short_code = desk.keys.export_certificate(certificate).short_code
    data = {
        "office_id": str(made.office_id),
        "data": str(context.paths.root),
        "certificate": str(certificate),
        "short_code": short_code,
        "recovery_code": made.recovery_code,
    }
    lines = [
        f"Đã lập cơ quan trong {context.paths.root}",
        f"Mã khôi phục (chép ra giấy, chỉ hiện một lần): {made.recovery_code}",
        f"Chứng thư số để giao cho cơ quan khác: {certificate}",
        f"Mã ngắn để đọc qua điện thoại: {short_code}",
    ]
    return Answer(data, lines)


def demo(context: Context) -> Answer:
    """Make the demo offices and run the whole loop once."""
    from desktop.demo.scene_making import make
    from desktop.demo.scenes import story

    made = make(story(context.arguments.scene), context.arguments.to, context.say)
    return Answer(plain(made), made.lines())
