"""The council's papers from the records: what they say, in both formats, what they lack."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest

from desktop.errors import DocumentFailed, NotFound
from desktop.law.terms import Presence, VoteMethod
from desktop.models import CouncilSession, Dossier
from desktop.services.council_drafts import CouncilSessionDraft
from desktop.services.council_minutes import council_papers_of
from desktop.services.council_papers import CouncilPaper
from desktop.services.council_tally import all_agree
from desktop.services.desk import Desk
from desktop.services.paper_sources import decision_of
from desktop.services.papers import PaperFormat
from tests.documents.reading import Pdf
from tests.services.commune_dossier import saved
from tests.services.council_kit import HELD_ON, Council
from tests.services.test_decisions import here, own_dossier


@pytest.fixture
def council(office: Desk) -> Council:
    return Council(office)


def _whole(council: Council) -> CouncilSessionDraft:
    draft = replace(
        council.begun(),
        title="Phiên họp xét khen thưởng năm 2023",
        number="03/BB-HĐTĐKT",
        invitation_number="03/GM-HĐTĐKT",
        invited_on=date(2023, 11, 13),
        guests="Ông Phạm Ngà, Hội Khuyến học",
    )
    ill = replace(draft.attendance[3], presence=Presence.EXCUSED, reason="đi họp huyện")
    wrote = replace(draft.attendance[4], presence=Presence.WRITTEN)
    lines = (*draft.attendance[:3], ill, wrote, *draft.attendance[5:])
    return all_agree(replace(draft, attendance=lines))


def _read(council: Council, session: UUID, kind: CouncilPaper) -> Pdf:
    return Pdf(council.desk.council_papers.draw(session, kind))


def test_the_minutes_say_who_came_how_they_voted_and_what_follows(council: Council) -> None:
    session = saved(council.desk.council_sessions, _whole(council))

    text = _read(council, session, CouncilPaper.MINUTES).text

    for words in (
        "BIÊN BẢN",
        "Số: 03/BB-HĐTĐKT",
        "08 giờ 00 phút, ngày 16 tháng 11 năm 2023",
        "có mặt 07/09 thành viên Hội đồng, vắng 02.",
        "Vắng có lý do: đi họp huyện",
        "Vắng, có ý kiến bằng văn bản",
        "Ông Phạm Ngà, Hội Khuyến học",
        "bỏ phiếu kín đối với 03 trường hợp",
        "Đặng Thị Ước không tham gia biểu quyết về chính mình",
        "Thôn Đoài",
        "8 / 8",
        "kết thúc lúc 10 giờ 00 phút",
    ):
        assert words in text, words
    assert "thiếu" not in text


def test_a_threshold_nobody_has_read_judges_nobody_on_paper(council: Council) -> None:
    draft = _whole(council)
    low = replace(draft.votes[0], award_code="CSTDT", in_favour=3, against=4)
    session = saved(council.desk.council_sessions, replace(draft, votes=(low, *draft.votes[1:])))

    (first, *_) = council.desk.council_sessions.outcomes(session)
    text = _read(council, session, CouncilPaper.MINUTES).text

    assert first.passed is False
    assert "Không đạt" not in text
    assert "3/8 (37,5%)" in text


def test_what_nobody_typed_is_marked_on_the_minutes(council: Council) -> None:
    draft = replace(council.begun(), starts_at="", place="", attendance=(), recusals=())
    session = saved(council.desk.council_sessions, draft)

    missing = council.desk.council_papers.missing(session)

    assert {
        "số biên bản",
        "giờ bắt đầu",
        "địa điểm họp",
        "điểm danh thành viên",
        "chủ trì phiên họp",
        "thư ký phiên họp",
        "số phiếu",
        "kết luận của chủ trì",
    } <= set(missing[CouncilPaper.MINUTES])
    assert "số giấy mời" in missing[CouncilPaper.INVITATION]


def test_there_are_ballots_for_each_member_who_may_vote(council: Council) -> None:
    session = saved(council.desk.council_sessions, _whole(council))

    pages = _read(council, session, CouncilPaper.BALLOTS).texts

    assert len(pages) == 14
    assert sum("PHIẾU LẤY Ý KIẾN" in page for page in pages) == 1
    # Seven vote on two nominees; six on the teacher, who is a member and does not vote on herself.
    assert [page.count("□") for page in pages] == [4] * 7 + [2] * 6 + [6]
    assert "Thành viên: Lê Hữu Tỵ" in pages[13]
    assert all("Đỗ Văn Ước" not in page for page in pages)


def test_a_show_of_hands_needs_no_ballots_but_written_opinions(council: Council) -> None:
    by_hand = replace(_whole(council), method=VoteMethod.SHOW_OF_HANDS)
    session = saved(council.desk.council_sessions, by_hand)

    assert len(_read(council, session, CouncilPaper.BALLOTS).texts) == 1


def test_no_ballots_are_printed_for_nobody(council: Council) -> None:
    empty = replace(council.begun(), attendance=(), recusals=())
    session = saved(council.desk.council_sessions, empty)

    with pytest.raises(DocumentFailed) as refused:
        council.desk.council_papers.draw(session, CouncilPaper.BALLOTS)
    assert refused.value.code is DocumentFailed.Code.NOTHING_TO_PRINT


def test_each_nominee_has_an_extract_with_the_one_result(council: Council) -> None:
    session = saved(council.desk.council_sessions, _whole(council))

    pages = _read(council, session, CouncilPaper.EXTRACTS).texts

    assert len(pages) == 3
    assert "7/8 phiếu đồng ý" in pages[1] or "8/9 phiếu đồng ý" in pages[1]
    assert "Thôn Đoài" in pages[1]
    assert "Nguyễn Văn Ơn" not in pages[1]


def test_the_invitation_names_everybody_and_the_agenda_has_the_list(council: Council) -> None:
    session = saved(council.desk.council_sessions, _whole(council))

    invitation = _read(council, session, CouncilPaper.INVITATION).text
    agenda = _read(council, session, CouncilPaper.AGENDA).text

    assert "9. Bà Đặng Thị Ước, Giáo viên, Ủy viên;" in invitation
    assert "10. Ông Phạm Ngà, Hội Khuyến học (khách mời)." in invitation
    assert "DANH SÁCH TRƯỜNG HỢP ĐƯA RA XÉT" in agenda
    assert "Báo cáo tóm tắt thành tích của 03 trường hợp" in agenda


@pytest.mark.parametrize(
    ("named", "subject"),
    [
        (
            "Phiên họp xét: Đề nghị khen thưởng năm 2026",
            "Họp Hội đồng Thi đua - Khen thưởng xét đề nghị khen thưởng năm 2026",
        ),
        (
            "Phiên họp xét: Đông An đề nghị khen thưởng",
            "Họp Hội đồng Thi đua - Khen thưởng xét Đông An đề nghị khen thưởng",
        ),
        ("Phiên họp xét: ĐHĐB 2026", "Họp Hội đồng Thi đua - Khen thưởng xét ĐHĐB 2026"),
        ("Họp đầu năm", "Họp đầu năm"),
    ],
)
def test_the_papers_are_titled_as_papers_are(council: Council, named: str, subject: str) -> None:
    session = saved(council.desk.council_sessions, replace(_whole(council), title=named))

    for kind in (CouncilPaper.MINUTES, CouncilPaper.INVITATION):
        assert subject in _read(council, session, kind).text
    invitation = _read(council, session, CouncilPaper.INVITATION).text
    assert f"Nội dung: Tới dự {subject[:1].lower()}{subject[1:]}." in invitation


def test_members_are_titled_where_the_linked_persons_gender_is_known(council: Council) -> None:
    session = saved(council.desk.council_sessions, _whole(council))

    sheet = _read(council, session, CouncilPaper.ATTENDANCE).text

    assert "Bà Đặng Thị Ước" in sheet
    assert "Ông Đỗ Văn Ước" not in sheet


def test_an_agenda_typed_by_hand_takes_the_place_of_the_usual_one(council: Council) -> None:
    draft = replace(_whole(council), agenda="Khai mạc\n\nBỏ phiếu")
    session = saved(council.desk.council_sessions, draft)

    text = _read(council, session, CouncilPaper.AGENDA).text

    assert "1 Khai mạc 2 Bỏ phiếu" in text
    assert "Người thực hiện" not in text


def test_the_blank_tally_leaves_the_figures_to_a_hand(council: Council) -> None:
    session = saved(council.desk.council_sessions, _whole(council))

    blank = _read(council, session, CouncilPaper.BLANK_TALLY).text
    filled = _read(council, session, CouncilPaper.TALLY).text

    assert "08 08 08 0 08 0" not in blank
    assert "08 08 08 0 08 0" in filled


def test_everything_goes_to_a_folder_in_both_formats(council: Council, tmp_path: Path) -> None:
    session = saved(council.desk.council_sessions, _whole(council))
    both = (PaperFormat.PDF, PaperFormat.DOCX)
    steps: list[int] = []

    files = council.desk.council_papers.save(
        session, tmp_path, lambda done, _all, _step: steps.append(done), both
    )

    assert {f.name for f in files} == {f"{k.value}.{f.value}" for k in CouncilPaper for f in both}
    assert steps == list(range(1, 17))
    with zipfile.ZipFile(tmp_path / "phieu-bieu-quyet.docx") as docx:
        assert docx.read("word/document.xml").decode().count("<w:sectPr>") == 14


def test_before_the_vote_only_the_papers_to_meet_with_are_written(
    council: Council, tmp_path: Path
) -> None:
    session = saved(council.desk.council_sessions, council.begun())

    files = council.desk.council_papers.save(session, tmp_path)

    assert [f.stem for f in files] == [
        "giay-moi-hop",
        "chuong-trinh-hop",
        "danh-sach-diem-danh",
        "phieu-bieu-quyet",
        "bang-kiem-phieu-de-trong",
    ]


def test_the_same_session_gives_the_same_bytes(council: Council) -> None:
    session = saved(council.desk.council_sessions, _whole(council))
    draw = council.desk.council_papers.draw

    for kind in (CouncilPaper.BALLOTS, CouncilPaper.MINUTES):
        for form in PaperFormat:
            assert draw(session, kind, form) == draw(session, kind, form)


def test_a_word_file_of_extracts_holds_each_nominee(council: Council) -> None:
    session = saved(council.desk.council_sessions, _whole(council))

    data = council.desk.council_papers.draw(session, CouncilPaper.EXTRACTS, PaperFormat.DOCX)

    with zipfile.ZipFile(BytesIO(data)) as docx:
        text = docx.read("word/document.xml").decode()
    assert text.count("TRÍCH BIÊN BẢN") == 3
    assert "Nguyễn Văn Ơn" in text


def test_the_dossier_goes_with_the_minutes_of_sessions_that_voted(council: Council) -> None:
    desk = council.desk
    saved(desk.council_sessions, council.begun())
    with desk.store.reading() as session:
        assert council_papers_of(session, council.dossier) == []

    saved(desk.council_sessions, _whole(council))

    with desk.store.reading() as session:
        names = [name for name, _ in council_papers_of(session, council.dossier)]
        drawn = [p.name for p in desk.papers.draw_dossier(session, council.dossier)]
    assert names == ["bien-ban-hop-hoi-dong"]
    assert drawn[:3] == ["to-trinh.pdf", "danh-sach.pdf", "bien-ban-hop-hoi-dong.pdf"]


def test_a_session_that_is_not_here_is_refused(office: Desk) -> None:
    with pytest.raises(NotFound):
        office.council_papers.missing(UUID("00000000-0000-4000-8000-000000000000"))


def test_a_decision_cites_the_minutes_and_the_letter_it_rests_on(
    council: Council, tmp_path: Path
) -> None:
    dossier_id = own_dossier(council.desk, tmp_path)
    with council.desk.store.writing() as session:
        dossier = session.get(Dossier, dossier_id)
        assert dossier is not None
        dossier.letter_number, dossier.letter_date = "62/TTr-VHXH", date(2023, 11, 17)
        dossier.signatory_title = "Trưởng phòng Văn hóa - Xã hội"
        for held_on, number in ((HELD_ON, "07/BB-HĐTĐKT"), (date(2023, 12, 1), "09/BB-HĐTĐKT")):
            session.add(
                CouncilSession(
                    title="Phiên họp xét",
                    term_id=council.term,
                    dossier_id=dossier_id,
                    held_on=held_on,
                    number=number,
                    method=VoteMethod.SECRET_BALLOT,
                    sort_key=number,
                    search_key="",
                )
            )
        session.commit()
    decision_id = here(council.desk, dossier_id).decision_id
    assert decision_id is not None
    with council.desk.store.reading() as session:
        bases = decision_of(session, decision_id).bases

    # What was held after the decision is none of its grounds.
    heard, asked = bases[-2:]
    assert heard == (
        "Xét Biên bản số 07/BB-HĐTĐKT ngày 16 tháng 11 năm 2023 của Hội đồng Thi đua - Khen "
        "thưởng xã Đông An"
    )
    assert asked == (
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 62/TTr-VHXH ngày 17 tháng "
        "11 năm 2023"
    )
