"""What differs between two revisions, told by what the forms call it, whatever was done to them."""

from __future__ import annotations

import copy
import unicodedata
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest

from desktop.services.revision_diff import (
    Change,
    ChangeKind,
    compare_documents,
    files_words,
    unchanged_files,
)

_ROOT = UUID("00000000-0000-4000-8000-00000000d0d0")


def _id(name: object) -> str:
    return str(uuid5(_ROOT, str(name)))


def _nomination(number: int) -> dict[str, Any]:
    return {
        "id": _id(number),
        "position": number,
        "recipient": {
            "kind": "INDIVIDUAL",
            "name": f"Đặng Thị Ước {number}",
            "honorific": "Bà",
            "post": "Giáo viên",
            "unit": "Thôn Đoài",
            "address": None,
            "gender": "FEMALE",
            "birth_date": "1984-03-08",
            "birth_year": None,
            "rank_group": None,
            "is_enterprise": False,
            "record_id": _id(f"person {number}"),
        },
        "award_code": "LDTT",
        "award_type": "MERIT",
        "achievement": "Đã có thành tích xuất sắc năm 2023",
        "period_from": "2023-01-01",
        "period_to": "2023-12-31",
        "report": "Năm 2023, đã hoàn thành tốt nhiệm vụ được giao.",
        "attachments": [],
    }


def _file(owner: str, name: str, content: str, item: str = "HINH_ANH") -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "owner": owner,
        "item_code": item,
        "file_name": name,
        "media_type": "application/pdf",
        "size": 100,
        "sha256": (content * 64)[:64],
        "entry": f"attachments/{name}",
    }


def document(count: int = 3, *files: dict[str, Any]) -> dict[str, Any]:
    """Return a submission of some nominations."""
    letter = {
        "number": "45/TTr-UBND",
        "date": "2023-11-17",
        "signatory_name": "Đỗ Văn Ước",
        "signatory_title": "CHỦ TỊCH",
    }
    return {
        "format": "1.1",
        "dossier": {
            "id": str(_ROOT),
            "revision": 1,
            "title": "Đề nghị khen thưởng năm 2023",
            "award_type": "MERIT",
            "campaign": None,
            "letter": letter,
            "regime": "R2003",
        },
        "nominations": [_nomination(number) for number in range(1, count + 1)],
        "attachments": list(files),
        "events": [],
    }


def _told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    changes = compare_documents(old, new)
    return [(c.kind.value, c.where, c.label, c.old, c.new) for c in changes]


def test_a_revision_does_not_differ_from_itself_composed_or_not() -> None:
    old = document(2, _file(_id(1), "ảnh.pdf", "a"))
    new = copy.deepcopy(old)
    new["nominations"][0]["recipient"]["name"] = unicodedata.normalize("NFD", "Đặng Thị Ước 1")
    new["attachments"][0]["file_name"] = unicodedata.normalize("NFD", "ảnh.pdf")
    assert _told(old, new) == []


def test_fields_of_the_letter_are_called_as_in_the_form() -> None:
    old, new = document(), document()
    new["dossier"]["letter"].update(number="46/TTr-UBND", date="2023-11-25")
    new["dossier"]["campaign"] = {"id": None, "name": "Toàn dân đoàn kết"}
    assert _told(old, new) == [
        ("CHANGED", "Cả hồ sơ", "Phong trào thi đua", "", "Toàn dân đoàn kết"),
        ("CHANGED", "Cả hồ sơ", "Số, ký hiệu tờ trình", "45/TTr-UBND", "46/TTr-UBND"),
        ("CHANGED", "Cả hồ sơ", "Ngày tờ trình", "17/11/2023", "25/11/2023"),
    ]


def test_a_field_the_older_program_did_not_send_is_no_change() -> None:
    old, new = document(), document()
    new["dossier"]["letter"]["opening"] = "Căn cứ Luật Thi đua, khen thưởng"
    assert _told(old, new) == []
    old["dossier"]["letter"]["opening"] = ""
    assert [told[2] for told in _told(old, new)] == ["Lời mở đầu tờ trình"]


def test_fields_of_a_nomination_stand_under_its_name_and_place() -> None:
    old, new = document(), document()
    changed = new["nominations"][1]
    changed["recipient"]["name"] = "Đặng Thị Uớc 2"
    changed.update(award_code="GK_XA", period_to=None, report="Đã viết lại.")
    told = compare_documents(old, new)
    assert {c.where for c in told} == {"2. Đặng Thị Uớc 2"}
    assert [c.label for c in told] == [
        "Tên ghi trên giấy tờ",
        "Danh hiệu, hình thức",
        "Đến ngày",
        "Báo cáo thành tích",
    ]
    assert [c.by_letter for c in told] == [True, False, False, False]
    assert told[1].old == "Lao động tiên tiến"
    assert (told[2].old, told[2].new) == ("31/12/2023", "")
    assert not any(_id(2) in (c.old, c.new) for c in told)


def test_nominations_come_and_go_with_all_they_say() -> None:
    old, new = document(3), document(4)
    del new["nominations"][1]
    for place, nomination in enumerate(new["nominations"], 1):
        nomination["position"] = place
    added, removed = compare_documents(old, new)
    assert (added.kind, added.where) == (ChangeKind.ADDED, "3. Đặng Thị Ước 4")
    assert "Báo cáo thành tích: Năm 2023, đã hoàn thành" in added.new
    assert (removed.kind, removed.where, removed.new) == (
        ChangeKind.REMOVED,
        "2. Đặng Thị Ước 2",
        "",
    )
    assert added.is_listing
    assert removed.is_listing


