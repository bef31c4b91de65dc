"""Who already holds what, told apart where two people share a name."""

from __future__ import annotations

from dataclasses import replace

from desktop.law.terms import Gender
from desktop.services.awards import PriorAwardLine
from desktop.services.people import PersonDraft
from tests.services.commune_dossier import saved
from tests.services.two_offices import TwoOffices


def known(two: TwoOffices, name: str, born: int | None, **more: object) -> None:
    """Let the district know a person with an award of last year."""
    award = PriorAwardLine(year=2022, award_code="CSTDCS", decision_number="7/QĐ-UBND")
    draft = PersonDraft(
        full_name=name, gender=Gender.FEMALE, birth_year=born, prior_awards=(award,)
    )
    saved(two.district.people, replace(draft, **more))


def test_an_award_under_the_same_name_and_year_of_birth_is_certain(sent: TwoOffices) -> None:
    sent.receive()
    known(sent, "ĐẶNG THỊ ƯỚC", 1984)
    teacher = sent.district.appraisal.open(sent.dossier_id).nominations[0]
    (prior,) = teacher.prior
    assert (prior.award, prior.year, prior.certain) == ("Chiến sĩ thi đua cơ sở", 2022, True)
    assert sent.district.appraisal.prior(teacher.id).rows == (prior,)


def test_a_namesake_born_in_another_year_is_somebody_else(sent: TwoOffices) -> None:
    sent.receive()
    known(sent, "Đặng Thị Ước", 1961)
    assert sent.district.appraisal.open(sent.dossier_id).nominations[0].prior == ()


def test_a_namesake_of_unknown_birth_is_shown_as_perhaps(sent: TwoOffices) -> None:
    sent.receive()
    known(sent, "Đặng Thị Ước", None)
    (prior,) = sent.district.appraisal.open(sent.dossier_id).nominations[0].prior
    assert not prior.certain


def test_a_units_award_is_not_a_persons(sent: TwoOffices) -> None:
    sent.receive()
    known(sent, "Thôn Đoài", None)
    assert sent.district.appraisal.open(sent.dossier_id).nominations[1].prior == ()


def test_what_was_decided_here_counts_and_the_nominations_own_award_does_not(
    appraised: TwoOffices,
) -> None:
    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert [
        n.prior for n in appraised.district.appraisal.open(appraised.dossier_id).nominations
    ] == [
        (),
        (),
        (),
    ]
