"""Minutes and extract of a council session (NĐ 30/2020, Mẫu 1.9; catalogue §4.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.documents.council_meeting import Recusal
from desktop.documents.council_minutes import council_minutes, minutes_extract
from desktop.documents.paper import OfficialPaper, Table, shown
from desktop.documents.paper_pdf import paper_pdf
from desktop.law.terms import Presence, VoteMethod
from tests.documents.council_samples import CHAIR, MEMBERS, ballots, meeting
from tests.documents.reading import Pdf


def _text(paper: OfficialPaper) -> str:
    return "\n".join(shown(text) for text in paper.texts())


def _results(paper: OfficialPaper) -> Table:
    return [block for block in paper.body if isinstance(block, Table)][-1]


def test_minutes_count_by_the_attendance_and_name_who_presides_and_writes() -> None:
    paper = council_minutes(meeting())

    assert "có mặt 08/09 thành viên Hội đồng, vắng 01." in _text(paper)
    assert paper.signature is not None
    assert (paper.signature.authority, paper.signature.name) == (("CHỦ TỌA",), "Đỗ Văn Ước")
    assert paper.left_signature is not None
    assert paper.left_signature.name == "Nguyễn Thị Mơ"
    assert paper.missing() == ()
    assert not paper.has_place_date


def test_each_vote_stands_with_its_figures_of_how_many() -> None:
    table = _results(council_minutes(meeting()))

    assert table.rows[0].cells == (
        "1",
        "Bà Trần Thị Ánh (Giấy khen)",
        "8 / 8",
        "8 / 0",
        "8 / 0",
        "8/9 (88,89%)",
    )


def test_the_outcome_has_a_column_only_where_a_threshold_is_known() -> None:
    judged = (
        ballots("Bà Trần Thị Ánh", verdict="Đạt"),
        ballots("Ông Nguyễn Văn Ơn", 5, verdict="Không đạt"),
    )
    paper = council_minutes(meeting(votes=judged))

    assert _results(paper).columns[-1].title == "Kết quả"
    assert _results(council_minutes(meeting())).columns[-1].title == "Tỷ lệ đồng ý"
    assert (
        "khen thưởng 01 trường hợp đạt tỷ lệ phiếu nêu trên. Không đề nghị: Ông Nguyễn Văn Ơn."
        in (_text(paper))
    )


def test_the_chairs_own_conclusion_goes_before_any_other() -> None:
    assert "Xét lại vào tháng sau" in _text(
        council_minutes(meeting(conclusion="Xét lại vào tháng sau"))
    )


def test_nobody_concludes_from_votes_that_are_not_counted() -> None:
    half = ballots("Bà Trần Thị Ánh", against=None, percent="")

    missing = council_minutes(meeting(votes=(half,))).missing()

    assert set(missing) == {"số phiếu", "kết luận của chủ trì"}


def test_minutes_of_nothing_mark_everything_that_lacks() -> None:
    bare = meeting(
        members=(), votes=(), recusals=(), number="", held_on=None, starts_at="", venue=""
    )

    assert set(council_minutes(bare).missing()) >= {
        "số biên bản",
        "giờ bắt đầu",
        "ngày họp",
        "địa điểm họp",
        "điểm danh thành viên",
        "chủ trì phiên họp",
        "thư ký phiên họp",
        "kết quả biểu quyết",
    }


def test_a_deputy_presides_while_the_chair_is_away() -> None:
    away = replace(CHAIR, presence=Presence.ABSENT)
    paper = council_minutes(meeting(members=(away, *MEMBERS[1:])))

    assert paper.signature is not None
    assert paper.signature.name == "Lã Thị Hảo"


def test_a_vote_in_writing_has_answers_instead_of_people_in_a_room() -> None:
    wrote = tuple(replace(m, presence=Presence.WRITTEN) for m in MEMBERS[:8])
    paper = council_minutes(meeting(members=(*wrote, MEMBERS[8]), method=VoteMethod.WRITTEN))

    assert "nhận được ý kiến của 09/09 thành viên Hội đồng." in _text(paper)
    assert "1. Thành viên gửi ý kiến" in _text(paper)
    assert paper.missing() == ()


def test_somebody_recused_from_another_is_named_with_whom() -> None:
    assert "Đặng Thị Ngà không tham gia biểu quyết về Bà Trần Thị Ánh." in _text(
        council_minutes(meeting())
    )


def test_the_extract_is_about_one_nominee_alone() -> None:
    vote = ballots("Bà Trần Thị Ánh", recused=("Đặng Thị Ngà",))

    text = _text(minutes_extract(meeting(), vote))

    assert "Trích Biên bản số 03/BB-HĐTĐKT của Hội đồng" in text
    assert "Đặng Thị Ngà không tham gia biểu quyết. Kết quả bỏ phiếu kín đề nghị tặng" in text
    assert "đối với bà Trần Thị Ánh" in text
    assert "Kết luận: 8/9 phiếu đồng ý, đạt tỷ lệ 88,89%" in text
    assert "Nguyễn Văn Ơn" not in text


@pytest.mark.parametrize("count", [1, 60])
def test_the_minutes_print_with_their_marks_whole(count: int) -> None:
    votes = tuple(ballots(f"Bà Nguyễn Thị Thùy Dương {n}") for n in range(count))

    text = Pdf(paper_pdf(council_minutes(meeting(votes=votes)))).text

    assert "Nguyễn Thị Thùy Dương" in text
    assert text.count("(88,89%)") == count
    assert "thông qua./." in text


def test_who_stands_for_two_awards_and_does_not_vote_is_told_in_one_line() -> None:
    twice = tuple(
        Recusal(member="Đặng Thị Ngà", recipient="Đặng Thị Ngà", reason="Bản thân", award=award)
        for award in ("Lao động tiên tiến", "Chiến sĩ thi đua cơ sở")
    )

    text = _text(council_minutes(meeting(recusals=twice)))

    assert text.count("không tham gia biểu quyết") == 1
    assert (
        "- Đặng Thị Ngà không tham gia biểu quyết về chính mình, đề nghị Lao động tiên tiến và "
        "Chiến sĩ thi đua cơ sở (bản thân)." in text
    )


def test_minutes_name_the_chair_as_he_signs_and_say_where_they_go() -> None:
    # NĐ 30/2020, Mẫu 1.9 (catalogue §6.2).
    pdf = Pdf(paper_pdf(council_minutes(meeting())))

    assert "Địa điểm: Hội trường." in pdf.text
    assert "Chủ tọa: Đỗ Văn Ước, Chủ tịch UBND xã, Chủ tịch Hội đồng." in pdf.text
    assert "Chủ trì" not in pdf.text
    assert pdf.text.endswith("Nơi nhận: - Thành viên Hội đồng; - Lưu: VT, hồ sơ.")
