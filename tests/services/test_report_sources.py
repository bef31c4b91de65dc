"""What a báo cáo thành tích says of whom, and under whose name."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop.law.terms import (
    AwardType,
    Gender,
    Grade,
    InitiativeKind,
    InitiativeLevel,
    UnitKind,
)
from desktop.models import (
    Initiative,
    InitiativeAuthor,
)
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.papers import PaperFormat, PaperService
from desktop.services.people import EvaluationLine
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


def _docx_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as word:
        markup = word.read("word/document.xml").decode()
    return " ".join(re.sub("<[^>]+>", " ", markup).split())


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
    assert "Thời gian tính thành tích: [thiếu: thời gian tính thành tích]" in text


def test_a_report_tells_life_grades_and_initiatives_from_the_records(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    teacher = commune.desk.people.open_draft(commune.teacher)
    graded = tuple(
        EvaluationLine(year=year, grade=Grade.GOOD) for year in (2016, 2020, 2021, 2022, 2023, 2024)
    )
    draft = replace(teacher, evaluations=graded, home_town="Hưng Yên", education="Đại học")
    saved(commune.desk.people, draft)
    with commune.desk.store.writing() as session:
        idea = Initiative(
            title="Dạy chữ bằng thơ",
            kind=InitiativeKind.INITIATIVE,
            level=InitiativeLevel.BASE,
            year=2023,
            decision_number="3/QĐ-HĐSK",
            authors=[InitiativeAuthor(person_id=commune.teacher)],
        )
        session.add(idea)
        session.commit()
    dossier_id = commune.complete_dossier(tmp_path)
    text = _text(papers.report(commune.desk.nominations.rows(dossier_id)[0].id))
    for words in ("Quê quán: Hưng Yên", "Đại học", "2023 Dạy chữ bằng thơ Cơ sở Số 3/QĐ-HĐSK"):
        assert words in text, words
    assert "2016 Hoàn thành" in text
    assert "2024 Hoàn thành" not in text  # after the achievement's time


def test_sudden_merit_has_a_short_report(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    first = commune.desk.nominations.rows(dossier_id)[0].id
    draft = commune.desk.nominations.open_draft(first)
    saved(commune.desk.nominations, replace(draft, award_type=AwardType.SUDDEN))
    assert "BÁO CÁO TÓM TẮT THÀNH TÍCH" in _text(papers.report(first))


def test_a_household_and_a_villager_write_under_no_office(
    commune: Commune, papers: PaperService, tmp_path: Path
) -> None:
    person, village, household = commune.desk.nominations.rows(commune.complete_dossier(tmp_path))

    for row in (person, household):
        head = _text(papers.report(row.id)).partition("BÁO CÁO")[0]
        assert head.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        assert "Đông An, ngày" in head
        assert "BAN NHÂN DÂN" not in head
        assert "ĐÔNG AN" in _docx_text(papers.report(village.id, PaperFormat.DOCX))
        assert (
            "BAN NHÂN DÂN"
            not in _docx_text(papers.report(row.id, PaperFormat.DOCX)).partition("BÁO CÁO")[0]
        )


@pytest.mark.parametrize(
    ("kind", "has_committee"),
    [
        (UnitKind.COOPERATIVE, False),
        (UnitKind.ENTERPRISE, False),
        (UnitKind.ASSOCIATION, False),
        (UnitKind.SCHOOL, True),
    ],
)
def test_a_business_or_association_stands_under_no_committee(
    commune: Commune, papers: PaperService, tmp_path: Path, kind: UnitKind, has_committee: bool
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    village = commune.desk.units.open_draft(commune.village)
    saved(commune.desk.units, replace(village, kind=kind))
    _, unit, _ = commune.desk.nominations.rows(dossier_id)

    head = _text(papers.report(unit.id)).partition("BÁO CÁO")[0]
    assert ("ỦY BAN NHÂN DÂN" in head) is has_committee
    assert "THÔN ĐOÀI" in head
