"""The demo of 2026: a province and three communes after the district tier ended.

One story lies on each side of 1 October 2026, when the standards change (catalogue R2026).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from desktop.demo import dossiers_2026 as told
from desktop.demo.campaigns_2026 import CAMPAIGNS, REGISTRATIONS
from desktop.demo.people_2026 import HOUSEHOLDS, people
from desktop.demo.places_2026 import COMMUNES, PROVINCE, SUOI_NHAN, units
from desktop.demo.scene_dossiers import write_dossier
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
    grade_the_year,
    load_campaigns,
    load_households,
    load_units_and_people,
)
from desktop.demo.shapes import DemoCast


@cache
def cast_2026() -> DemoCast:
    """Return the province, its three communes, and all they hold."""
    return DemoCast(
        year=2026,
        receiver=PROVINCE,
        senders=COMMUNES,
        units=units(),
        people=people(),
        households=HOUSEHOLDS,
        campaigns=CAMPAIGNS,
        registrations=REGISTRATIONS,
        exemplars=(),
        dossiers=told.DOSSIERS,
        initiatives_on=date(2026, 10, 20),
    )


def story_2026() -> Story:
    """Return the story of 2026."""
    return Story(cast_2026(), date(2026, 9, 28), _STEPS, told.TO_PROVINCE.key, unfinished=2)


def _lists(scene: Scene) -> str:
    senders = [scene.seats[office.key] for office in COMMUNES]
    loaded = [load_units_and_people(seat) for seat in senders]
    homes = sum(load_households(seat) for seat in senders)
    kept = [load_campaigns(seat) for seat in scene.seats.values()]
    counted = f"{sum(u for u, _ in loaded)} đơn vị, {sum(p for _, p in loaded)} cá nhân"
    return f"Nhập danh sách: {counted}, {homes} hộ gia đình, {max(kept)} phong trào"


def _ward_decides(scene: Scene) -> str:
    prepare(scene, told.SUDDEN, date(2026, 10, 1))
    keep_papers(scene, told.SUDDEN)
    decide(scene, told.SUDDEN)
    return "Phường Đông Kiều khen đột xuất hai người cứu trẻ đuối nước"


def _trust(scene: Scene) -> str:
    scene.clock.go_to(date(2026, 10, 12))
    exchange_certificates(scene)
    return "Tỉnh và các xã, phường trao đổi chứng thư số, đối chiếu mã ngắn"


def _grades(scene: Scene) -> str:
    scene.clock.go_to(date(2026, 11, 3))
    graded = sum(grade_the_year(scene.seats[office.key]) for office in COMMUNES)
    return f"Xếp loại năm 2026 cho {graded} người"


def _van_moc(scene: Scene) -> str:
    prepare(scene, told.OWN, date(2026, 11, 5))
    keep_papers(scene, told.OWN)
    prepare(scene, told.TO_PROVINCE, date(2026, 11, 5))
    keep_papers(scene, told.TO_PROVINCE)
    hand_in(scene, told.TO_PROVINCE, send(scene, told.TO_PROVINCE), date(2026, 11, 10))
    decide(scene, told.OWN)
    return "Xã Vân Mộc tự quyết định phần của mình, gửi tỉnh phần thuộc thẩm quyền tỉnh"


def _province(scene: Scene) -> str:
    appraise(scene, told.TO_PROVINCE, date(2026, 11, 17))
    decide(scene, told.TO_PROVINCE)
    return "Tỉnh thẩm định, quyết định, in Bằng khen, gửi kết quả về xã"


def _on_their_way(scene: Scene) -> str:
    prepare(scene, told.RECEIVED, date(2026, 11, 12))
    hand_in(scene, told.RECEIVED, send(scene, told.RECEIVED), date(2026, 11, 20))
    seat = scene.seats[SUOI_NHAN.key]
    write_dossier(seat, told.DRAFT, scene.desktop, date(2026, 11, 18))
    return "2 hồ sơ của xã Suối Nhạn: một chờ tỉnh thẩm định, một đang soạn"


_STEPS: tuple[Callable[[Scene], str], ...] = (
    _lists,
    _ward_decides,
    _trust,
    _grades,
    _van_moc,
    _province,
    _on_their_way,
)
