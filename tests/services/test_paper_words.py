"""The words of papers: titles, places and areas as offices are really named."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.documents.award_groups import RecipientLine
from desktop.law.catalogue import Catalogue
from desktop.law.terms import AwardType, RecipientKind, Tier
from desktop.models import AwardRecord, Nomination, Office
from desktop.services.paper_words import (
    about,
    agency_of,
    area_of,
    award_groups,
    award_phrase,
    awarded,
    chair_of,
    chair_signature,
    executors_of,
    granted_title,
    head_lines,
    in_area,
    letter_signature,
    place_of,
    post_unit,
)

_DAY = date(2023, 11, 17)


def _office(name: str, tier: Tier = Tier.COMMUNE, place: str = "") -> Office:
    return Office(name=name, tier=tier, place=place, agency="")


@pytest.mark.parametrize(
    ("name", "area", "place"),
    [
        ("Ủy ban nhân dân xã Đông An", "xã Đông An", "Đông An"),
        ("Uỷ ban nhân dân thị trấn Thanh Hà", "thị trấn Thanh Hà", "Thanh Hà"),
        ("ỦY BAN NHÂN DÂN HUYỆN THANH BÌNH", "HUYỆN THANH BÌNH", "THANH BÌNH"),
        ("Ủy ban nhân dân thành phố Hải Dương", "thành phố Hải Dương", "Hải Dương"),
        ("Trường Tiểu học Đông An", "", "Trường Tiểu học Đông An"),
    ],
)
def test_an_offices_area_and_place_come_from_its_name(name: str, area: str, place: str) -> None:
    assert area_of(name) == area
    assert place_of(_office(name)) == place
    assert place_of(_office(name, place="Nơi khác")) == "Nơi khác"


def test_who_decides_is_the_chair_of_a_committee_and_the_head_of_anything_else() -> None:
    assert chair_of("Ủy ban nhân dân xã Đông An") == "Chủ tịch Ủy ban nhân dân xã Đông An"
    assert chair_of("Hợp tác xã Đông An") == "Thủ trưởng Hợp tác xã Đông An"


def test_a_committees_name_takes_two_lines_at_the_head_of_a_paper() -> None:
    assert agency_of(_office("Ủy ban nhân dân xã Đông An")) == "ỦY BAN NHÂN DÂN\nXÃ ĐÔNG AN"
    assert head_lines("SỞ NỘI VỤ") == "SỞ NỘI VỤ"
    assert head_lines("ỦY BAN NHÂN DÂN") == "ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Chủ tịch", ("CHỦ TỊCH",)),
        ("", ("CHỦ TỊCH",)),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("phó chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Giám đốc", ("GIÁM ĐỐC",)),
    ],
)
def test_a_deputy_signs_for_the_chair(title: str, lines: tuple[str, ...]) -> None:
    committee = _office("Ủy ban nhân dân xã Đông An")
    assert chair_signature("Đỗ Văn Ước", title).authority == lines
    signed = letter_signature(committee, "Đỗ Văn Ước", title)
    assert signed.authority == ("TM. ỦY BAN NHÂN DÂN", *lines)
    assert letter_signature(_office("Hợp tác xã Đông An"), "A", title).authority == lines


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Đề nghị khen thưởng năm 2023", "Về việc đề nghị khen thưởng năm 2023"),
        ("Về việc khen thưởng", "Về việc khen thưởng"),
        ("V/v khen thưởng", "V/v khen thưởng"),
        ("TDTT năm 2023", "Về việc TDTT năm 2023"),
    ],
)
def test_a_title_becomes_the_line_that_says_what_the_paper_is_about(
    title: str, expected: str
) -> None:
    assert about(title) == expected


def test_a_decision_no_longer_asks() -> None:
    assert granted_title("Đề nghị khen thưởng năm 2023") == "khen thưởng năm 2023"
    assert granted_title("Tổng kết năm 2023") == "Tổng kết năm 2023"


def test_an_award_is_named_after_the_office_that_may_decide_it() -> None:
    law = Catalogue.load()
    district = _office("Ủy ban nhân dân huyện Thanh Bình", Tier.DISTRICT)
    of_chair = "Giấy khen của Chủ tịch Ủy ban nhân dân huyện Thanh Bình"
    assert award_phrase(law.award("GK_HUYEN"), "GK_HUYEN", district, _DAY, law) == of_chair
    province = award_phrase(law.award("BK_TINH"), "BK_TINH", district, _DAY, law)
    assert province == "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    title = award_phrase(law.award("CSTDT"), "CSTDT", district, _DAY, law)
    assert title == "danh hiệu “Chiến sĩ thi đua cấp tỉnh”"
    assert award_phrase(None, "MA_MOI", district, _DAY, law) == "MA_MOI"


def test_recipients_are_grouped_by_award_in_the_order_they_first_appear() -> None:
    line = RecipientLine(RecipientKind.HOUSEHOLD, "Hộ gia đình ông", "Nguyễn Văn Ơn")
    lines = [("GK_XA", line), ("GDVH", line), ("GK_XA", line), ("MA_MOI", line)]
    groups = award_groups(lines, _office("Ủy ban nhân dân xã Đông An"), _DAY, Catalogue.load())
    assert [(g.name, g.verb, len(g.recipients)) for g in groups] == [
        ("Giấy khen", "Tặng", 2),
        ("Gia đình văn hóa", "Công nhận", 1),
        ("MA_MOI", "Tặng", 1),
    ]


def _nomination(kind: RecipientKind, **fields: str) -> Nomination:
    known = {"recipient_post": "", "recipient_unit": "", "recipient_address": ""}
    return Nomination(
        recipient_kind=kind, recipient_name="A", award_type=AwardType.MERIT, **{**known, **fields}
    )


def test_a_recipients_line_has_post_and_unit_or_where_a_household_lives() -> None:
    person = _nomination(
        RecipientKind.INDIVIDUAL, recipient_post="Giáo viên", recipient_unit="Trường Tiểu học"
    )
    home = _nomination(
        RecipientKind.HOUSEHOLD, recipient_unit="Thôn Đoài", recipient_address="Số 3, thôn Đoài"
    )
    bare = _nomination(RecipientKind.INDIVIDUAL, recipient_address="Thôn Đoài")
    assert post_unit(person) == "Giáo viên, Trường Tiểu học"
    assert post_unit(home) == "Số 3, thôn Đoài"
    assert post_unit(bare) == "Thôn Đoài"


def test_the_area_is_added_once() -> None:
    assert in_area("Thôn Đoài", "xã Đông An") == "Thôn Đoài, xã Đông An"
    assert in_area("Trường Tiểu học Xã Đông An", "xã Đông An") == "Trường Tiểu học Xã Đông An"
    assert in_area("", "xã Đông An") == "xã Đông An"
    assert in_area("Thôn Đoài", "") == "Thôn Đoài"


def test_an_award_known_from_its_record_alone_still_has_a_line() -> None:
    award = AwardRecord(
        recipient_kind=RecipientKind.INDIVIDUAL,
        recipient_name="Lò Thị Ư",
        recipient_unit="Thôn Đoài",
        achievement="Có thành tích",
        certificate_number="7",
    )
    line = awarded(award, None, "xã Đông An")
    assert (line.honorific, line.post_unit) == ("Ông (Bà)", "Thôn Đoài, xã Đông An")


def test_those_who_carry_a_decision_out_depend_on_the_tier() -> None:
    assert "Trưởng phòng Nội vụ" in executors_of(Tier.DISTRICT, "huyện Thanh Bình")
    assert "Giám đốc Sở Nội vụ" in executors_of(Tier.PROVINCE, "tỉnh Hải Dương")
    assert executors_of(Tier.COMMUNE, "xã Đông An") == "Văn phòng Ủy ban nhân dân xã Đông An"
