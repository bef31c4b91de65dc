"""Shares of direct workers and small collectives (P:II.2.1, catalogue §2.3 X10)."""

from datetime import date
from decimal import Decimal

from desktop.law.catalogue import Catalogue, shipped
from desktop.law.corrections import Correction, corrected
from desktop.law.shares import Listed, ShareKind, shares
from desktop.law.terms import RankGroup, RecipientKind

LAW = Catalogue.load()
TODAY = date(2023, 11, 20)
CN, TT, HGD = RecipientKind


def person(rank: RankGroup | None) -> Listed:
    return Listed(kind=CN, rank_group=rank)


def group(headcount: int | None) -> Listed:
    return Listed(kind=TT, headcount=headcount)


DIRECT, LEADER = person(RankGroup.DIRECT), person(RankGroup.LEADER)


def test_direct_workers_are_counted_among_people_and_compared_with_last_year() -> None:
    now = [DIRECT, DIRECT, LEADER, person(None), group(5), Listed(kind=HGD)]
    line, _ = shares(now, [DIRECT, LEADER, LEADER], LAW.parameters, TODAY)
    assert (line.kind, line.counted, line.of, line.unknown) == (ShareKind.DIRECT, 2, 4, 1)
    assert (line.percent, line.last) == (Decimal("50.0"), Decimal("33.3"))
    assert line.change == Decimal("16.7")
    assert line.lacks is None  # no target: LOCAL


def test_a_collective_is_small_up_to_the_offices_own_headcount() -> None:
    _, line = shares([group(20), group(21), group(None)], [], LAW.parameters, TODAY)
    assert (line.counted, line.of, line.unknown) == (1, 3, 1)
    assert (line.last, line.change) == (None, None)
    change = Correction.of("parameters.SMALL_HEADCOUNT", {"value": None}, "KH 5/KH-UBND")
    unset = Catalogue.read(corrected(shipped(), [change])).parameters
    assert shares([group(5)], [], unset, TODAY)[1].unknown == 1


def test_the_target_says_how_many_are_wanting() -> None:
    change = Correction.of("parameters.DIRECT_SHARE_TARGET", {"value": "70"}, "KH 5/KH-UBND")
    parameters = Catalogue.read(corrected(shipped(), [change])).parameters
    line, _ = shares([DIRECT, LEADER, LEADER], [], parameters, TODAY)
    assert line.lacks == 2  # 70 % of three is 2,1: three
    reached, _ = shares([DIRECT] * 4, [], parameters, TODAY)
    assert reached.lacks == 0


def test_an_empty_list_has_no_share() -> None:
    line, _ = shares([], [], LAW.parameters, TODAY)
    assert (line.percent, line.change, line.of) == (None, None, 0)