def test_only_the_one_that_moved_is_told_to_have_moved() -> None:
    old, new = document(5), document(5)
    new["nominations"].insert(0, new["nominations"].pop())
    for place, nomination in enumerate(new["nominations"], 1):
        nomination["position"] = place
    assert _told(old, new) == [
        ("MOVED", "1. Đặng Thị Ước 5", "Thứ tự trong danh sách", "số 5", "số 1")
    ]


def test_one_made_anew_for_the_same_person_is_the_same_nomination() -> None:
    old, new = document(3, _file(_id(2), "a.pdf", "a")), document(3)
    new["nominations"][1].update(id=_id("anew"), report="Đã viết lại.")
    new["attachments"] = [_file(_id("anew"), "a.pdf", "b")]
    report, file = compare_documents(old, new)
    assert (report.kind, report.label) == (ChangeKind.CHANGED, "Báo cáo thành tích")
    assert report.nominations == (UUID(_id(2)), UUID(_id("anew")))
    assert (file.kind, file.where) == (ChangeKind.REPLACED, "2. Đặng Thị Ước 2")


def test_another_record_behind_the_same_words_is_told_without_its_id() -> None:
    old, new = document(1), document(1)
    new["nominations"][0]["recipient"]["record_id"] = _id("somebody else")
    ((kind, _where, label, before, after),) = _told(old, new)
    assert (kind, label) == ("CHANGED", "Bản ghi ở nơi gửi")
    assert (before, after) == ("gắn với một bản ghi", "gắn với bản ghi khác")


def _files(*changes: Change) -> list[tuple[str, str, str, str]]:
    return [(c.kind.value, c.label, c.old, c.new) for c in changes]


def test_files_are_told_apart_by_content_name_and_item() -> None:
    owner = str(_ROOT)
    old = document(
        1,
        _file(owner, "bien ban.pdf", "a", "BIEN_BAN"),
        _file(owner, "giu.pdf", "b", "KHAC"),
        _file(owner, "ten cu.pdf", "c", "KHAC"),
        _file(owner, "cung ten.pdf", "d", "KHAC"),
        _file(owner, "bo.pdf", "e", "KHAC"),
    )
    new = document(
        1,
        _file(owner, "bien ban ky lai.pdf", "1", "BIEN_BAN"),
        _file(owner, "giu.pdf", "b", "KHAC"),
        _file(owner, "ten moi.pdf", "c", "KHAC"),
        _file(owner, "cung ten.pdf", "2", "KHAC"),
        _file(_id(1), "anh.pdf", "3"),
    )
    assert _files(*compare_documents(old, new)) == [
        ("REPLACED", "Biên bản xét khen thưởng", "bien ban.pdf", "bien ban ky lai.pdf"),
        ("REMOVED", "Tài liệu khác", "bo.pdf", ""),
        ("REPLACED", "Tài liệu khác", "cung ten.pdf", "cung ten.pdf"),
        ("RENAMED", "Tài liệu khác", "ten cu.pdf", "ten moi.pdf"),
        ("ADDED", "Ảnh, tài liệu minh họa", "", "anh.pdf"),
    ]


@pytest.mark.parametrize("case", ["replaced", "turned round", "every report"])
def test_three_hundred_nominations_are_compared_whole(case: str) -> None:
    old, new = document(300), document(300)
    if case == "replaced":
        for nomination in new["nominations"]:
            nomination["id"] = _id(f"new {nomination['id']}")
            nomination["recipient"]["record_id"] = None
    elif case == "turned round":
        new["nominations"].reverse()
        for place, nomination in enumerate(new["nominations"], 1):
            nomination["position"] = place
    else:
        for nomination in new["nominations"]:
            nomination["report"] = "Một năm nhiều cố gắng. " * 4_000
    changes = compare_documents(old, new)
    count = {"replaced": 600, "turned round": 299, "every report": 300}[case]
    assert len(changes) == count
    assert compare_documents(old, new) == changes


def test_files_carried_alike_are_told_by_whose_they_are() -> None:
    kept = _file(str(_ROOT), "to-trinh-ky.pdf", "a", "TO_TRINH")
    own, other = _file(_id(2), "bao-cao.pdf", "b", "BAO_CAO"), _file(_id(2), "anh.pdf", "c")
    old = document(3, kept, own, other)
    new = document(3, kept, own, {**other, "sha256": "d" * 64})

    same = unchanged_files(old, new)

    assert [(s.kind, s.where, s.label) for s in same] == [
        (ChangeKind.SAME, "Cả hồ sơ", "Tờ trình đề nghị khen thưởng"),
        (ChangeKind.SAME, "2. Đặng Thị Ước 2", "Báo cáo thành tích"),
    ]
    files = [c for c in compare_documents(old, new) if c.new_file]
    assert files_words([*files, *same]) == "1 thay tệp, 2 giữ nguyên"


def test_the_file_of_a_nomination_made_anew_is_still_the_same_file() -> None:
    old, new = document(2, _file(_id(1), "bao-cao.pdf", "b", "BAO_CAO")), document(2)
    new["nominations"][0]["id"] = _id("anew")
    new["attachments"] = [_file(_id("anew"), "bao-cao.pdf", "b", "BAO_CAO")]
    (same,) = unchanged_files(old, new)
    assert same.nominations == (UUID(_id(1)), UUID(_id("anew")))
