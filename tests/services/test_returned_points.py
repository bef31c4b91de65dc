"""What became of each point raised, seen from both ends, and what changed beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from desktop.errors import MoveRefused, NotFound
from desktop.law.problems import ProblemCode, Severity
from desktop.models import DossierRevision
from desktop.services.appraisal import ReturnPoint
from desktop.services.returned_points import PointReport, RevisionReport
from tests.services.commune_dossier import PDF
from tests.services.two_offices import TwoOffices

_OTHER_PDF = PDF.replace(b"Catalog", b"Catalog ")


@pytest.fixture
def returned(sent: TwoOffices) -> TwoOffices:
    """Both offices when the district has sent the dossier back for four things."""
    sent.receive()
    teacher, village, _household = _ids(sent)
    back = sent.district.appraisal.return_for_correction(
        sent.dossier_id,
        [
            ReturnPoint(text="Tờ trình ghi sai số."),
            ReturnPoint(text="Báo cáo quá ngắn.", nomination_id=teacher, item_code="BAO_CAO"),
            ReturnPoint(text="Ghi rõ địa chỉ thôn.", nomination_id=village),
            ReturnPoint(text="Biên bản chưa có chữ ký.", item_code="BIEN_BAN"),
        ],
        date(2023, 12, 1),
    )
    report = sent.commune.inbox.receive(back)
    assert report.result == "new", report.refusal
    return sent


def _ids(two: TwoOffices) -> list[UUID]:
    return [row.id for row in two.commune.nominations.rows(two.dossier_id)]


def _edit(two: TwoOffices, place: int, **fields: Any) -> None:
    service = two.commune.nominations
    draft = replace(service.open_draft(_ids(two)[place - 1]), **fields)
    assert service.save_draft(draft).saved


def _edit_letter(two: TwoOffices, **fields: Any) -> None:
    service = two.commune.dossiers
    assert service.save_draft(replace(service.open_draft(two.dossier_id), **fields)).saved


def _send_again(two: TwoOffices) -> None:
    """Send the next revision and take it in at the district."""
    assert two.commune.dossiers.mark_ready(two.dossier_id, "Đã bổ sung").ready
    package = two.commune.outbox.export(two.dossier_id, two.stick).path
    report = two.district.inbox.receive(package)
    assert report.result == "new", report.refusal


def _told(points: tuple[PointReport, ...]) -> list[list[str]]:
    return [[change.label for change in point.changes] for point in points]


def _at_both(two: TwoOffices) -> list[RevisionReport]:
    return [d.returned_points.compare(two.dossier_id) for d in (two.commune, two.district)]


def test_before_anything_is_mended_every_point_stands_unanswered(returned: TwoOffices) -> None:
    seen = returned.commune.returned_points.compare(returned.dossier_id)
    assert (seen.revision, seen.against, seen.is_draft) == (2, 1, True)
    assert [(p.number, p.where, p.item, p.settled, p.may_reply) for p in seen.points] == [
        (1, "Cả hồ sơ", "", False, False),
        (2, "1. Đặng Thị Ước", "Báo cáo thành tích", False, False),
        (3, "2. Thôn Đoài", "", False, False),
        (4, "Cả hồ sơ", "Biên bản xét khen thưởng", False, False),
    ]
    assert seen.outside == ()


def test_each_change_stands_by_its_point_and_the_rest_apart_at_both_ends(
    returned: TwoOffices,
) -> None:
    commune = returned.commune
    commune.dossiers.revise(returned.dossier_id)
    _edit_letter(returned, letter_number="46/TTr-UBND", opening="Căn cứ Luật Thi đua")
    _edit(returned, 1, report="Viết lại cho đủ.", recipient_address="Xóm Chùa")
    _edit(returned, 3, achievement="Hiến 200 m² đất làm đường")
    (old,) = commune.attachments.list_for("dossiers", returned.dossier_id)
    minutes = returned.stick / "Biên bản ký lại.pdf"
    minutes.write_bytes(_OTHER_PDF)
    commune.attachments.add("dossiers", returned.dossier_id, "BIEN_BAN", minutes)
    commune.attachments.remove(old.id)
    draft = commune.returned_points.compare(returned.dossier_id)
    _send_again(returned)
    for seen in (draft, *_at_both(returned)):
        assert _told(seen.points) == [
            ["Số, ký hiệu tờ trình", "Lời mở đầu tờ trình", "Biên bản xét khen thưởng"],
            ["Báo cáo thành tích"],
            [],
            ["Biên bản xét khen thưởng"],
        ]
        assert [(c.where, c.label) for c in seen.outside] == [
            ("1. Đặng Thị Ước", "Địa chỉ"),
            ("3. Nguyễn Văn Ơn", "Thành tích ghi trên giấy khen"),
        ]
    after = returned.district.returned_points.compare(returned.dossier_id)
    assert (after.revision, after.against, after.is_draft, after.missing) == (2, 1, False, ())


def test_both_versions_of_a_replaced_file_can_be_opened_at_both_ends(
    returned: TwoOffices, tmp_path: Path
) -> None:
    commune = returned.commune
    commune.dossiers.revise(returned.dossier_id)
    (old,) = commune.attachments.list_for("dossiers", returned.dossier_id)
    minutes = returned.stick / "Biên bản ký lại.pdf"
    minutes.write_bytes(_OTHER_PDF)
    commune.attachments.add("dossiers", returned.dossier_id, "BIEN_BAN", minutes)
    commune.attachments.remove(old.id)
    _send_again(returned)
    for name, desk in (("commune", commune), ("district", returned.district)):
        (change,) = desk.returned_points.compare(returned.dossier_id).points[3].changes
        for file, content in ((change.old_file, PDF), (change.new_file, _OTHER_PDF)):
            assert file is not None
            target = tmp_path / f"{name}-{file.file_name}"
            desk.returned_points.export_file(returned.dossier_id, file.sha256, target)
            assert target.read_bytes() == content
        with pytest.raises(NotFound):
            desk.returned_points.export_file(returned.dossier_id, "0" * 64, tmp_path / "x")


def test_a_reply_goes_with_the_next_revision_and_is_read_beside_its_point(
    returned: TwoOffices,
) -> None:
    service = returned.commune.returned_points
    points = [p.point.id for p in service.compare(returned.dossier_id).points]
    with pytest.raises(MoveRefused):
        service.reply(returned.dossier_id, points[2], "Chưa sửa được")
    returned.commune.dossiers.revise(returned.dossier_id)
    assert service.reply(returned.dossier_id, points[1], "Nháp") == ()
    assert service.reply(returned.dossier_id, points[1], "") == ()
    assert service.reply(returned.dossier_id, points[2], "  Thôn không có số nhà.\n") == ()
    before = len(returned.commune.dossiers.history(returned.dossier_id))
    assert service.reply(returned.dossier_id, points[2], "Thôn không có số nhà.") == ()
    assert len(returned.commune.dossiers.history(returned.dossier_id)) == before
    (problem,) = service.reply(returned.dossier_id, points[2], "a" * 2_001)
    assert problem.code is ProblemCode.TOO_LONG
    with pytest.raises(NotFound):
        service.reply(returned.dossier_id, uuid4(), "Không có điểm này")
    _send_again(returned)
    for seen in _at_both(returned):
        assert [p.reply for p in seen.points] == ["", "", "Thôn không có số nhà.", ""]
        assert [p.settled for p in seen.points] == [False, False, True, False]
        assert not any(p.may_reply for p in seen.points)
    with pytest.raises(MoveRefused):
        service.reply(returned.dossier_id, points[2], "Muộn rồi")


def test_a_point_left_as_it_was_is_a_warning_that_names_it(returned: TwoOffices) -> None:
    commune = returned.commune
    commune.dossiers.revise(returned.dossier_id)
    teacher, village, _household = _ids(returned)
    _edit_letter(returned, letter_number="46/TTr-UBND")
    service = commune.returned_points
    minutes = service.compare(returned.dossier_id).points[3]
    service.reply(returned.dossier_id, minutes.point.id, "Đã ký trên bản giấy")

    def left() -> list[tuple[UUID | None, object]]:
        found = commune.dossiers.check(returned.dossier_id)
        found = [p for p in found if p.code is ProblemCode.POINT_UNANSWERED]
        assert {p.severity for p in found} <= {Severity.WARNING}
        return [(p.record, p.data["text"]) for p in found]

    assert left() == [(teacher, "Báo cáo quá ngắn."), (village, "Ghi rõ địa chỉ thôn.")]
    assert not commune.dossiers.mark_ready(returned.dossier_id).ready
    _edit(returned, 1, report="Viết lại cho đủ.")
    commune.nominations.archive(village, "Không đề nghị nữa")
    assert left() == []


def test_a_dossier_never_returned_has_nothing_to_compare(sent: TwoOffices) -> None:
    seen = sent.commune.returned_points.compare(sent.dossier_id)
    assert (seen.revision, seen.against, seen.choices, seen.points) == (1, None, (), ())
    with pytest.raises(NotFound):
        sent.commune.returned_points.compare(sent.dossier_id, 1)
    with pytest.raises(NotFound):
        sent.commune.returned_points.compare(uuid4())


def test_of_two_returns_either_revision_can_be_compared_with(returned: TwoOffices) -> None:
    commune, district = returned.commune, returned.district
    commune.dossiers.revise(returned.dossier_id)
    _edit_letter(returned, letter_number="46/TTr-UBND")
    _send_again(returned)
    point = ReturnPoint(text="Còn thiếu ngày.")
    back = district.appraisal.return_for_correction(returned.dossier_id, [point])
    assert commune.inbox.receive(back).result == "new"
    commune.dossiers.revise(returned.dossier_id)
    _edit_letter(returned, letter_date=date(2023, 11, 18))
    _send_again(returned)
    for desk in (commune, district):
        last = desk.returned_points.compare(returned.dossier_id)
        assert [(c.revision, c.returned_at is not None) for c in last.choices] == [
            (2, True),
            (1, True),
        ]
        assert (last.against, _told(last.points)) == (2, [["Ngày tờ trình"]])
        first = desk.returned_points.compare(returned.dossier_id, 1)
        assert [p.point.revision for p in first.points] == [1, 1, 1, 1, 2]
        assert _told(first.points)[0] == ["Số, ký hiệu tờ trình", "Ngày tờ trình"]


def test_a_revision_of_which_nothing_was_kept_is_told_to_be_missing(returned: TwoOffices) -> None:
    returned.commune.dossiers.revise(returned.dossier_id)
    _edit_letter(returned, letter_number="46/TTr-UBND")
    with returned.commune.store.writing() as session:
        session.execute(sa.delete(DossierRevision))
        session.commit()
    seen = returned.commune.returned_points.compare(returned.dossier_id)
    assert (seen.missing, seen.outside) == ((1,), ())
    assert [p.where for p in seen.points][:2] == ["Cả hồ sơ", "1. Đặng Thị Ước"]
    codes = {p.code for p in returned.commune.dossiers.check(returned.dossier_id)}
    assert ProblemCode.POINT_UNANSWERED not in codes


def test_only_the_sender_replies(sent: TwoOffices) -> None:
    sent.receive()
    with pytest.raises(MoveRefused):
        sent.district.returned_points.reply(sent.dossier_id, uuid4(), "Không phải việc ở đây")
