"""What a certificate says is what the decision says, whoever edits what afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest

from desktop.errors import DocumentFailed, MoveRefused, NotFound, StorageError, UsageError
from desktop.models import AwardRecord, Nomination
from desktop.services.certificates import Calibration, as_sentence
from tests.services.two_offices import TwoOffices


@pytest.fixture
def decided(appraised: TwoOffices) -> tuple[TwoOffices, UUID]:
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft(number=12))
    assert report.decision_id is not None
    return appraised, report.decision_id


def words_of(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded().replace("\r\n", " ") for page in document]
    document.close()
    return pages


def test_each_certificate_is_worded_from_its_award_record(decided: Any) -> None:
    two, decision_id = decided
    texts = two.district.certificates.certificate_texts(decision_id)
    assert [t.name for t in texts] == ["Đặng Thị Ước", "Thôn Đoài", "Nguyễn Văn Ơn"]
    assert [t.honorific for t in texts] == ["Bà", "Tập thể", "Hộ gia đình ông"]
    first = texts[0]
    assert first.authority == "Chủ tịch Ủy ban nhân dân huyện Thanh Bình"
    assert (first.verb, first.award_title) == ("TẶNG DANH HIỆU", "CHIẾN SĨ THI ĐUA CƠ SỞ")
    assert first.post_unit == "Giáo viên, Thôn Đoài, xã Đông An"
    assert first.achievement.startswith("Đã có thành tích xuất sắc")
    assert first.decision_line == "Quyết định số 12/QĐ-UBND ngày 20 tháng 11 năm 2023"
    assert first.register_line == "Vào sổ khen thưởng số 1"
    assert first.place_date == "Thanh Bình, ngày 20 tháng 11 năm 2023"
    assert (first.signer_title, first.signer_name) == ("CHỦ TỊCH", "Vũ Thị Hạnh")


def test_a_deputy_signs_for_the_chair(appraised: TwoOffices) -> None:
    draft = appraised.draft(signatory_name="Lê Văn Ích", signatory_title="Phó Chủ tịch")
    report = appraised.district.decisions.decide(appraised.dossier_id, draft)
    assert report.decision_id is not None
    text = appraised.district.certificates.certificate_texts(report.decision_id)[0]
    assert text.signer_title == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"


def test_the_whole_decision_is_printed_in_its_order_and_noted(decided: Any, tmp_path: Path) -> None:
    two, decision_id = decided
    target = tmp_path / "giấy khen.pdf"
    written = two.district.certificates.write_pdf(decision_id, target)
    assert (written.pages, written.numbers) == (3, ("1", "2", "3"))
    pages = words_of(target)
    for page, name in zip(pages, ["Đặng Thị Ước", "Thôn Đoài", "Nguyễn Văn Ơn"], strict=True):
        assert name in page.replace("\u00a0", " ")
    event = two.district.store.history("decisions", decision_id)[-1]
    assert event.event == "certificates_printed"
    assert event.data == {"numbers": ["1", "2", "3"], "layout": "a4-plain", "overlay": False}


@pytest.mark.parametrize(
    ("wanted", "numbers"), [("2-3", ("2", "3")), ("3", ("3",)), (" 1 - 1 ", ("1",)), ("", None)]
)
def test_a_range_is_of_places_in_the_list(
    decided: Any, tmp_path: Path, wanted: str, numbers: tuple[str, ...] | None
) -> None:
    two, decision_id = decided
    target = tmp_path / "x.pdf"
    written = two.district.certificates.write_pdf(decision_id, target, page_range=wanted)
    assert written.numbers == (numbers or ("1", "2", "3"))


@pytest.mark.parametrize("wanted", ["0", "4", "3-2", "1-9", "một", "1,2", "-", "١", "２-3"])
def test_a_range_outside_the_list_is_refused_and_nothing_is_written(
    decided: Any, tmp_path: Path, wanted: str
) -> None:
    two, decision_id = decided
    with pytest.raises(UsageError):
        two.district.certificates.write_pdf(decision_id, tmp_path / "x.pdf", page_range=wanted)
    assert list(tmp_path.glob("*.pdf")) == []


def test_an_overlay_leaves_the_preprinted_words_to_the_blank(decided: Any, tmp_path: Path) -> None:
    two, decision_id = decided
    certificates = two.district.certificates
    certificates.write_pdf(decision_id, tmp_path / "whole.pdf")
    certificates.write_pdf(
        decision_id, tmp_path / "over.pdf", overlay=True, calibration=Calibration(right=1.5)
    )
    whole, over = words_of(tmp_path / "whole.pdf")[0], words_of(tmp_path / "over.pdf")[0]
    assert "CỘNG HÒA" in whole.upper()
    assert "CỘNG HÒA" not in over.upper()


def test_a_name_too_long_refuses_the_batch_before_a_blank_is_spoilt(
    decided: Any, tmp_path: Path
) -> None:
    two, decision_id = decided
    with two.district.store.writing() as session:
        award_id = two.district.decisions.open(decision_id).awards[0].id
        award = session.get_one(AwardRecord, award_id)
        award.recipient_name = "Nguyễn Thị " * 40
        nomination = session.get_one(Nomination, award.nomination_id)
        nomination.recipient_name = award.recipient_name
        session.commit()
    with pytest.raises(DocumentFailed) as refused:
        two.district.certificates.write_pdf(decision_id, tmp_path / "x.pdf")
    assert refused.value.data["number"] == "1"
    assert not (tmp_path / "x.pdf").exists()
    assert two.district.store.history("decisions", decision_id)[-1].event != "certificates_printed"


def test_certificates_are_printed_where_it_was_decided(decided: Any, tmp_path: Path) -> None:
    two, decision_id = decided
    (package,) = two.district.store.paths.outbox.glob("quyet-dinh-*")
    two.commune.inbox.receive(package)
    with pytest.raises(MoveRefused) as refused:
        two.commune.certificates.write_pdf(decision_id, tmp_path / "x.pdf")
    assert refused.value.code is MoveRefused.Code.WRONG_SEAT
    with pytest.raises(NotFound):
        two.district.certificates.certificate_texts(uuid4())


def test_a_folder_that_is_not_there_is_said_so(decided: Any, tmp_path: Path) -> None:
    two, decision_id = decided
    with pytest.raises(StorageError):
        two.district.certificates.write_pdf(decision_id, tmp_path / "absent" / "x.pdf")


def test_every_layout_offered_can_print(decided: Any, tmp_path: Path) -> None:
    two, decision_id = decided
    for code, name in two.district.certificates.layouts():
        assert name
        two.district.certificates.write_pdf(decision_id, tmp_path / f"{code}.pdf", code)


@pytest.mark.parametrize(
    ("achievement", "said"),
    [
        ("Đã có thành tích trong phong trào.", "Đã có thành tích trong phong trào"),
        ("có thành tích trong phong trào", "Đã có thành tích trong phong trào"),
        ("Thành tích trong phong trào", "Đã có thành tích trong phong trào"),
        ("Xuất sắc trong lao động", "Đã có thành tích xuất sắc trong lao động"),
        ("Hiến  120 m2 đất\nlàm đường", "Đã hiến 120 m2 đất làm đường"),
        ("Đa dạng hóa cây trồng", "Đã đa dạng hóa cây trồng"),
        ("ĐHĐB Hội Nông dân thành công", "Đã ĐHĐB Hội Nông dân thành công"),
        ("vì đã cứu người", "Vì đã cứu người"),
        ("", ""),
    ],
)
def test_an_achievement_is_read_as_one_sentence(achievement: str, said: str) -> None:
    assert as_sentence(achievement) == said
