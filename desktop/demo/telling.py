"""How the demo's nominations are written down: one call each, the texts as plain paragraphs."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.demo.shapes import (
    DemoDecision,
    DemoDossier,
    DemoNomination,
    DemoOffice,
    prose,
)
from desktop.law.terms import AwardType, RecipientKind

_COUNCIL = 9


def _told(
    kind: RecipientKind,
    recipient: str | None,
    award: str,
    achievement: str,
    summary: str,
    report: str,
    **more: Any,
) -> DemoNomination:
    return DemoNomination(
        recipient_kind=kind,
        recipient=recipient,
        award_code=award,
        achievement=prose(achievement),
        summary=prose(summary),
        report=prose(report),
        **more,
    )


def person(recipient: str | None, award: str, *texts: str, **more: Any) -> DemoNomination:
    """Return a person's nomination; ``texts`` are achievement, summary and report."""
    return _told(RecipientKind.INDIVIDUAL, recipient, award, *texts, **more)


def collective(recipient: str | None, award: str, *texts: str, **more: Any) -> DemoNomination:
    """Return a unit's nomination; ``texts`` are achievement, summary and report."""
    return _told(RecipientKind.COLLECTIVE, recipient, award, *texts, **more)


def household(recipient: str | None, award: str, *texts: str, **more: Any) -> DemoNomination:
    """Return a household's nomination; ``texts`` are achievement, summary and report."""
    return _told(RecipientKind.HOUSEHOLD, recipient, award, *texts, **more)


def minutes_of(office: DemoOffice, held_on: str, matter: str, nominations: int) -> str:
    """Return the minutes of the meeting that proposed the nominations."""
    return prose(
        f"""Hồi 14 giờ 00 ngày {held_on}, tại hội trường {office.name}, Hội đồng Thi đua - Khen
        thưởng {office.area} họp xét {matter}.

        Thành phần: {_COUNCIL}/{_COUNCIL} thành viên có mặt, vắng 0. Chủ trì: {office.chair},
        {office.chair_title} Ủy ban nhân dân, Chủ tịch Hội đồng. Thư ký: {office.officer_name}.

        Thư ký đọc báo cáo thành tích của {nominations} trường hợp. Các thành viên thảo luận về
        thành tích, phạm vi ảnh hưởng, việc chấp hành chủ trương, pháp luật của từng trường hợp.

        Kết quả biểu quyết: phiếu phát ra {_COUNCIL}, thu về {_COUNCIL}, hợp lệ {_COUNCIL}; đồng ý
        {_COUNCIL}/{_COUNCIL} (100%) đối với cả {nominations} trường hợp.

        Hội đồng thống nhất đề nghị khen thưởng {nominations} trường hợp. Biên bản được thông qua
        hồi 16 giờ 30 cùng ngày."""
    )


def dossier(
    key: str,
    office: DemoOffice,
    receiver: DemoOffice | None,
    title: str,
    award_type: AwardType,
    letter: tuple[str, date],
    held_on: str,
    opening: str,
    decision: tuple[str, date],
    nominations: tuple[DemoNomination, ...],
    campaign: str | None = None,
) -> DemoDossier:
    """Return a dossier; the chair of the office that decides signs the decision.

    What goes up is signed by the chair, what stays is put before the chair by the officer.
    """
    decider = receiver or office
    signs = (office.chair, office.chair_title) if receiver else _officer(office)
    return DemoDossier(
        key=key,
        office=office.key,
        receiver=receiver.key if receiver else None,
        title=title,
        award_type=award_type,
        campaign=campaign,
        letter_number=letter[0],
        letter_date=letter[1],
        signatory_name=signs[0],
        signatory_title=signs[1],
        opening=prose(opening),
        minutes=minutes_of(office, held_on, title[0].lower() + title[1:], len(nominations)),
        decision=DemoDecision(
            number=decision[0],
            decided_on=decision[1],
            signatory_name=decider.chair,
            signatory_title=decider.chair_title,
        ),
        nominations=nominations,
    )


def _officer(office: DemoOffice) -> tuple[str, str]:
    return office.officer_name, office.officer_post
