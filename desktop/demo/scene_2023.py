"""The demo of 2023: one district and three communes, and everything they did that year.

The clock is simulated and the ids follow from the data's keys, so every run makes the same records.
The steps stand below in the order of the year; ``scene_making.py`` walks through them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from desktop.demo import unfinished_2023 as unfinished
from desktop.demo.campaigns_2023 import CAMPAIGNS
from desktop.demo.council_2023 import hold_session, seat_council
from desktop.demo.desk_2023 import keep_house
from desktop.demo.exemplars import EXEMPLARS
from desktop.demo.households_2023 import HOUSEHOLDS
from desktop.demo.names import people
from desktop.demo.nominations_2023 import DOSSIERS
from desktop.demo.places import COMMUNES, DISTRICT, DONG_MO, units
from desktop.demo.registrations_2023 import REGISTRATIONS
from desktop.demo.scene_dossiers import dossier_id, nomination_id, write_dossier
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
from desktop.demo.scene_making import Story
from desktop.demo.scene_records import (
    attach_launch_papers,
    attach_photos,
    grade_the_year,
    load_campaigns,
    load_exemplars,
    load_households,
    load_units_and_people,
)
from desktop.demo.shapes import DemoCast
from desktop.law.terms import Verdict
from desktop.services.appraisal import ReturnPoint

_TO_DISTRICT, _OWN, _TUONG_VAN, _TOWN = DOSSIERS
_HELD_ON = {
    _TO_DISTRICT.key: date(2023, 11, 30),
    _OWN.key: date(2023, 12, 1),
    _TUONG_VAN.key: date(2023, 11, 24),
    _TOWN.key: date(2023, 9, 14),
}


@cache
def cast_2023() -> DemoCast:
    """Return the district, its three communes, and all they hold."""
    return DemoCast(
        year=2023,
        receiver=DISTRICT,
        senders=COMMUNES,
        units=units(),
        people=people(),
        households=HOUSEHOLDS,
        campaigns=CAMPAIGNS,
        registrations=REGISTRATIONS,
        exemplars=EXEMPLARS,
        dossiers=DOSSIERS,
        initiatives_on=date(2023, 11, 10),
    )


def story_2023() -> Story:
    """Return the story of 2023."""
    return Story(
        cast_2023(), date(2023, 9, 5), _STEPS, _TO_DISTRICT.key, len(unfinished.UNFINISHED)
    )


def _people(scene: Scene) -> str:
    loaded = [load_units_and_people(scene.seats[office.key]) for office in scene.cast.senders]
    homes = sum(load_households(scene.seats[office.key]) for office in scene.cast.senders)
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
    graded = sum(grade_the_year(scene.seats[office.key]) for office in scene.cast.senders)
    return f"Theo dõi {count} điển hình tiên tiến; xếp loại năm 2023 cho {graded} người"


def _dong_mo_sends(scene: Scene) -> str:
    seat_council(scene.seats[DONG_MO.key])
    # Its minutes come from the session, not from a paper brought along.
    told = replace(_TO_DISTRICT, minutes="")
    prepare(scene, told, _HELD_ON[_TO_DISTRICT.key], meet=hold_session)
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
    package = scene.receiver.desk.appraisal.return_for_correction(dossier_id(told.key), points)
    back = scene.keep_package("returned", scene.receiver, package, f"tra-lai-{told.key}")
    scene.seats[told.office].desk.inbox.receive(back)


def _judge(scene: Scene) -> None:
    told, appraisal = unfinished.APPRAISED, scene.receiver.desk.appraisal
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
    keep_house,
)
