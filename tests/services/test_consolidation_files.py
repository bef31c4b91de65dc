"""What the origins of a consolidated dossier have as a whole goes up with it, named by whose."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from desktop.errors import MoveRefused
from desktop.law.problems import ProblemCode
from desktop.law.terms import Verdict
from desktop.services import consolidation_files
from desktop.services.attachments import AttachmentRow
from desktop.services.consolidation import OriginChange, Purpose
from desktop.services.desk import Desk
from tests.services.commune_dossier import PDF
from tests.services.received_dossiers import judge, receive, send_back
from tests.services.three_offices import ThreeOffices, province_template, three
from tests.services.two_offices import contents

__all__ = ["province_template", "three"]

HIGHER = Verdict.SEND_HIGHER
ABOVE = Purpose.ABOVE
MINUTES = "UBND xã {} - Biên bản họp xét.pdf"
OTHER_PDF = PDF + b"\n% amended\n"


@pytest.fixture
def asked(district: Desk) -> dict[str, UUID]:
    """The dossiers of two communes, each with its minutes, to be sent higher."""
    return {
        commune: receive(
            district, commune, [(f"Bùi Thị {commune}", "BK_TINH", HIGHER)], minutes=PDF
        )
        for commune in ("Đông An", "An Hải")
    }


def candidates(desk: Desk, purpose: Purpose = ABOVE) -> list[UUID]:
    return [c.id for c in desk.consolidation.candidates(purpose) if c.kept_out is None]


def whole(desk: Desk, dossier: UUID) -> list[AttachmentRow]:
    return desk.attachments.list_for("dossiers", dossier)


def names(desk: Desk, dossier: UUID) -> list[str]:
    return [file.file_name for file in whole(desk, dossier)]


def test_minutes_and_letters_go_up_named_by_whose_and_are_opened_beside_the_rest(
    three: ThreeOffices,
) -> None:
    dossier = three.sent_dossier(["BK_TINH", "BK_TINH"])
    three.appraise(three.district, dossier, HIGHER, HIGHER)
    gathered = three.gather_above()
    sender = three.commune.offices.own().name.replace("Ủy ban nhân dân", "UBND")
    brought = {f"{sender} - Biên bản họp xét.pdf", f"{sender} - Tờ trình 46-TTr-UBND.pdf"}
    assert set(names(three.district, gathered)) == brought | {"Biên bản họp xét.pdf"}
    three.send_above(gathered)
    held = {f.file_name: f for f in three.province.paper_reading.papers_of(gathered)}
    assert brought < held.keys()
    for name in brought:
        assert (held[name].owner_id, held[name].item_code) == (gathered, "KHAC")
        with three.province.attachments.open(held[name].id) as content:
            assert content.read().startswith(b"%PDF")
    letter = three.province.paper_reading.open(held[f"{sender} - Tờ trình 46-TTr-UBND.pdf"])
    assert letter.pages == 2
    # The office's own minutes and letter are still told from those it only passes on.
    own = [r for r in three.province.appraisal_items.of_dossier(gathered) if r.files]
    listed = {name for row in own for _, name in row.files}
    assert listed == {"Biên bản họp xét.pdf", "Tờ trình 88-TTr-UBND.pdf"}
    _, files = contents(next(three.two.stick.glob("*huyen*lan-1*.p7m")), three.province)
    told = json.loads(files["data/submission.json"])["attachments"]
    assert len({item["sha256"] for item in told if item["item_code"] == "KHAC"}) == 2


def test_each_file_is_brought_once_however_often_more_is_gathered(
    district: Desk, asked: dict[str, UUID]
) -> None:
    first, second = candidates(district)
    dossier = district.consolidation.create(ABOVE, [first]).dossier_id
    before = [file.id for file in whole(district, dossier)]
    assert names(district, dossier) == [MINUTES.format("An Hải")]
    district.consolidation.add(dossier, [second])
    assert district.consolidation.update_from_origins(dossier).updated == ()
    assert set(names(district, dossier)) == {MINUTES.format(name) for name in asked}
    assert before[0] in [file.id for file in whole(district, dossier)]
    assert not district.consolidation.open(dossier).changed


def test_taking_the_last_of_an_origin_away_takes_its_files_too(
    district: Desk, asked: dict[str, UUID]
) -> None:
    dossier = district.consolidation.create(ABOVE, candidates(district)).dossier_id
    line = next(n for n in district.consolidation.open(dossier).lines if "An Hải" in n.name)
    district.consolidation.take_away(dossier, [line.id])
    assert names(district, dossier) == [MINUTES.format("Đông An")]
    assert names(district, asked["An Hải"]) == ["Biên bản họp xét.pdf"]


def test_minutes_written_anew_below_keep_the_dossier_until_it_is_brought_up_to_date(
    district: Desk, asked: dict[str, UUID]
) -> None:
    who, name = ("Lê Văn Ẩn", "BK_TINH"), "Bình An"
    held = receive(district, name, [(*who, HIGHER)], minutes=PDF, finished=False)
    dossier = district.consolidation.create(ABOVE, candidates(district)).dossier_id
    (old,) = (f for f in whole(district, dossier) if name in f.file_name)
    send_back(district, held)
    again = [(*who, None)]
    receive(district, name, again, dossier_id=held, revision=2, minutes=OTHER_PDF, finished=False)
    judge(district, held, [HIGHER])
    changed = district.consolidation.open(dossier).changed
    assert [(n.name, n.change) for n in changed] == [("Lê Văn Ẩn", OriginChange.CONTENT)]
    codes = {p.code for p in district.dossiers.check(dossier)}
    assert ProblemCode.ORIGIN_CHANGED in codes
    assert district.consolidation.update_from_origins(dossier).updated == ("Lê Văn Ẩn",)
    (new,) = (f for f in whole(district, dossier) if name in f.file_name)
    assert (new.file_name, new.sha256 == old.sha256) == (old.file_name, False)
    assert not district.consolidation.open(dossier).changed


def test_what_an_officer_took_off_stays_off(district: Desk, asked: dict[str, UUID]) -> None:
    first, second = candidates(district)
    dossier = district.consolidation.create(ABOVE, [first]).dossier_id
    district.attachments.remove(whole(district, dossier)[0].id)
    assert not district.consolidation.open(dossier).changed
    district.consolidation.add(dossier, [second])
    assert names(district, dossier) == [MINUTES.format("Đông An")]


def test_what_finds_no_room_is_named_and_left_out(
    district: Desk, asked: dict[str, UUID], monkeypatch: Any
) -> None:
    monkeypatch.setattr(consolidation_files, "ATTACHED_AT_MOST", len(PDF) + 1)
    report = district.consolidation.create(ABOVE, candidates(district))
    assert names(district, report.dossier_id) == [MINUTES.format("An Hải")]
    assert report.no_room == (MINUTES.format("Đông An"),)
    assert not district.consolidation.open(report.dossier_id).changed


def test_a_meeting_takes_none_its_origins_are_at_hand(district: Desk) -> None:
    receive(district, "Đông An", [("Vũ Thị Ân", "CSTDCS", Verdict.MEETS)], minutes=PDF)
    found = candidates(district, Purpose.MEETING)
    dossier = district.consolidation.create(Purpose.MEETING, found).dossier_id
    assert whole(district, dossier) == []
    with pytest.raises(MoveRefused):
        district.consolidation.create(Purpose.MEETING, found)
