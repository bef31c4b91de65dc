"""What the letter, the list and the council's papers say of nominations gathered from communes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from desktop.law.terms import Verdict
from desktop.services.consolidation import Purpose
from desktop.services.council_papers import CouncilPaper
from desktop.services.council_tally import all_agree
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft
from desktop.services.desk import Desk
from desktop.services.papers import PaperFormat
from tests.documents.reading import Pdf
from tests.services.commune_dossier import saved
from tests.services.council_kit import DUTIES, SINCE
from tests.services.received_dossiers import receive

HIGHER = Verdict.SEND_HIGHER


@pytest.fixture
def gathered(district: Desk) -> tuple[Desk, UUID]:
    """Two namesakes of two communes, gathered for the office above, with a letter."""
    for commune in ("Đông An", "Đông Hải"):
        asked = [("Bùi Thị Ơn", "BK_TINH", HIGHER), (f"Thôn {commune}", "BK_TINH", HIGHER)]
        receive(district, commune, asked)
    found = district.consolidation.candidates(Purpose.ABOVE)
    dossier = district.consolidation.create(Purpose.ABOVE, [c.id for c in found]).dossier_id
    draft = district.dossiers.open_draft(dossier)
    saved(
        district.dossiers,
        replace(draft, letter_number="88/TTr-UBND", letter_date=date(2023, 11, 19)),
    )
    return district, dossier


def words(pdf: bytes) -> str:
    return Pdf(pdf).text


def test_the_letter_says_how_many_each_office_asked_for(gathered: tuple[Desk, UUID]) -> None:
    desk, dossier = gathered
    letter = words(desk.papers.letter(dossier, PaperFormat.PDF))
    assert "Danh sách được tổng hợp từ đề nghị của 02 cơ quan, đơn vị:" in letter
    assert "1 Ủy ban nhân dân xã Đông An 01 01 02 2 Ủy ban nhân dân xã Đông Hải 01 01 02" in letter
    assert "Tổng cộng 02 02 04" in letter


def test_the_list_says_which_commune_a_namesake_is_from(gathered: tuple[Desk, UUID]) -> None:
    desk, dossier = gathered
    listed = words(desk.papers.nomination_list(dossier, PaperFormat.PDF))
    assert listed.count("Bùi Thị Ơn") == 2
    for commune in ("Đông An", "Đông Hải"):
        assert f"Giáo viên, Trường Tiểu học, xã {commune}" in listed


def test_two_namesakes_of_two_communes_are_two_people(gathered: tuple[Desk, UUID]) -> None:
    desk, dossier = gathered
    codes = {problem.code.value for problem in desk.dossiers.check(dossier)}
    assert "RECIPIENT_TWICE" not in codes


def test_a_session_notes_which_commune_a_namesake_is_from(gathered: tuple[Desk, UUID]) -> None:
    desk, dossier = gathered
    notes = {v.recipient_name: v.note for v in desk.council_sessions.draft_for(dossier).votes}
    assert notes == {"Bùi Thị Ơn": "xã Đông Hải", "Thôn Đông An": "", "Thôn Đông Hải": ""}


@pytest.mark.parametrize("paper", [CouncilPaper.BALLOTS, CouncilPaper.TALLY, CouncilPaper.MINUTES])
def test_the_councils_papers_tell_them_apart(
    gathered: tuple[Desk, UUID], paper: CouncilPaper, tmp_path: Path
) -> None:
    desk, dossier = gathered
    members = tuple(CouncilMemberLine(full_name=n, duty=d, joined_on=SINCE) for n, d in DUTIES)
    saved(desk.council_terms, CouncilTermDraft(name="Hội đồng", starts_on=SINCE, members=members))
    draft = replace(desk.council_sessions.draft_for(dossier), held_on=date(2023, 11, 18))
    session = saved(desk.council_sessions, all_agree(draft))
    drawn = words(desk.council_papers.draw(session, paper))
    for commune in ("Đông An", "Đông Hải"):
        assert f"Bùi Thị Ơn, xã {commune}" in drawn
