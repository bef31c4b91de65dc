"""The demo of 2026: two tiers, before and after the standards of 1 October 2026."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from desktop.demo.dossiers_2026 import DOSSIERS, OWN, TO_PROVINCE
from desktop.demo.people_2026 import people
from desktop.demo.scene_dossiers import dossier_id
from desktop.demo.scene_made import Made
from desktop.demo.scene_making import make
from desktop.demo.scene_offices import PASSWORD
from desktop.demo.scenes import story
from desktop.law.catalogue import Catalogue
from desktop.law.terms import Tier
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.desk import Desk, open_desk

LAW = Catalogue.load()


@cache
def made_2026() -> Made:
    folder = Path(tempfile.mkdtemp(prefix="guongsang-demo-2026-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make(story("2026"), folder / "hai cấp", lambda _: None)


def now() -> datetime:
    return datetime(2026, 11, 22, 2, tzinfo=UTC)


@contextmanager
def opened(key: str) -> Iterator[Desk]:
    paths = OfficePaths(made_2026().offices[key])
    desk = open_desk(paths, unlock(paths, "", PASSWORD, now), now)
    try:
        yield desk
    finally:
        desk.close()


def text_of(pdf: Path) -> str:
    with PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_province_and_three_communes_open_with_whole_histories() -> None:
    assert list(made_2026().offices) == ["nam-linh", "van-moc", "dong-kieu", "suoi-nhan"]
    for key in made_2026().offices:
        with opened(key) as desk:
            assert desk.store.broken_event() is None


@pytest.mark.parametrize(
    ("key", "states"),
    [
        ("van-moc", {"DECIDED": 2}),
        ("dong-kieu", {"DECIDED": 1}),
        ("suoi-nhan", {"RECEIVED": 1, "DRAFT": 1}),
        ("nam-linh", {"DECIDED": 1, "RECEIVED": 1}),
    ],
)
def test_every_office_has_its_work(key: str, states: dict[str, int]) -> None:
    with opened(key) as desk:
        assert Counter(r.state.value for r in desk.dossiers.list_rows()) == states


def test_a_commune_decides_what_was_the_districts_and_the_province_the_rest() -> None:
    day = date(2026, 11, 10)
    assert LAW.deciding_tiers("CSTDCS", day) == (Tier.COMMUNE,)
    assert {n.award_code for n in OWN.nominations} == {"LDTT", "CSTDCS", "TTLDTT", "GK_XA"}
    for nomination in TO_PROVINCE.nominations:
        assert LAW.deciding_tiers(nomination.award_code, day) == (Tier.PROVINCE,)


def test_no_paper_of_2026_speaks_of_a_district() -> None:
    for paper in made_2026().papers:
        if paper.suffix == ".pdf" and "bao-cao" not in paper.name:
            assert "huyện" not in text_of(paper).lower(), paper.name


def test_decisions_are_dated_in_the_regime_of_october_2026() -> None:
    assert made_2026().awards == sum(len(d.nominations) for d in DOSSIERS)
    with opened("nam-linh") as desk:
        (decision,) = desk.decisions.list_rows()
        assert decision.decided_on == date(2026, 11, 19)
        states = {e.at.year for e in desk.dossiers.history(dossier_id(TO_PROVINCE.key))}
    assert states == {2026}
    regime = LAW.regime_on(decision.decided_on)
    assert regime is not None
    assert regime.code == "R2026"


def test_titles_of_2024_were_the_districts_and_of_2025_the_communes() -> None:
    fighter = next(p for p in people() if p.full_name == "Trần Đình Ưng")
    by_year = {a.year: a.decided_by for a in fighter.prior_awards if a.award_code == "CSTDCS"}
    assert "huyện" in by_year[2024]
    assert "xã" in by_year[2025]


def test_the_communes_own_chair_recognises_its_initiatives_by_number() -> None:
    with opened("van-moc") as desk:
        (row,) = desk.initiatives.list_rows()
        draft = desk.initiatives.open_draft(row.id)
    assert draft.recognised_by == "Chủ tịch Ủy ban nhân dân xã Vân Mộc"
    assert draft.decision_number == "487/QĐ-UBND"


def test_a_household_is_put_forward_twice_for_two_deeds_of_two_times() -> None:
    own, province = (
        next(n for n in d.nominations if n.recipient == "van-moc/ho-do-thi-nep")
        for d in (OWN, TO_PROVINCE)
    )
    assert province.period_to < own.period_from
    assert "điểm trường" not in province.report
