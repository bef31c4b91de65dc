"""What votes come to: quorum, percentages, passed only where a threshold is known (§4.3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop.law.catalogue import Catalogue
from desktop.law.terms import Presence, VoteMethod
from desktop.services.council_drafts import (
    AttendanceLine,
    CouncilSessionDraft,
    RecusalLine,
    VoteLine,
)
from desktop.services.council_results import SessionCount, count_session, percent_words

_DAY = date(2023, 11, 16)
_NAMES = ("An", "Bình", "Cường", "Dung", "Em", "Giang", "Hà", "Ích", "Khoa")


def _members(present: int, written: int = 0) -> tuple[AttendanceLine, ...]:
    states = [Presence.PRESENT] * present + [Presence.WRITTEN] * written
    states += [Presence.EXCUSED] * (len(_NAMES) - len(states))
    return tuple(
        AttendanceLine(full_name=n, presence=p) for n, p in zip(_NAMES, states, strict=True)
    )


def _vote(award: str, in_favour: int, against: int = 0) -> VoteLine:
    cast = in_favour + against
    return VoteLine(
        recipient_name="Bà Ơn",
        award_code=award,
        issued=cast,
        collected=cast,
        valid=cast,
        in_favour=in_favour,
        against=against,
    )


def _count(draft: CouncilSessionDraft) -> SessionCount:
    return count_session(draft, Catalogue.load(), _DAY)


@pytest.mark.parametrize(
    ("present", "met"),
    [(9, True), (6, True), (5, False), (0, False)],  # §4.3 «Quorum ≥ 2/3», MEM-M
)
def test_two_thirds_of_the_members_make_a_quorum(present: int, met: bool) -> None:
    count = _count(CouncilSessionDraft(attendance=_members(present), held_on=_DAY))

    assert (count.quorum.needed, count.quorum.met, count.has_quorum) == (6, met, met)
    assert count.quorum.rule is not None
    assert not count.quorum.rule.verified


def test_written_opinions_vote_but_do_not_make_a_quorum() -> None:
    draft = CouncilSessionDraft(attendance=_members(5, 3), votes=(_vote("GK_HUYEN", 8),))

    count = _count(draft)

    assert count.quorum.met is False
    assert count.outcomes[0].percent == "88,89%"


def test_where_nobody_met_those_who_answered_make_the_quorum() -> None:
    draft = CouncilSessionDraft(attendance=_members(0, 7), method=VoteMethod.WRITTEN)

    assert _count(draft).quorum.met is True


def test_without_members_nothing_can_be_told() -> None:
    count = _count(CouncilSessionDraft(votes=(_vote("GK_HUYEN", 0),)))

    assert not count.has_quorum
    assert count.outcomes[0].percent == ""
    assert count.outcomes[0].passed is None


def test_the_percentage_is_of_all_members_not_of_those_present() -> None:
    # §4.3 «Denominator: % counted on total members of council», MEM-M
    count = _count(CouncilSessionDraft(attendance=_members(7), votes=(_vote("GK_HUYEN", 7),)))

    assert count.outcomes[0].percent == "77,78%"


def test_a_recused_member_is_not_among_those_counted() -> None:
    draft = CouncilSessionDraft(
        attendance=_members(9),
        votes=(_vote("CSTDCS", 8),),
        recusals=(RecusalLine(full_name="An", recipient_name="Bà Ơn"),),
    )

    assert _count(draft).outcomes[0].percent == "100%"


def test_where_no_threshold_is_known_nobody_passes_or_fails() -> None:
    # §4.3 «CSTDCS, LDTT, TTLDTT, GK: not fixed nationally», LOCAL
    count = _count(CouncilSessionDraft(attendance=_members(9), votes=(_vote("GK_HUYEN", 1, 8),)))

    assert count.outcomes[0].passed is None
    assert count.outcomes[0].percent == "11,11%"


@pytest.mark.parametrize(("in_favour", "passed"), [(9, True), (8, False)])
def test_an_unverified_threshold_judges_and_says_that_it_is_unverified(
    in_favour: int, passed: bool
) -> None:
    # §4.3 «Threshold CSTDT ≥ 90 % (R2003)», MEM-L: 8 of 9 are 88,89 %
    vote = _vote("CSTDT", in_favour, 9 - in_favour)
    count = _count(CouncilSessionDraft(attendance=_members(9), votes=(vote,)))

    assert count.outcomes[0].passed is passed
    assert not count.outcomes[0].result.verified


def test_numbers_that_cannot_be_give_no_percentage() -> None:
    vote = VoteLine(recipient_name="Bà Ơn", issued=9, collected=9, valid=9, in_favour=12, against=0)
    count = _count(CouncilSessionDraft(attendance=_members(9), votes=(vote,)))

    assert not count.outcomes[0].is_counted


@pytest.mark.parametrize(
    ("percent", "words"),
    [("100.00", "100%"), ("88.89", "88,89%"), ("77.50", "77,5%"), ("0.00", "0%"), (None, "")],
)
def test_percentages_are_written_as_papers_write_them(percent: str | None, words: str) -> None:
    assert percent_words(Decimal(percent) if percent else None) == words
