"""Papers say what the records say: letter, list, reports and decision, read back from the PDF."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2
import pytest

from desktop.errors import Cancelled, DocumentFailed, NotFound, StorageError
from desktop.law.terms import (
    AwardType,
    Gender,
    RecipientKind,
    Tier,
    VoteMethod,
)
from desktop.models import (
    AwardRecord,
    CouncilSession,
    CouncilTerm,
    Decision,
    Dossier,
    Nomination,
    Office,
)
from desktop.services.appraisal import ReturnPoint
from desktop.services.decision_dossiers import link_dossiers
from desktop.services.desk import Desk
from desktop.services.paper_texts import PaperTextService
from desktop.services.papers import PaperFormat, PaperService
from tests.services.commune_dossier import Commune, saved
from tests.services.two_offices import TwoOffices


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


@pytest.fixture
def papers(office: Desk) -> PaperService:
    return PaperService(office.store)


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return unicodedata.normalize("NFC", " ".join(" ".join(pages).split()))


def test_the_letter_asks_the_chair_above_for_each_award_and_lists_everybody(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    text = _text(papers.letter(commune.complete_dossier(tmp_path)))
    for words in (
        "45/TTr-UBND",
        "Đông An, ngày 17 tháng 11 năm 2023",
        "Về việc đề nghị khen thưởng tổng kết năm 2023",
        "Chủ tịch Ủy ban nhân dân huyện Thanh Bình",
        "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",
        "01 tập thể, 01 cá nhân và 01 hộ gia đình",
        "TM. ỦY BAN NHÂN DÂN",
        "Đỗ Văn Ước",
        "Bà Đặng Thị Ước",
        "Hộ gia đình ông Nguyễn Văn Ơn",
        "Giấy khen của Chủ tịch Ủy ban nhân dân huyện Thanh Bình",
    ):
        assert words in text, words


def test_only_bases_that_were_read_in_a_source_are_cited(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path, letter_date=date(2026, 3, 2))
    text = _text(papers.letter(dossier_id))
    assert "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022" in text
    assert "152/2025" not in text  # not compared with a source yet


def test_an_award_of_a_higher_office_keeps_its_own_name(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    first = commune.desk.nominations.rows(dossier_id)[0].id
    draft = commune.desk.nominations.open_draft(first)
    saved(commune.desk.nominations, replace(draft, award_code="BK_TINH"))
    text = _text(papers.letter(dossier_id))
    assert "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh" in text
    assert "Bằng khen của Chủ tịch Ủy ban nhân dân huyện" not in text


def test_the_opening_is_printed_as_typed_and_a_deputy_signs_for_the_chair(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(
        tmp_path,
        opening="Ngày 15/11/2023, Hội đồng đã họp.\nCó 9/9 phiếu đồng ý.",
        signatory_title="Phó Chủ tịch",
    )
    text = _text(papers.letter(dossier_id))
    assert "Ngày 15/11/2023, Hội đồng đã họp." in text
    assert "KT. CHỦ TỊCH" in text
    assert "PHÓ CHỦ TỊCH" in text


def test_papers_are_saved_under_plain_names_and_the_same_records_give_the_same_bytes(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    told: list[tuple[int, int]] = []
    out = tmp_path / "giấy tờ"
    out.mkdir()
    files = papers.save_dossier(dossier_id, out, lambda done, total, _: told.append((done, total)))
    assert [f.name for f in files] == [
        "to-trinh.pdf",
        "danh-sach.pdf",
        "bao-cao-01-dang-thi-uoc.pdf",
        "bao-cao-02-thon-doai.pdf",
        "bao-cao-03-nguyen-van-on.pdf",
    ]
    assert told == [(n, 5) for n in range(1, 6)]
    first = [f.read_bytes() for f in files]
    again = papers.save_dossier(dossier_id, out)
    assert [f.read_bytes() for f in again] == first
    assert _text(first[1]).count("Đặng Thị Ước") == 1
    assert papers.nomination_list(dossier_id) == first[1]


def test_what_is_decided_here_has_a_list_and_reports_but_no_letter(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path, receiver_office_id=None, letter_number="")
    with commune.desk.store.reading() as session:
        names = [p.name for p in papers.draw_dossier(session, dossier_id)]
    assert names[0] == "danh-sach.pdf"
    assert "to-trinh.pdf" not in names


def test_a_letter_for_nobody_is_refused_and_a_gap_is_highlighted(
    commune: Commune, papers: PaperService
) -> None:
    empty = commune.dossier()
    with pytest.raises(DocumentFailed):
        papers.letter(empty)
    (nomination,) = commune.desk.nominations.add_recipients(
        empty, [(RecipientKind.INDIVIDUAL, commune.teacher)], "CSTDCS"
    ).added
    assert "[thiếu: nội dung báo cáo thành tích]" in _text(papers.report(nomination))
    for ask in (papers.letter, papers.nomination_list, papers.report, papers.decision):
        with pytest.raises(NotFound):
            ask(uuid4())


def test_saving_into_a_folder_that_is_gone_or_stopping_leaves_nothing(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    with pytest.raises(StorageError):
        papers.save_dossier(dossier_id, tmp_path / "gone")

    def stop(done: int, total: int, step: str) -> None:
        raise Cancelled

    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Cancelled):
        papers.save_dossier(dossier_id, out, stop)
    assert list(out.iterdir()) == []


def _decision(desk: Desk, sender: Office | None, subject: str) -> UUID:
    """Write a decision and one award straight into the database, as the decision service does."""
    decision_id = uuid4()
    with desk.store.writing() as session:
        if sender is not None:
            session.add(sender)
            session.flush()
        dossier = Dossier(
            title="Đề nghị khen thưởng năm 2023",
            award_type=AwardType.MERIT,
            origin_office_id=sender.id if sender else None,
            letter_number="45/TTr-UBND",
            letter_date=date(2023, 11, 17),
            state="DECIDED",
            state_since=desk.store.clock(),
        )
        session.add(dossier)
        session.flush()
        nomination = Nomination(
            dossier_id=dossier.id,
            recipient_kind=RecipientKind.INDIVIDUAL,
            recipient_name="Đặng Thị Ước",
            recipient_gender=Gender.FEMALE,
            recipient_post="Giáo viên",
            recipient_unit="Trường Tiểu học",
            award_type=AwardType.MERIT,
        )
        session.add(nomination)
        decision = Decision(
            id=decision_id,
            number="1234/QĐ-UBND",
            decided_on=date(2023, 12, 20),
            signatory_name="Vũ Thị Hạnh",
            signatory_title="CHỦ TỊCH",
            subject=subject,
        )
        session.add(decision)
        session.flush()
        link_dossiers(session, decision_id, [dossier.id])
        award = AwardRecord(
            decision_id=decision_id,
            nomination_id=nomination.id,
            recipient_kind=RecipientKind.INDIVIDUAL,
            recipient_name="Đặng Thị Ước",
            award_code="GK_HUYEN" if sender else "GK_XA",
            achievement="Đã có thành tích xuất sắc trong phong trào thi đua năm 2023",
            certificate_number="56",
        )
        session.add(award)
        session.commit()
    return decision_id


def test_a_districts_decision_names_the_sender_its_letter_and_the_recipients_commune(
    district: Desk, open_copy: Callable[..., Desk]
) -> None:
    sender = Office(name="Ủy ban nhân dân xã Đông An", tier=Tier.COMMUNE, names=[])
    decision_id = _decision(district, sender, "")
    text = _text(PaperService(district.store).decision(decision_id))
    for words in (
        "1234/QĐ-UBND",
        "Thanh Bình, ngày 20 tháng 12 năm 2023",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN THANH BÌNH",
        "Về việc khen thưởng năm 2023",
        "Xét đề nghị của Chủ tịch Ủy ban nhân dân xã Đông An",
        "tại Tờ trình số 45/TTr-UBND ngày 17 tháng 11 năm 2023",
        "Giấy khen của Chủ tịch Ủy ban nhân dân huyện Thanh Bình",
        "Bà Đặng Thị Ước",
        "Giáo viên, Trường Tiểu học, xã Đông An",
        "56",
        "Trưởng phòng Nội vụ",
        "Như Điều 3",
        "Vũ Thị Hạnh",
    ):
        assert words in text, words


def test_an_offices_own_decision_asks_nobody(office: Desk) -> None:
    text = _text(
        PaperService(office.store).decision(_decision(office, None, "Khen thưởng đột xuất"))
    )
    assert "Về việc khen thưởng đột xuất" in text
    assert "Giấy khen của Chủ tịch Ủy ban nhân dân xã Đông An" in text
    assert "Xét đề nghị" not in text


def _docx_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as word:
        markup = word.read("word/document.xml").decode()
    return " ".join(re.sub("<[^>]+>", " ", markup).split())


def test_each_paper_comes_as_pdf_as_word_or_as_both(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    both = papers.save_dossier(dossier_id, out, None, tuple(PaperFormat))
    assert [f.name for f in both][:2] == ["to-trinh.pdf", "to-trinh.docx"]
    assert len(both) == 10
    for words in ("45/TTr-UBND", "Bà Đặng Thị Ước", "Đỗ Văn Ước"):
        assert words in _docx_text((out / "to-trinh.docx").read_bytes())
    only = papers.save_dossier(dossier_id, out, None, (PaperFormat.DOCX,))
    assert {f.suffix for f in only} == {".docx"}
    assert all(f.name.isascii() for f in both)


def test_what_is_missing_is_told_by_paper(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path, letter_number="", letter_date=None)
    gaps = papers.missing(dossier_id)
    assert gaps["to-trinh"] == ("số, ký hiệu tờ trình", "ngày ký", "ngày tờ trình")
    assert gaps["bao-cao-01-dang-thi-uoc"] == ("ngày ký",)
    text = _text(papers.letter(dossier_id))
    assert "Số: [thiếu: số, ký hiệu tờ trình]" in text
    whole = commune.complete_dossier(tmp_path)
    assert papers.missing(whole) == {}


def test_the_papers_say_what_the_office_has_worded(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    before = papers.letter(dossier_id)
    texts = PaperTextService(commune.desk.store)
    texts.save("letter.closing", "Trân trọng kính đề nghị {{ decider }} quan tâm")
    assert "Trân trọng kính đề nghị Chủ tịch Ủy ban" in _text(papers.letter(dossier_id))
    texts.restore("letter.closing")
    assert papers.letter(dossier_id) == before


def test_the_council_s_meeting_opens_the_letter_where_nothing_else_was_typed(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    with commune.desk.store.writing() as session:
        term = CouncilTerm(name="Hội đồng 2021-2026")
        session.add(term)
        session.flush()
        session.add(
            CouncilSession(
                title="Phiên tháng 11",
                term_id=term.id,
                dossier_id=dossier_id,
                number="02/BB-HĐ",
                held_on=date(2023, 11, 15),
                method=VoteMethod.SHOW_OF_HANDS,
            )
        )
        session.commit()
    words = "phiên họp ngày 15 tháng 11 năm 2023 của Hội đồng Thi đua, khen thưởng (Biên bản số 02"
    assert words in _text(papers.letter(dossier_id))


def test_a_returned_dossier_has_its_slip(sent: TwoOffices, tmp_path: Path) -> None:
    sent.receive()
    appraisal = sent.district.appraisal
    first = appraisal.open(sent.dossier_id).nominations[0].id
    point = ReturnPoint(text="Ghi rõ số phiếu.", nomination_id=first, item_code="BAO_CAO")
    points = [point, ReturnPoint(text="Thiếu biên bản.")]
    appraisal.return_for_correction(sent.dossier_id, points, date(2023, 12, 1))
    (slip,) = sent.district.papers.save_dossier(sent.dossier_id, tmp_path)
    assert slip.name == "phieu-tra-ho-so.pdf"
    text = _text(slip.read_bytes())
    for words in (
        "Bà Đặng Thị Ước, Chiến sĩ thi đua cơ sở Báo cáo thành tích Ghi rõ số phiếu.",
        "2 Cả hồ sơ Thiếu biên bản.",
        "Kính gửi: Ủy ban nhân dân xã Đông An",
        "gửi lại hồ sơ trước ngày 01 tháng 12 năm 2023 để",
    ):
        assert words in text, words


def test_a_decided_dossier_has_decision_notice_and_invitations(
    appraised: TwoOffices, tmp_path: Path
) -> None:
    desk = appraised.district
    refused = {desk.appraisal.open(appraised.dossier_id).nominations[1].id: "Chưa đủ minh chứng"}
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft(), refused)
    assert report.decision_id is not None
    names = [f.name for f in desk.papers.save_dossier(appraised.dossier_id, tmp_path)]
    assert names == ["quyet-dinh-01-qd-ubnd.pdf", "giay-bao-ket-qua-01-qd-ubnd.pdf"]
    text = _text((tmp_path / names[1]).read_bytes())
    for words in ("1. Được khen thưởng: 01 cá nhân và 01 hộ gia đình", "Chưa đủ minh chứng"):
        assert words in text, words
    with desk.store.writing() as session:
        decision = session.get(Decision, report.decision_id)
        assert decision is not None
        decision.ceremony_on, decision.ceremony_place = date(2023, 12, 1), "Hội trường huyện"
        session.commit()
    both = desk.papers.save_decision(report.decision_id, tmp_path, None, tuple(PaperFormat))
    invitations = [f.name for f in both if f.name.startswith("giay-moi") and f.suffix == ".docx"]
    assert invitations == ["giay-moi-01-qd-ubnd.docx", "giay-moi-01-qd-ubnd-tung-nguoi.docx"]
    each = pypdfium2.PdfDocument(tmp_path / "giay-moi-01-qd-ubnd-tung-nguoi.pdf")
    assert len(each) == 2
    text = _text((tmp_path / "giay-moi-01-qd-ubnd.pdf").read_bytes())
    assert "[thiếu: số giấy mời]" in text
    assert "Hội trường huyện." in text


def test_a_department_asks_its_own_chair_in_its_own_name(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(
        tmp_path,
        receiver_office_id=None,
        letter_number="62/TTr-VHXH",
        signatory_name="Lò Văn Ỏn",
        signatory_title="Trưởng phòng Văn hóa - Xã hội",
    )
    folder = tmp_path / "giấy tờ"
    folder.mkdir()
    names = {path.name for path in papers.save_dossier(dossier_id, folder)}
    letter, listed = _text(papers.letter(dossier_id)), _text(papers.nomination_list(dossier_id))

    assert {"to-trinh.pdf", "danh-sach.pdf"} <= names
    for words in (
        "PHÒNG VĂN HÓA - XÃ HỘI",
        "Kính gửi: Chủ tịch Ủy ban nhân dân xã Đông An",
        "Phòng Văn hóa - Xã hội kính trình Chủ tịch Ủy ban nhân dân xã Đông An xem xét, quyết định",
        "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI",
        "Lò Văn Ỏn",
    ):
        assert words in letter, words
    assert "TM. ỦY BAN NHÂN DÂN" not in letter
    assert "Tờ trình số 62/TTr-VHXH" in " ".join(listed.split()).replace("tờ trình", "Tờ trình")


def test_what_is_decided_here_without_a_number_has_no_letter(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path, receiver_office_id=None, letter_number="")
    names = {path.name for path in papers.save_dossier(dossier_id, tmp_path)}

    assert "to-trinh.pdf" not in names
    assert "danh-sach.pdf" in names
