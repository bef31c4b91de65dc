"""Papers say what the records say: letter, list, reports and decision, read back from the PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2
import pytest

from desktop.errors import Cancelled, DocumentFailed, NotFound, StorageError
from desktop.law.terms import AwardType, Gender, RecipientKind, Tier
from desktop.models import AwardRecord, Decision, Dossier, Nomination, Office
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.papers import PaperService
from tests.services.commune_dossier import Commune, saved


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


def test_a_report_tells_who_what_and_what_was_held_before(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    held = PriorAwardLine(
        year=2022,
        award_code="LDTT",
        decision_number="07/QĐ-UBND",
        decided_on=date(2023, 1, 5),
        decided_by="Chủ tịch Ủy ban nhân dân xã Đông An",
    )
    teacher = commune.desk.people.open_draft(commune.teacher)
    saved(commune.desk.people, replace(teacher, prior_awards=(held,)))
    dossier_id = commune.complete_dossier(tmp_path)
    person, village, household = commune.desk.nominations.rows(dossier_id)
    text = _text(papers.report(person.id))
    for words in (
        "danh hiệu “Chiến sĩ thi đua cơ sở”",
        "08/03/1984",
        "Giáo viên",
        "từ ngày 01/01/2023 đến ngày 31/12/2023",
        "đã hoàn thành tốt nhiệm vụ được giao",
        "Lao động tiên tiến",
        "Số 07/QĐ-UBND ngày 05/01/2023 của Chủ tịch Ủy ban nhân dân xã Đông An",
    ):
        assert words in text, words
    assert "ĐẠI DIỆN TẬP THỂ" in _text(papers.report(village.id)).upper()
    assert "ĐẠI DIỆN HỘ GIA ĐÌNH" in _text(papers.report(household.id)).upper()


def test_a_collectives_head_signs_its_report(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    unit = commune.desk.units.open_draft(commune.village)
    saved(commune.desk.units, replace(unit, head_id=commune.farmer, head_title="Trưởng thôn"))
    dossier_id = commune.complete_dossier(tmp_path)
    village = commune.desk.nominations.rows(dossier_id)[1]
    text = _text(papers.report(village.id))
    assert "Đặng Thị Ước" in text
    assert "TRƯỞNG THÔN" in text.upper()


def test_a_one_off_recipient_has_a_report_without_a_history(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    first = commune.desk.nominations.rows(dossier_id)[0].id
    draft = commune.desk.nominations.open_draft(first)
    unlinked = replace(
        draft,
        person_id=None,
        recipient_birth_date=None,
        recipient_birth_year=1984,
        recipient_gender=Gender.UNKNOWN,
        period_to=None,
    )
    saved(commune.desk.nominations, unlinked)
    text = _text(papers.report(first))
    assert "Năm sinh: 1984" in text
    assert "Giới tính" not in text
    assert "Thời gian tính thành tích" not in text


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


def test_a_paper_with_a_gap_is_refused(commune: Commune, papers: PaperService) -> None:
    empty = commune.dossier()
    with pytest.raises(DocumentFailed):
        papers.letter(empty)
    (nomination,) = commune.desk.nominations.add_recipients(
        empty, [(RecipientKind.INDIVIDUAL, commune.teacher)], "CSTDCS"
    ).added
    with pytest.raises(DocumentFailed):
        papers.report(nomination)
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
            dossier_id=dossier.id,
            signatory_name="Vũ Thị Hạnh",
            signatory_title="CHỦ TỊCH",
            subject=subject,
        )
        session.add(decision)
        session.flush()
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
