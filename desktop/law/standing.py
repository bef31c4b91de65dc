"""Whether each nominated one meets the standard of the award, told as problems of the dossier.

What the records prove is silent; what they disprove, leave open, or leave to a person's word is a
problem each, with the article and the regime of the row it rests on. ``field`` says where it is
cured: a field of the nomination, ``STANDARDS`` for its conditions, ``RECORD + field`` for the
record of the person, unit or household, ``PAGE + subject`` for records of another subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop.law.catalogue import Catalogue
from desktop.law.conditions import MissingFact, MissingField
from desktop.law.eligibility import Eligibility, Finding, Met, eligibility
from desktop.law.facts import NominationFacts
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.rows import Confidence

STANDARDS = "standards"
"""The field of a problem that is cured among the conditions of a nomination."""
RECORD = "record:"
"""Begins the field of a problem that is cured in the recipient's own record."""
PAGE = "page:"
"""Begins the field of a problem that is cured on the page of another subject."""

_CODES = {
    Met.NOT_MET: ProblemCode.STANDARD_NOT_MET,
    Met.UNDECIDED: ProblemCode.STANDARD_UNDECIDED,
    Met.ATTEST: ProblemCode.STANDARD_TO_ATTEST,
}
_CURED_IN = {
    MissingField.EVALUATION: f"{RECORD}evaluations",
    MissingField.TITLE: f"{RECORD}prior_awards",
    MissingField.DISCIPLINE_DAY: f"{RECORD}disciplines",
    MissingField.STARTED_ON: f"{RECORD}started_on",
    MissingField.HEADCOUNT: f"{RECORD}headcount",
    MissingField.INITIATIVE: f"{PAGE}initiatives",
    MissingField.INITIATIVE_YEAR: f"{PAGE}initiatives",
    MissingField.INITIATIVE_SHARE: f"{PAGE}initiatives",
    MissingField.REGISTRATION: f"{PAGE}campaigns",
    MissingField.MEMBERS_TITLED: f"{PAGE}people",
    MissingField.MEMBERS_DONE: f"{PAGE}people",
    MissingField.MEMBERS_DISCIPLINED: f"{PAGE}people",
    MissingField.AWARD_TYPE: "award_type",
}


def year_of(nomination: NominationFacts, day: date) -> int:
    """Return the year an award is asked for: the achievement's last, else the dossier's day's."""
    return nomination.period_to.year if nomination.period_to else day.year


def judged(nomination: NominationFacts, law: Catalogue, day: date) -> Eligibility | None:
    """Return how a nomination stands against its award's standard; None where none is known.

    None is also what a recipient gets of whom no record is held here, and an award of no code.
    """
    if nomination.recipient is None or law.find_award(nomination.award_code) is None:
        return None
    year = year_of(nomination, day)
    found = eligibility(
        nomination.recipient, nomination.award_code, year, day, law, nomination.award_type
    )
    return found if found.findings else None


def standard_problems(nomination: NominationFacts, law: Catalogue, day: date) -> Iterator[Problem]:
    """Yield what keeps a nomination from meeting its award's standard, in the order of the law."""
    for year in nomination.contradictory_years:
        data: dict[str, object] = {"name": nomination.name, "year": year}
        code, cure = ProblemCode.EVALUATIONS_CONTRADICT, f"{RECORD}evaluations"
        yield Problem(cure, code, Severity.WARNING, data, nomination.id)
    found = judged(nomination, law, day)
    for finding in found.findings if found else ():
        # Advice that could not be checked tells nobody anything.
        told = not (finding.advisory and finding.outcome is Met.UNDECIDED)
        if told and finding.outcome is not Met.MET:
            yield _problem(nomination, finding, law)


def _problem(nomination: NominationFacts, finding: Finding, law: Catalogue) -> Problem:
    award = law.award(nomination.award_code)
    data: dict[str, object] = {
        "name": nomination.name,
        "award": award.name,
        "condition": finding.code,
        "text": finding.text,
        "regime": finding.regime,
        "missing": ", ".join(missing_text(fact, law) for fact in finding.missing),
    }
    return Problem(
        cured_in(finding),
        _CODES[finding.outcome],
        _severity(finding),
        data,
        nomination.id,
        finding.citation,
        finding.verified,
    )


def _severity(finding: Finding) -> Severity:
    """Return how far a finding holds back: a fact nobody recorded asks at least for a reason.

    Whether the rule itself is certain does not make the missing fact less missing; only what is
    left to local rules, which this office may not have, stays for information.
    """
    is_local = finding.confidence is Confidence.LOCAL
    if finding.outcome is Met.UNDECIDED and finding.missing and not is_local:
        return Severity.WARNING
    return finding.severity


def cured_in(finding: Finding) -> str:
    """Return where a finding is cured, as the field of a problem."""
    if finding.outcome is Met.UNDECIDED and finding.missing:
        return _CURED_IN.get(finding.missing[0].field, STANDARDS)
    return STANDARDS


def missing_text(fact: MissingFact, law: Catalogue) -> str:
    """Return what is not recorded, in words: «xếp loại năm 2023»."""
    award = law.find_award(fact.award)
    return fact.field.label.format(year=fact.year, award=award.short_name if award else fact.award)
