"""What tests of the council start from: a council of nine, a dossier, a session on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from desktop.law.terms import CouncilDuty
from desktop.services.council_drafts import CouncilSessionDraft
from desktop.services.council_tally import all_agree
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft
from desktop.services.desk import Desk
from tests.services.commune_dossier import Commune, saved

HELD_ON = date(2023, 11, 16)
SINCE = date(2021, 7, 12)
DUTIES = (
    ("Đỗ Văn Ước", CouncilDuty.CHAIR),
    ("Lã Thị Hảo", CouncilDuty.FIRST_VICE),
    ("Vũ Đình Ổn", CouncilDuty.MEMBER),
    ("Trần Văn Sẵn", CouncilDuty.MEMBER),
    ("Lê Hữu Tỵ", CouncilDuty.MEMBER),
    ("Bùi Mỹ Duyên", CouncilDuty.MEMBER),
    ("Lã Mạnh Hùng", CouncilDuty.MEMBER),
    ("Nguyễn Thị Mơ", CouncilDuty.SECRETARY),
)


class Council:
    """A commune whose council has nine members, the nominated teacher among them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.commune = Commune(desk)
        named = tuple(
            CouncilMemberLine(full_name=name, post="cán bộ xã", duty=duty, joined_on=SINCE)
            for name, duty in DUTIES
        )
        teacher = CouncilMemberLine(person_id=self.commune.teacher, joined_on=SINCE)
        self.term = saved(
            desk.council_terms,
            CouncilTermDraft(
                name="Hội đồng Thi đua - Khen thưởng xã Đông An",
                starts_on=SINCE,
                ends_on=date(2026, 6, 30),
                members=(*named, teacher),
            ),
        )
        self.dossier = self.commune.dossier()
        for kind, record_id, award in self.commune.recipients:
            desk.nominations.add_recipients(self.dossier, [(kind, record_id)], award)

    def begun(self) -> CouncilSessionDraft:
        """Return an unsaved session on the dossier, held on a day of the term."""
        draft = self.desk.council_sessions.draft_for(self.dossier)
        return replace(draft, held_on=HELD_ON, starts_at="8h", ends_at="10h", place="Hội trường")

    def held(self, draft: CouncilSessionDraft | None = None) -> UUID:
        """Save a session on which everybody agrees."""
        return saved(self.desk.council_sessions, all_agree(draft or self.begun()))
