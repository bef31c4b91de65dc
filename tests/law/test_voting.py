"""Votes of a council (legal catalogue §4.3). Nothing of it was read in a source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.law.catalogue import Catalogue, shipped
from desktop.law.corrections import Correction, corrected
from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import VoteMethod
from desktop.law.voting import (
    Denominator,
    VoteOutcome,
    VoteRule,
    Votes,
    quorum,
    tally,
    vote_problems,
)

LAW = Catalogue.load()
OLD, NEW, AMENDED = date(2023, 11, 1), date(2024, 11, 1), date(2026, 11, 1)
C, V = ProblemCode, VoteOutcome
NOTHING = VoteRule(award="X", quorum=None, method=None, threshold=None)


def law_with(row: str, **changes: str) -> Catalogue:
    return Catalogue.read(corrected(shipped(), [Correction.of(row, changes, "Quy chế 1/QC-HĐ")]))


@pytest.mark.parametrize(
    ("award", "day", "percent", "method"),
    [
        ("CSTDTQ", OLD, 90, VoteMethod.SECRET_BALLOT),  # MEM-H
        ("CSTDTQ", AMENDED, 90, VoteMethod.SECRET_BALLOT),
        ("CSTDT", OLD, 90, VoteMethod.SECRET_BALLOT),  # MEM-L
        ("CSTDT", NEW, 90, VoteMethod.SECRET_BALLOT),  # MEM-L, 80 to 90
        ("CSTDCS", OLD, None, VoteMethod.SECRET_BALLOT),  # LOCAL
        ("COTDT", NEW, None, VoteMethod.SECRET_BALLOT),
        ("LDTT", OLD, None, VoteMethod.SHOW_OF_HANDS),  # LOCAL
        ("TTLDTT", NEW, None, VoteMethod.SHOW_OF_HANDS),
        ("GK_XA", AMENDED, None, VoteMethod.SHOW_OF_HANDS),
    ],
)
def test_how_a_council_votes_on_an_award(
    award: str, day: date, percent: int | None, method: VoteMethod
) -> None:
    rule = LAW.vote_rule(award, day)
    assert rule.percent == percent
    assert rule.method is not None
    assert rule.method.method is method
    assert (rule.denominator, rule.verified) == (Denominator.TOTAL, False)


def test_outside_every_regime_nothing_is_known_of_a_vote() -> None:
    assert LAW.vote_rule("LDTT", date(1999, 1, 1)) == replace(NOTHING, award="LDTT")


@pytest.mark.parametrize(
    ("members", "present", "needed", "met"),
    [  # two thirds of the members, MEM-M
        (9, 6, 6, True),
        (9, 5, 6, False),
        (10, 7, 7, True),
        (10, 6, 7, False),
        (11, 8, 8, True),
        (1, 1, 1, True),
        (0, 0, 0, False),
    ],
)
def test_two_thirds_must_be_in_the_room(
    members: int, present: int, needed: int, *, met: bool
) -> None:
    found = quorum(LAW.vote_rule("LDTT", OLD), members, present, written=3)
    assert (found.needed, found.met, found.written) == (needed, met, 3)


def test_without_a_rule_nobody_can_say_whether_enough_came() -> None:
    found = quorum(NOTHING, 9, 1)
    assert (found.needed, found.met, found.rule) == (None, None, None)


@pytest.mark.parametrize(
    ("award", "in_favour", "percent", "outcome"),
    [  # of ten members, whoever was present
        ("CSTDT", 9, "90.00", V.PASSED),
        ("CSTDT", 8, "80.00", V.NOT_PASSED),
        ("CSTDTQ", 10, "100.00", V.PASSED),
        ("LDTT", 5, "50.00", V.NO_RULE),
        ("CSTDT", None, None, V.NOT_COUNTED),
        ("CSTDT", -1, None, V.NOT_COUNTED),
        ("CSTDT", 0, "0.00", V.NOT_PASSED),
    ],
)
def test_a_vote_passes_on_all_members(
    award: str, in_favour: int | None, percent: str | None, outcome: VoteOutcome
) -> None:
    result = tally(LAW.vote_rule(award, OLD), 10, 7, Votes(in_favour=in_favour))
    assert result.outcome is outcome
    assert result.percent == (None if percent is None else Decimal(percent))
    assert (result.of, result.verified, result.citation) == (10, False, "")


def test_the_exact_share_decides_not_the_rounded_one() -> None:
    law = law_with("votes.threshold.CSTDT.R2003", percent="66.67")
    result = tally(law.vote_rule("CSTDT", OLD), 3, 3, Votes(in_favour=2))
    assert (result.percent, result.outcome) == (Decimal("66.67"), V.NOT_PASSED)


def test_the_offices_own_rules_may_count_on_those_present() -> None:
    law = law_with("votes.quorum.R2003-R2022-R2025-R2026", denominator="PRESENT")
    result = tally(law.vote_rule("CSTDT", OLD), 10, 8, Votes(in_favour=8))
    assert (result.of, result.outcome) == (8, V.PASSED)


def test_a_recused_member_neither_votes_nor_counts() -> None:
    result = tally(LAW.vote_rule("CSTDT", OLD), 10, 10, Votes(in_favour=9, recused=1))
    assert (result.of, result.percent) == (9, Decimal("100.00"))
    nobody = tally(LAW.vote_rule("CSTDT", OLD), 1, 1, Votes(in_favour=0, recused=1))
    assert (nobody.of, nobody.percent, nobody.outcome) == (0, None, V.NOT_COUNTED)


def test_what_the_office_reads_is_verified_and_cited() -> None:
    rows = ("votes.threshold.CSTDT.R2003", "votes.quorum.R2003-R2022-R2025-R2026")
    changes = [Correction.of(row, {}, "Quy chế 1/QC-HĐ") for row in rows]
    law = Catalogue.read(corrected(shipped(), changes))
    result = tally(law.vote_rule("CSTDT", OLD), 10, 10, Votes(in_favour=9))
    assert (result.verified, result.citation) == (True, "Quy chế 1/QC-HĐ")


def test_without_any_rule_every_member_counts_and_nothing_passes() -> None:
    result = tally(NOTHING, 4, 3, Votes(in_favour=3))
    assert (result.of, result.outcome, result.citation) == (4, V.NO_RULE, "")


@pytest.mark.parametrize(
    ("votes", "codes"),
    [
        (Votes(), []),
        (Votes(issued=9, collected=9, valid=8, in_favour=7, against=1), []),
        (Votes(issued=10), [("issued", C.ISSUED_OVER_MEMBERS)]),
        (Votes(issued=9, recused=1), [("issued", C.RECUSED_VOTED)]),
        (Votes(issued=8, collected=9), [("collected", C.COLLECTED_OVER_ISSUED)]),
        (Votes(issued=9, collected=8, valid=9), [("valid", C.VALID_OVER_COLLECTED)]),
        (Votes(valid=8, in_favour=7, against=2), [("in_favour", C.VOTES_OVER_VALID)]),
        (Votes(collected=8, in_favour=9), [("in_favour", C.VOTES_OVER_VALID)]),
        (Votes(in_favour=10), [("in_favour", C.VOTES_OVER_VALID)]),
        (Votes(in_favour=9, recused=1), [("in_favour", C.VOTES_OVER_VALID)]),
        (
            Votes(issued=12, collected=13, valid=14, in_favour=15),
            [
                ("issued", C.ISSUED_OVER_MEMBERS),
                ("collected", C.COLLECTED_OVER_ISSUED),
                ("valid", C.VALID_OVER_COLLECTED),
                ("in_favour", C.VOTES_OVER_VALID),
            ],
        ),
    ],
)
def test_numbers_that_cannot_be_are_pointed_at(
    votes: Votes, codes: list[tuple[str, ProblemCode]]
) -> None:
    found = list(vote_problems(9, votes))
    assert [(p.field, p.code) for p in found] == codes
    assert all(p.severity is Severity.BLOCKING for p in found)


def test_valid_ballots_for_nobody_warn_and_still_have_a_result() -> None:
    votes = Votes(issued=9, collected=9, valid=9, in_favour=7, against=1)
    (found,) = vote_problems(9, votes)
    assert (found.field, found.code) == ("against", C.VOTES_UNDER_VALID)
    assert found.severity is Severity.WARNING
    assert tally(LAW.vote_rule("CSTDT", OLD), 9, 9, votes).percent == Decimal("77.78")


def test_impossible_numbers_have_no_result() -> None:
    result = tally(LAW.vote_rule("CSTDT", OLD), 9, 9, Votes(in_favour=12))
    assert (result.outcome, result.percent) == (V.NOT_COUNTED, None)
