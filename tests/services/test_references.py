"""An id that stands for no record is a problem beside its field, never a broken save."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from desktop.law.problems import ProblemCode, Severity
from desktop.services.campaigns import CampaignDraft, RegistrationLine
from desktop.services.council_drafts import AttendanceLine, CouncilSessionDraft, VoteLine
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft
from desktop.services.desk import Desk
from desktop.services.dossiers import DossierDraft
from desktop.services.exemplars import ExemplarDraft
from desktop.services.fields import Draft
from desktop.services.households import HouseholdDraft
from desktop.services.initiatives import AuthorLine, InitiativeDraft
from desktop.services.nominations import NominationDraft
from desktop.services.offices import OfficeDraft
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft

_NOBODY = UUID("00000000-0000-4000-8000-00000000dead")
_SESSION = CouncilSessionDraft(title="Phiên họp", term_id=_NOBODY)


def _council(**lines: object) -> Callable[[Desk], CouncilSessionDraft]:
    def made(office: Desk) -> CouncilSessionDraft:
        term = office.council_terms.save_draft(CouncilTermDraft(name="Hội đồng")).id
        return CouncilSessionDraft(title="Phiên họp", term_id=term, **lines)  # type: ignore[arg-type]

    return made


@pytest.mark.parametrize(
    ("subject", "draft", "field"),
    [
        ("council_sessions", _SESSION, "term_id"),
        ("council_sessions", _council(dossier_id=_NOBODY), "dossier_id"),
        (
            "council_sessions",
            _council(attendance=(AttendanceLine(member_id=_NOBODY, full_name="Ước"),)),
            "attendance[0].member_id",
        ),
        (
            "council_sessions",
            _council(votes=(VoteLine(nomination_id=_NOBODY, recipient_name="Ước"),)),
            "votes[0].nomination_id",
        ),
        (
            "council_terms",
            CouncilTermDraft(
                name="Hội đồng",
                members=(CouncilMemberLine(full_name="Hảo"), CouncilMemberLine(person_id=_NOBODY)),
            ),
            "members[1].person_id",
        ),
        (
            "initiatives",
            InitiativeDraft(title="Sổ tay", authors=(AuthorLine(person_id=_NOBODY),)),
            "authors[0].person_id",
        ),
        ("people", PersonDraft(full_name="Đỗ Văn Ước", unit_id=_NOBODY), "unit_id"),
        ("units", UnitDraft(name="Thôn Ngọc Sơn", parent_id=_NOBODY), "parent_id"),
        ("units", UnitDraft(name="Thôn Ngọc Sơn", head_id=_NOBODY), "head_id"),
        ("offices", OfficeDraft(name="Ủy ban nhân dân xã Ơn", parent_id=_NOBODY), "parent_id"),
        ("households", HouseholdDraft(head_name="Đỗ Văn Ước", unit_id=_NOBODY), "unit_id"),
        ("households", HouseholdDraft(head_person_id=_NOBODY), "head_person_id"),
        ("campaigns", CampaignDraft(name="Xanh", upper_campaign_id=_NOBODY), "upper_campaign_id"),
        (
            "campaigns",
            CampaignDraft(name="Xanh", registrations=(RegistrationLine(unit_id=_NOBODY),)),
            "registrations[0].unit_id",
        ),
        ("exemplars", ExemplarDraft(person_id=_NOBODY), "person_id"),
        ("dossiers", DossierDraft(title="Hồ sơ", campaign_id=_NOBODY), "campaign_id"),
        ("nominations", NominationDraft(dossier_id=_NOBODY), "dossier_id"),
    ],
)
def test_an_unknown_record_is_told_once_beside_its_field(
    office: Desk, subject: str, draft: Draft | Callable[[Desk], Draft], field: str
) -> None:
    service = getattr(office, subject)

    report = service.save_draft(draft if isinstance(draft, Draft) else draft(office))

    assert not report.saved
    (told,) = [p for p in report.problems if p.code is ProblemCode.NOT_A_CHOICE]
    assert (told.field, told.severity) == (field, Severity.BLOCKING)
    assert told.data["label"]


def test_an_archived_record_is_still_known(office: Desk) -> None:
    unit = office.units.save_draft(UnitDraft(name="Thôn Ngọc Sơn")).id
    assert unit is not None
    office.units.archive(unit, "sáp nhập")

    assert office.people.save_draft(PersonDraft(full_name="Đỗ Văn Ước", unit_id=unit)).saved


def test_records_saved_together_may_point_at_one_another(office: Desk) -> None:
    above = UUID("00000000-0000-4000-8000-0000000000a1")

    reports = office.units.save_many(
        [UnitDraft(id=above, name="Xã Đông An"), UnitDraft(name="Thôn Ngọc Sơn", parent_id=above)]
    )

    assert all(report.saved for report in reports)
