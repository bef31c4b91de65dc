"""The demo's 30 nominations, judged by the same rules as any user's."""

import re
from uuid import NAMESPACE_URL, uuid5

import pytest

from desktop.demo.exemplars import EXEMPLARS
from desktop.demo.households_2023 import HOUSEHOLDS
from desktop.demo.names import people
from desktop.demo.nominations_2023 import DOSSIERS, nominations
from desktop.demo.places import units
from desktop.demo.shapes import DemoDossier, DemoNomination, prose
from desktop.law.catalogue import Catalogue
from desktop.law.facts import AttachmentFact, DossierFacts, NominationFacts
from desktop.law.problems import ProblemCode, Severity
from desktop.law.readiness import problems
from desktop.law.terms import RecipientKind, Tier

LAW = Catalogue.load()
RECIPIENTS = {
    RecipientKind.INDIVIDUAL: {p.key: p.full_name for p in people()},
    RecipientKind.COLLECTIVE: {u.key: u.name for u in units()},
    RecipientKind.HOUSEHOLD: {h.key: h.head_name for h in HOUSEHOLDS},
}


def facts_of(dossier: DemoDossier) -> DossierFacts:
    return DossierFacts(
        office_tier=Tier.COMMUNE,
        receiver_tier=Tier.DISTRICT if dossier.receiver else None,
        letter_number=dossier.letter_number,
        letter_date=dossier.letter_date,
        signatory_name=dossier.signatory_name,
        attachments=(AttachmentFact(item_code="BIEN_BAN", size=1),),
        nominations=tuple(
            nomination_facts(number, nomination, dossier)
            for number, nomination in enumerate(dossier.nominations)
        ),
    )


def nomination_facts(
    number: int, nomination: DemoNomination, dossier: DemoDossier
) -> NominationFacts:
    name = nomination.one_off.name if nomination.one_off else ""
    if nomination.recipient:
        name = RECIPIENTS[nomination.recipient_kind][nomination.recipient]
    files = (AttachmentFact(item_code="SANG_KIEN", size=1),) if nomination.initiative else ()
    return NominationFacts(
        id=uuid5(NAMESPACE_URL, f"{dossier.key}/{number}"),
        recipient_kind=nomination.recipient_kind,
        name=name,
        award_code=nomination.award_code,
        award_type=dossier.award_type,
        achievement=nomination.achievement,
        period_from=nomination.period_from,
        period_to=nomination.period_to,
        report=nomination.report,
        attachments=files,
    )


def test_there_are_30_nominations_over_every_award_and_recipient_the_demo_shows() -> None:
    assert len(nominations()) == 30
    awards = {nomination.award_code for nomination in nominations()}
    assert awards == {"GK_HUYEN", "GK_XA", "LDTT", "TTLDTT", "CSTDCS"}
    assert {nomination.recipient_kind for nomination in nominations()} == set(RecipientKind)


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.key)
def test_each_dossier_is_ready_by_the_law_of_2023(dossier: DemoDossier) -> None:
    found = problems(facts_of(dossier), LAW, dossier.decision.decided_on)
    assert [p.code for p in found if p.severity is Severity.BLOCKING] == []
    # Only TTLĐTT's decider is unread (catalogue §2.1, MEM-H); nothing else needs a reason.
    assert {p.code for p in found} <= {ProblemCode.DECIDER_UNVERIFIED}


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.key)
def test_letters_and_decisions_follow_one_another_and_are_signed(dossier: DemoDossier) -> None:
    assert dossier.letter_date < dossier.decision.decided_on
    assert dossier.signatory_name
    assert dossier.decision.signatory_name
    assert dossier.minutes.count("\n") >= 3


def test_each_recipient_exists_or_is_told_in_place() -> None:
    for nomination in nominations():
        if nomination.one_off is None:
            assert nomination.recipient in RECIPIENTS[nomination.recipient_kind]
        else:
            assert nomination.recipient is None
    assert sum(nomination.one_off is not None for nomination in nominations()) == 2


def test_examples_lead_to_nominations_of_the_same_recipient() -> None:
    by_key = {exemplar.key: exemplar.recipient for exemplar in EXEMPLARS}
    grown = [nomination for nomination in nominations() if nomination.exemplar]
    assert len(grown) == 4
    for nomination in grown:
        assert nomination.exemplar is not None
        assert by_key[nomination.exemplar] == nomination.recipient


def test_texts_are_as_long_as_they_should_be() -> None:
    for nomination in nominations():
        assert 20 <= len(nomination.achievement) <= 200
        assert 2 <= len(re.findall(r"[.!](?=\s|$)", nomination.summary)) <= 4
        assert nomination.report.count("\n") >= 2


def test_whoever_must_have_an_initiative_has_one() -> None:
    for nomination in nominations():
        assert bool(nomination.initiative) == (nomination.award_code == "CSTDCS")


def test_prose_joins_the_lines_of_a_paragraph_and_parts_paragraphs() -> None:
    written = """Một dòng
        nối tiếp.

        Đoạn hai."""
    assert prose(written) == "Một dòng nối tiếp.\nĐoạn hai."
