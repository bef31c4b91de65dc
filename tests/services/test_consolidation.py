"""Gathering nominations of many dossiers into one of this office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound
from desktop.law.lifecycle import DossierState
from desktop.law.problems import ProblemCode
from desktop.law.terms import RecipientKind, Verdict
from desktop.services.consolidation import KeptOut, OriginChange, Purpose, Selection
from desktop.services.desk import Desk
from desktop.services.nominations import NominationDraft
from tests.services.commune_dossier import PDF
from tests.services.received_dossiers import CAMPAIGN, judge, listed, receive, send_back, sender_id

MEETS, HIGHER, HOLD = Verdict.MEETS, Verdict.SEND_HIGHER, Verdict.HOLD
ABOVE, MEETING = Purpose.ABOVE, Purpose.MEETING


@pytest.fixture
def two(district: Desk) -> tuple[Desk, UUID, UUID]:
    """A district with the appraised dossiers of two communes."""
    first = receive(
        district,
        "Đông An",
        [
            ("Đặng Thị Ước", "CSTDCS", MEETS),
            ("Thôn Đoài", "TTLDTT", MEETS),
            ("Bùi Thị Ơn", "CSTDT", HIGHER),
            ("Lê Văn Ẩn", "GK_HUYEN", HOLD),
        ],
        files={"Báo cáo.pdf": PDF},
    )
    second = receive(
        district,
        "An Hải",
        [("Vũ Thị Ân", "CSTDCS", MEETS), ("Hà Văn Út", "GK_HUYEN", None)],
        finished=False,
    )
    return district, first, second


def can_go(desk: Desk, purpose: Purpose, selection: Selection | None = None) -> list[UUID]:
    found = desk.consolidation.candidates(purpose, selection)
    return [c.id for c in found if c.kept_out is None]


def gathered(desk: Desk, purpose: Purpose = MEETING) -> UUID:
    return desk.consolidation.create(purpose, can_go(desk, purpose)).dossier_id


def test_the_preview_says_what_goes_in_and_why_the_rest_does_not(two: Any) -> None:
    desk = two[0]
    said = {c.name: (c.kept_out, c.why_not) for c in desk.consolidation.candidates(MEETING)}
    assert said == {
        "Vũ Thị Ân": (None, ""),
        "Hà Văn Út": (KeptOut.NO_VERDICT, "chưa thẩm định"),
        "Đặng Thị Ước": (None, ""),
        "Thôn Đoài": (None, ""),
        "Bùi Thị Ơn": (KeptOut.OTHER_VERDICT, "thẩm định: Trình cấp trên"),
        "Lê Văn Ẩn": (KeptOut.OTHER_VERDICT, "thẩm định: Tạm dừng xem xét"),
    }


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        (Selection(campaigns=frozenset({CAMPAIGN.upper()})), 3),
        (Selection(campaigns=frozenset({"Phong trào khác"})), 0),
        (Selection(senders=frozenset({sender_id("An Hải")})), 1),
        (Selection(awards=frozenset({"CSTDCS"})), 2),
    ],
)
def test_a_selection_narrows_by_campaign_sender_and_award(
    two: Any, selection: Selection, names: int
) -> None:
    assert len(can_go(two[0], MEETING, selection)) == names


def test_what_is_gathered_keeps_its_sender_its_words_and_its_files(two: Any) -> None:
    desk, first, _ = two
    before = [a.sha256 for a in desk.attachments.list_for("nominations", listed(desk, first)[0])]
    report = desk.consolidation.create(MEETING, can_go(desk, MEETING))
    detail = desk.consolidation.open(report.dossier_id)
    assert (report.added, detail.state, detail.purpose) == (3, DossierState.DRAFT, MEETING)
    assert detail.campaign == CAMPAIGN
    assert [(n.name, n.sender) for n in detail.lines] == [
        ("Vũ Thị Ân", "Ủy ban nhân dân xã An Hải"),
        ("Đặng Thị Ước", "Ủy ban nhân dân xã Đông An"),
        ("Thôn Đoài", "Ủy ban nhân dân xã Đông An"),
    ]
    assert [(s.sender, s.individuals, s.collectives, s.direct) for s in detail.senders] == [
        ("Ủy ban nhân dân xã An Hải", 1, 0, 1),
        ("Ủy ban nhân dân xã Đông An", 1, 1, 1),
    ]
    copied = desk.attachments.list_for("nominations", detail.lines[1].id)
    assert [a.sha256 for a in copied] == before
    assert [c.change for c in detail.lines] == [None] * 3


def test_a_list_is_in_the_order_of_the_annex_award_kind_sender(district: Desk) -> None:
    for commune in ("Đông An", "An Hải"):
        names = [(f"Bùi Thị {commune}", "GK_HUYEN", MEETS), (f"Thôn {commune}", "GK_HUYEN", MEETS)]
        receive(district, commune, names)
    lines = district.consolidation.open(gathered(district)).lines
    assert [line.position for line in lines] == [1, 2, 3, 4]
    assert [line.kind for line in lines] == [RecipientKind.COLLECTIVE] * 2 + [
        RecipientKind.INDIVIDUAL
    ] * 2
    assert [line.sender[-6:] for line in lines] == ["An Hải", "ông An"] * 2


def test_what_is_for_the_office_above_goes_to_it(two: Any) -> None:
    desk = two[0]
    dossier = gathered(desk, ABOVE)
    detail = desk.consolidation.open(dossier)
    assert [n.name for n in detail.lines] == ["Bùi Thị Ơn"]
    assert detail.receiver == "Ủy ban nhân dân tỉnh Hải Dương"
    with pytest.raises(MoveRefused) as refused:
        desk.dossiers.keep_here(dossier)
    assert refused.value.code in {
        MoveRefused.Code.PURPOSE_FIXED,
        MoveRefused.Code.NOT_OURS_TO_DECIDE,
    }


def test_two_officers_gathering_the_same_gather_it_once(two: Any) -> None:
    desk = two[0]
    wanted = can_go(desk, MEETING)
    first = desk.consolidation.create(MEETING, wanted[:2], "Đợt một")
    second = desk.consolidation.create(MEETING, wanted)
    assert (first.added, second.added) == (2, 1)
    assert [c.why_not for c in second.left_out] == ["đã nằm trong «Đợt một»"] * 2
    with pytest.raises(MoveRefused) as refused:
        desk.consolidation.create(MEETING, wanted)
    assert refused.value.code is MoveRefused.Code.NOTHING_TO_CONSOLIDATE
    assert len(desk.consolidation.list_rows()) == 2


def test_a_nomination_of_nobody_is_not_gathered(two: Any) -> None:
    desk = two[0]
    with pytest.raises(NotFound):
        desk.consolidation.create(MEETING, [uuid4()])


def test_nominations_are_added_and_taken_away_while_it_is_a_draft(two: Any) -> None:
    desk = two[0]
    wanted = can_go(desk, MEETING)
    dossier = desk.consolidation.create(MEETING, wanted[:1]).dossier_id
    assert desk.consolidation.add(dossier, wanted[1:]).added == 2
    lines = desk.consolidation.open(dossier).lines
    assert desk.consolidation.take_away(dossier, [lines[0].id]) == 1
    assert len(can_go(desk, MEETING)) == 1
    again = desk.consolidation.add(dossier, can_go(desk, MEETING))
    assert again.added == 1
    assert {n.id for n in desk.consolidation.open(dossier).lines} == {n.id for n in lines}


def test_a_dossier_put_away_lets_go_and_takes_back_only_what_is_free(two: Any) -> None:
    desk = two[0]
    dossier = gathered(desk)
    desk.dossiers.archive(dossier, "Họp đợt khác")
    other = desk.consolidation.create(MEETING, can_go(desk, MEETING)[:1]).dossier_id
    desk.dossiers.restore(dossier)
    held = [len(desk.consolidation.open(one).lines) for one in (dossier, other)]
    assert held == [2, 1]


def test_a_copy_is_edited_nowhere_but_at_its_origin(two: Any) -> None:
    desk = two[0]
    dossier = gathered(desk)
    copy = desk.consolidation.open(dossier).lines[0].id
    draft: NominationDraft = desk.nominations.open_draft(copy)
    for act in (
        lambda: desk.nominations.save_draft(draft),
        lambda: desk.nominations.archive(copy, "Bỏ"),
        lambda: desk.nominations.restore(copy),
    ):
        with pytest.raises(MoveRefused) as refused:
            act()
        assert refused.value.code is MoveRefused.Code.COPIED


def test_a_meeting_is_neither_sent_nor_made_ready(two: Any) -> None:
    desk = two[0]
    with pytest.raises(MoveRefused) as refused:
        desk.dossiers.mark_ready(gathered(desk), "Đã rà soát")
    assert refused.value.code is MoveRefused.Code.FOR_OWN_MEETING


def test_an_ordinary_dossier_is_not_gathered_into(two: Any) -> None:
    desk, first, _ = two
    with pytest.raises(MoveRefused) as refused:
        desk.consolidation.open(first)
    assert refused.value.code is MoveRefused.Code.NOT_CONSOLIDATED


def test_a_returned_origin_is_told_and_taken_away_by_one_act(two: Any) -> None:
    desk, _, second = two
    dossier = gathered(desk)
    send_back(desk, second)
    (changed,) = desk.consolidation.open(dossier).changed
    assert changed.change is OriginChange.RETURNED
    assert desk.consolidation.list_rows()[0].changed == 1
    report = desk.consolidation.update_from_origins(dossier)
    assert (report.taken_away, report.updated) == (("Vũ Thị Ân",), ())
    assert desk.consolidation.open(dossier).changed == ()


def test_a_new_revision_is_written_anew_its_files_too(two: Any) -> None:
    desk, _, second = two
    dossier = gathered(desk)
    send_back(desk, second)
    again = [("Vũ Thị Ân", "GK_HUYEN", None), ("Hà Văn Út", "GK_HUYEN", None)]
    files = {"Báo cáo bổ sung.pdf": PDF + b"\n"}
    receive(desk, "An Hải", again, dossier_id=second, revision=2, files=files, finished=False)
    (waits,) = desk.consolidation.open(dossier).changed
    assert waits.change is OriginChange.NOT_FINISHED
    assert desk.consolidation.update_from_origins(dossier).waiting == ("Vũ Thị Ân",)
    judge(desk, second, [MEETS, MEETS])
    assert not desk.consolidation.open(dossier).changed
    copy = next(n for n in desk.consolidation.open(dossier).lines if n.name == "Vũ Thị Ân")
    assert copy.award_code == "GK_HUYEN"
    (file,) = desk.attachments.list_for("nominations", copy.id)
    assert file.file_name == "Báo cáo bổ sung.pdf"


def test_a_verdict_changed_afterwards_takes_the_nomination_out(two: Any) -> None:
    desk, _, second = two
    dossier = gathered(desk)
    desk.appraisal.set_verdict(listed(desk, second)[0], HOLD, "Đang xác minh đơn")
    (changed,) = desk.consolidation.open(dossier).changed
    assert changed.change is OriginChange.VERDICT
    assert desk.consolidation.update_from_origins(dossier).taken_away == ("Vũ Thị Ân",)


def test_what_the_origin_says_otherwise_keeps_a_dossier_from_being_ready(
    district: Desk,
) -> None:
    first = receive(district, "Đông An", [("Bùi Thị Ơn", "CSTDT", HIGHER)], finished=False)
    dossier = gathered(district, ABOVE)
    found = [p for p in district.dossiers.check(dossier) if p.code is ProblemCode.ORIGIN_CHANGED]
    assert [p.data["what"] for p in found] == [OriginChange.NOT_FINISHED.label]
    assert district.appraisal.finish(first).finished
    codes = {p.code for p in district.dossiers.check(dossier)}
    assert ProblemCode.ORIGIN_CHANGED not in codes


def test_everything_stands_in_the_history(two: Any) -> None:
    desk = two[0]
    dossier = gathered(desk)
    desk.consolidation.take_away(dossier, [desk.consolidation.open(dossier).lines[0].id])
    told = [e.event for e in desk.dossiers.history(dossier)]
    assert told == ["create", "consolidated", "taken_away"]
    assert desk.store.broken_event() is None


def test_an_office_with_nobody_above_gathers_for_its_meeting_only(
    open_copy: Callable[..., Desk], district_template: Any, tmp_path: Path
) -> None:
    desk = open_copy(district_template, "top")
    receive(desk, "Đông An", [("Bùi Thị Ơn", "CSTDT", HIGHER), ("Lê Văn Ẩn", "CSTDCS", MEETS)])
    with desk.store.writing() as session:
        from desktop.models import Office

        session.get_one(Office, desk.store.actor.office_id).parent_id = None
        session.commit()
    with pytest.raises(MoveRefused) as refused:
        gathered(desk, ABOVE)
    assert refused.value.code is MoveRefused.Code.NO_OFFICE_ABOVE
    assert len(desk.consolidation.open(gathered(desk)).lines) == 1
