"""Every paper of a dossier and of a decision, each with the name its file gets; none drawn yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.achievement_report import achievement_report
from desktop.documents.cancel_decision import cancel_decision
from desktop.documents.decision import award_decision
from desktop.documents.invitation import invitation
from desktop.documents.paper import Block, OfficialPaper, Table, known
from desktop.documents.result_notice import result_notice
from desktop.documents.return_slip import return_slip
from desktop.documents.submission_letter import nomination_list, submission_letter
from desktop.law.terms import DecisionKind
from desktop.models import Decision
from desktop.services.answer_sources import invitation_of, result_notice_of, return_slip_of
from desktop.services.cancel_sources import cancel_decision_of
from desktop.services.council_minutes import council_papers_of
from desktop.services.decision_dossiers import answers_dossier, dossiers_of
from desktop.services.decision_rows import find_decision
from desktop.services.moves import dossier_of
from desktop.services.paper_sources import DossierSource, decision_of, dossier_source, letter_of
from desktop.services.paper_texts import texts_of
from desktop.services.report_sources import report_of, report_records
from desktop.services.submission_data import slug

_LIST_ABOUT = "Đề nghị khen thưởng"


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """One paper, the plain name of its file without suffix, and papers that follow it there."""

    stem: str
    paper: OfficialPaper
    others: tuple[OfficialPaper, ...] = ()


def sent_papers(session: Session, source: DossierSource) -> Iterator[NamedPaper]:
    """Yield what goes with a dossier: letter, list, minutes, a report per nomination with one.

    What this office decides itself has a letter once its number and date are typed.

    Raises:
        DocumentFailed: VALUE_MISSING where nobody is nominated.
        TemplateRefused: a sentence the office has changed cannot be used.
    """
    if source.has_letter:
        yield NamedPaper("to-trinh", submission_letter(letter_of(source), source.texts))
    yield NamedPaper("danh-sach", list_paper(source))
    for stem, minutes in council_papers_of(session, source.dossier.id):
        yield NamedPaper(stem, minutes)
    records = report_records(session, source.nominations)
    width = max(2, len(str(len(source.nominations))))
    for number, nomination in enumerate(source.nominations, 1):
        if nomination.report.strip():
            said = report_of(source, nomination, records)
            stem = f"bao-cao-{number:0{width}d}-{slug(nomination.recipient_name)}"
            yield NamedPaper(stem, achievement_report(said, source.texts))


def dossier_papers(session: Session, dossier_id: UUID, today: date) -> Iterator[NamedPaper]:
    """Yield every paper this office makes of a dossier, its own or a received one.

    Raises:
        NotFound: there is no such dossier.
        DocumentFailed, TemplateRefused: as for ``sent_papers``.
    """
    dossier = dossier_of(session, dossier_id)
    texts = texts_of(session)
    if dossier.origin_office_id is None:
        yield from sent_papers(session, dossier_source(session, dossier_id, today))
    else:
        if slip := return_slip_of(session, dossier):
            yield NamedPaper("phieu-tra-ho-so", return_slip(slip, texts))
        for stem, minutes in council_papers_of(session, dossier_id):
            yield NamedPaper(stem, minutes)
    made = sa.select(Decision.id).where(answers_dossier(dossier_id), Decision.made_here)
    for decision_id in session.scalars(made.order_by(Decision.decided_on, Decision.sort_key)):
        yield from decision_papers(session, decision_id, today, dossier_id)


def decision_papers(
    session: Session, decision_id: UUID, today: date, dossier_id: UUID | None = None
) -> Iterator[NamedPaper]:
    """Yield the papers of a decision made here: itself, the notices, the invitations.

    Every sender gets a notice. Invitations come once anything of the ceremony is typed: one for all
    with their list, and one for each in a file to print at once.

    Args:
        session: to read with.
        decision_id: which one.
        today: the day the papers are drawn.
        dossier_id: only the notice to this one's sender; to all when None.

    Raises:
        NotFound: there is no such decision.
        DocumentFailed: NOTHING_TO_PRINT for one made elsewhere.
    """
    decision = find_decision(session, decision_id)
    stem = f"quyet-dinh-{slug(decision.number)}"
    yield NamedPaper(stem, decision_paper(session, decision_id))
    if decision.kind is DecisionKind.CANCEL:
        return
    yield from _notices(session, decision, dossier_id)
    if decision.ceremony_on or decision.ceremony_place or decision.invitation_number:
        yield from _invitations(session, decision, today)


def decision_paper(session: Session, decision_id: UUID) -> OfficialPaper:
    """Return the paper of a decision made here, whether it grants awards or takes them back.

    Raises:
        NotFound: there is no such decision.
        DocumentFailed, TemplateRefused: as for ``sent_papers``.
    """
    texts = texts_of(session)
    if find_decision(session, decision_id).kind is DecisionKind.CANCEL:
        return cancel_decision(cancel_decision_of(session, decision_id), texts)
    return award_decision(decision_of(session, decision_id), texts)


def _notices(session: Session, decision: Decision, dossier_id: UUID | None) -> Iterator[NamedPaper]:
    """Yield giấy báo kết quả to each sender, named by place where there are several."""
    answered, texts = dossiers_of(session, decision.id), texts_of(session)
    width = len(str(len(answered)))
    for place, dossier in enumerate(answered, 1):
        if dossier_id is not None and dossier.id != dossier_id:
            continue
        notice = result_notice_of(session, dossier)
        if notice:
            which = f"-{place:0{width}d}-{slug(notice.sender)}" if len(answered) > 1 else ""
            stem = f"giay-bao-ket-qua-{slug(decision.number)}{which}"
            yield NamedPaper(stem, result_notice(notice, texts))


def _invitations(session: Session, decision: Decision, today: date) -> Iterator[NamedPaper]:
    invited, texts = invitation_of(session, decision.id, today), texts_of(session)
    yield NamedPaper(f"giay-moi-{slug(decision.number)}", invitation(invited, texts=texts))
    first, *others = (invitation(invited, guest, texts) for guest in invited.guests)
    yield NamedPaper(f"giay-moi-{slug(decision.number)}-tung-nguoi", first, tuple(others))


def list_paper(source: DossierSource) -> OfficialPaper:
    """Return danh sách đề nghị as a paper of its own, upright.

    Raises:
        DocumentFailed: VALUE_MISSING where nobody is nominated.
    """
    letter = letter_of(source)
    annex = nomination_list(letter, source.texts)
    with_letter = f"{_LIST_ABOUT} ({annex.subtitle[:1].lower()}{annex.subtitle[1:]})"
    signer = letter.signature.name or ("" if source.is_sent else source.office.signatory_name)
    return OfficialPaper(
        superior_agency=letter.superior_agency,
        agency=known(letter.agency, "tên cơ quan"),
        number="",
        place=known(letter.place, "địa danh"),
        date=letter.date,
        title="Danh sách",
        subject=with_letter if source.has_letter else letter.subject,
        body=tuple(_upright(block) for block in annex.blocks),
        signature=replace(letter.signature, name=known(signer, "người ký")),
    )


def _upright(block: Block) -> Block:
    """Return the list's table with room for three figures in the narrower page's first column."""
    if not isinstance(block, Table):
        return block
    number, *others = block.columns
    return replace(block, columns=(replace(number, share=number.share * 1.6), *others))
