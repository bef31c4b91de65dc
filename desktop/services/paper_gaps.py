"""What the papers of a dossier or of a decision would still show as missing, told without drawing.

Whatever has a problem of its own in ``law/readiness.py`` (number, date and signatory of the letter,
award, achievement, period, report) is told there and not again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import AwardType, RecipientKind
from desktop.models import Dossier, Nomination, Office
from desktop.services.appraisal_rows import live_nominations
from desktop.services.paper_sources import sender_of
from desktop.services.paper_words import area_of, in_area, post_unit

_LIST, _REPORT, _DECISION = "danh sách đề nghị", "báo cáo thành tích", "quyết định khen thưởng"
_WHERE = {
    RecipientKind.INDIVIDUAL: ("recipient_post", "chức vụ, đơn vị"),
    RecipientKind.HOUSEHOLD: ("recipient_address", "địa chỉ"),
}
_WHOLE = "Hồ sơ"


def paper_gaps(
    session: Session, dossier: Dossier, listed: Sequence[Nomination] | None = None
) -> list[Problem]:
    """Return what is missing on the papers of a dossier of this office, the list's signer first.

    ``listed`` are its live nominations in order, where the caller has read them already.
    """
    found = []
    office = session.scalars(sa.select(Office).where(Office.is_self)).one()
    stays_here = dossier.receiver_office_id in {None, office.id}
    if stays_here and not (dossier.signatory_name or office.signatory_name).strip():
        found.append(_gap("signatory_name", _LIST, "người ký"))
    for nomination in live_nominations(session, dossier.id) if listed is None else listed:
        found += _nomination_gaps(nomination)
    return found


def decision_gaps(
    session: Session, dossier: Dossier, granted: Sequence[Nomination]
) -> list[Problem]:
    """Return what would be missing in the decision, for those it grants an award to."""
    sender = sender_of(session, dossier)
    area = area_of(sender.name) if sender else ""
    found: list[Problem] = []
    for nomination in granted:
        # The decision names the sender's area beside them, which then is where they are.
        if not in_area(post_unit(nomination), area).strip():
            found += _where_gap(nomination, _DECISION)
        if not nomination.achievement.strip():
            found.append(_gap("achievement", _DECISION, "thành tích", nomination))
    return found


def _nomination_gaps(nomination: Nomination) -> Iterator[Problem]:
    if not post_unit(nomination).strip():
        yield from _where_gap(nomination, _LIST)
    needs_birth = (
        nomination.recipient_kind is RecipientKind.INDIVIDUAL
        and nomination.award_type is not AwardType.SUDDEN
        and nomination.report.strip()
    )
    if needs_birth and not (nomination.recipient_birth_date or nomination.recipient_birth_year):
        yield _gap("recipient_birth_date", _REPORT, "ngày, năm sinh", nomination)


def _where_gap(nomination: Nomination, paper: str) -> Iterator[Problem]:
    if nomination.recipient_kind in _WHERE:
        field, label = _WHERE[nomination.recipient_kind]
        yield _gap(field, paper, label, nomination)


def _gap(field: str, paper: str, label: str, nomination: Nomination | None = None) -> Problem:
    name = nomination.recipient_name if nomination else _WHOLE
    data: dict[str, object] = {"name": name, "paper": paper, "field": label}
    record = nomination.id if nomination else None
    return Problem(field, ProblemCode.PAPER_VALUE_MISSING, data=data, record=record)
