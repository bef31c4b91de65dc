"""The demo of 2023: one district and three communes, and everything they did that year.

The clock is simulated and the ids follow from the data's keys, so every run makes the same records.
``make`` is the whole: its steps stand below in the order of the year.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from desktop.demo import unfinished_2023 as unfinished
from desktop.demo.nominations_2023 import DOSSIERS
from desktop.demo.places import COMMUNES, DONG_MO, OFFICES
from desktop.demo.scene_dossiers import dossier_id, nomination_id, write_dossier
from desktop.demo.scene_folder import building, complete, mark_complete
from desktop.demo.scene_loop import (
    Scene,
    appraise,
    decide,
    exchange_certificates,
    hand_in,
    keep_papers,
    prepare,
    send,
)
from desktop.demo.scene_made import Made, told_made
from desktop.demo.scene_offices import SceneClock, set_up
from desktop.demo.scene_records import (
    attach_launch_papers,
    attach_photos,
    grade_last_year,
    load_campaigns,
    load_exemplars,
    load_households,
    load_units_and_people,
)
from desktop.law.terms import Verdict
from desktop.services.appraisal import ReturnPoint

Say = Callable[[str], None]

_TO_DISTRICT, _OWN, _TUONG_VAN, _TOWN = DOSSIERS
_HELD_ON = {
    _TO_DISTRICT.key: date(2023, 11, 30),
    _OWN.key: date(2023, 12, 1),
    _TUONG_VAN.key: date(2023, 11, 24),
    _TOWN.key: date(2023, 9, 14),
}


def make(folder: Path, say: Say) -> Made:
    """Make the demo in a folder, or return what a complete one made before said.

    Args:
        folder: gets ``offices/`` and ``out/``; anything else in it is left alone.
        say: told each step in a line of Vietnamese.

    Raises:
        StorageError: the folder cannot be written, the disk is full, or FILE_EXISTS where it holds
            an ``offices`` or ``out`` of somebody else.
    """
    folder = folder.absolute()
    known = complete(folder)
    if known is not None:
        say(f"Thư mục {folder} đã có đủ các cơ quan mẫu; dùng lại, không lập lại.")
        return told_made(folder, known)
    say(f"Lập các cơ quan mẫu năm 2023 trong {folder}")
    with building(folder) as place:
        answer = _run(place, say)
    mark_complete(folder, answer)
    return told_made(folder, answer)


def _run(place: Path, say: Say) -> dict[str, Any]:
    """Walk through the year; return what was made, paths relative to ``place``."""
    with tempfile.TemporaryDirectory() as desktop, ExitStack() as stack:
        scene = Scene(place, Path(desktop), SceneClock(date(2023, 9, 5)))
        for office in OFFICES:
            data = place / "offices" / office.key
            scene.seats[office.key] = set_up(data, office, scene.clock, stack)
            say(f"  Đã lập cơ quan: {office.name}")
        for number, step in enumerate(_STEPS, 1):
            say(f"  [{number:2d}/{len(_STEPS)}] {step(scene)}")
        return _answer(scene)


def _people(scene: Scene) -> str:
    loaded = [load_units_and_people(scene.seats[office.key]) for office in COMMUNES]
    homes = sum(load_households(scene.seats[office.key]) for office in COMMUNES)
    counted = f"{sum(u for u, _ in loaded)} đơn vị, {sum(p for _, p in loaded)} cá nhân"
    return f"Nhập danh sách: {counted}, {homes} hộ gia đình"


def _campaigns(scene: Scene) -> str:
    kept = [load_campaigns(seat) for seat in scene.seats.values()]
    plans = sum(attach_launch_papers(seat, scene.desktop) for seat in scene.seats.values())
    return f"Nhập phong trào thi đua: huyện {kept[0]}, mỗi xã {kept[1]}; đính kèm {plans} kế hoạch"


def _town_decides(scene: Scene) -> str:
    prepare(scene, _TOWN, _HELD_ON[_TOWN.key])
    keep_papers(scene, _TOWN)
    decide(scene, _TOWN)
    return f"Thị trấn khen đột xuất: {len(_TOWN.nominations)} trường hợp, in giấy khen"


def _trust(scene: Scene) -> str:
    scene.clock.go_to(date(2023, 11, 6))
    exchange_certificates(scene)
    return "Huyện và các xã trao đổi chứng thư số, đối chiếu mã ngắn"


def _tuong_van_sends(scene: Scene) -> str:
    prepare(scene, _TUONG_VAN, _HELD_ON[_TUONG_VAN.key])
    keep_papers(scene, _TUONG_VAN)
    hand_in(scene, _TUONG_VAN, send(scene, _TUONG_VAN), date(2023, 11, 28))
    return "Xã Tường Vân ký, gửi hồ sơ; huyện tiếp nhận, trả biên nhận"


def _exemplars(scene: Scene) -> str:
    scene.clock.go_to(date(2023, 12, 1))
    count = load_exemplars(scene.seats[DONG_MO.key])
    attach_photos(scene.seats[DONG_MO.key], scene.desktop)
    graded = sum(grade_last_year(scene.seats[office.key]) for office in COMMUNES)
    return f"Theo dõi {count} điển hình tiên tiến; xếp loại năm 2023 cho {graded} người"


def _dong_mo_sends(scene: Scene) -> str:
    prepare(scene, _TO_DISTRICT, _HELD_ON[_TO_DISTRICT.key])
    keep_papers(scene, _TO_DISTRICT)
    hand_in(scene, _TO_DISTRICT, send(scene, _TO_DISTRICT), date(2023, 12, 5))
    count = len(_TO_DISTRICT.nominations)
    return f"Xã Đồng Mơ ký, gửi hồ sơ {count} đề nghị; huyện tiếp nhận, trả biên nhận"


def _dong_mo_decides(scene: Scene) -> str:
    prepare(scene, _OWN, _HELD_ON[_OWN.key])
    keep_papers(scene, _OWN)
    decide(scene, _OWN)
    return f"Xã Đồng Mơ tự quyết định {len(_OWN.nominations)} trường hợp thuộc thẩm quyền"


def _district_decides(scene: Scene) -> str:
    appraise(scene, _TUONG_VAN, date(2023, 12, 12))
    decide(scene, _TUONG_VAN)
    appraise(scene, _TO_DISTRICT, date(2023, 12, 18))
    decide(scene, _TO_DISTRICT)
    return "Huyện thẩm định, quyết định hai hồ sơ, in giấy khen, gửi kết quả về xã"


def _on_their_way(scene: Scene) -> str:
    for told, held_on, came_on in (
        (unfinished.RETURNED, date(2023, 12, 12), date(2023, 12, 22)),
        (unfinished.APPRAISED, date(2023, 12, 15), date(2023, 12, 22)),
        (unfinished.RECEIVED, date(2023, 12, 19), date(2023, 12, 25)),
    ):
        prepare(scene, told, held_on)
        hand_in(scene, told, send(scene, told), came_on)
    _return(scene)
    _judge(scene)
    prepare(scene, unfinished.READY, date(2023, 12, 25))
    prepare(scene, unfinished.SENT, date(2023, 12, 26))
    send(scene, unfinished.SENT)
    scene.clock.go_to(unfinished.DRAFT.letter_date)
    write_dossier(scene.seats[DONG_MO.key], unfinished.DRAFT, scene.desktop, date(2023, 12, 28))
    return f"{len(unfinished.UNFINISHED)} hồ sơ nữa đang soạn, chờ gửi, chờ thẩm định, bị trả lại"


def _return(scene: Scene) -> None:
    told = unfinished.RETURNED
    points = [
        ReturnPoint(
            text="Báo cáo cần nêu số hồ sơ nộp trực tuyến và cách xử lý 12 hồ sơ quá hạn.",
            nomination_id=nomination_id(told.key, 1),
            item_code="BAO_CAO",
        ),
        ReturnPoint(
            text="Báo cáo thành tích cần có số liệu kết quả tiếp dân để so với năm 2022.",
            nomination_id=nomination_id(told.key, 2),
            item_code="BAO_CAO",
        ),
    ]
    package = scene.district.desk.appraisal.return_for_correction(dossier_id(told.key), points)
    back = scene.keep("returned", package, f"tra-lai-{told.key}.asice")
    scene.seats[told.office].desk.inbox.receive(back)


def _judge(scene: Scene) -> None:
    told, appraisal = unfinished.APPRAISED, scene.district.desk.appraisal
    verdicts = (
        (Verdict.MEETS, ""),
        (Verdict.DOES_NOT, "Tỷ lệ giảm vụ việc tính chưa đúng kỳ so sánh với năm 2022."),
        (Verdict.HOLD, "Đang chờ xác minh phản ánh của khu dân cư."),
    )
    for place, (verdict, reason) in enumerate(verdicts, 1):
        appraisal.set_verdict(nomination_id(told.key, place), verdict, reason)
    report = appraisal.finish(dossier_id(told.key))
    assert report.finished, report.problems


_STEPS: tuple[Callable[[Scene], str], ...] = (
    _people,
    _campaigns,
    _town_decides,
    _trust,
    _tuong_van_sends,
    _exemplars,
    _dong_mo_sends,
    _dong_mo_decides,
    _district_decides,
    _on_their_way,
)


def _answer(scene: Scene) -> dict[str, Any]:
    """Return what goes into the marker: every path relative to the demo's folder."""

    def one(kind: str) -> str:
        (found,) = (p for p in scene.made[kind] if p.stem.endswith(_TO_DISTRICT.key))
        return _relative(scene, found)

    def every(*kinds: str) -> list[str]:
        return [_relative(scene, p) for kind in kinds for p in scene.made[kind]]

    return {
        "offices": {key: _relative(scene, seat.folder) for key, seat in scene.seats.items()},
        "package": one("package"),
        "receipt": one("receipt"),
        "decision_package": one("decision_package"),
        "certificates": one("certificates"),
        "nominations": scene.nominations,
        "awards": scene.awards,
        "unfinished": len(unfinished.UNFINISHED),
        "packages": every("package", "receipt", "returned", "decision_package"),
        "certificate_files": every("certificates"),
        "papers": every("papers"),
        "trust": every("trust"),
    }


def _relative(scene: Scene, path: Path) -> str:
    return path.relative_to(scene.folder).as_posix()
