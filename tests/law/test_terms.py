"""The closed lists and what may be asked of them."""

import inspect

import pytest

from desktop.law import problems, rows, terms
from desktop.law.terms import Seat, UnitKind
from desktop.vietnamese.labels import Labelled

LISTS = [
    found
    for module in (terms, rows, problems)
    for _, found in inspect.getmembers(module, inspect.isclass)
    if issubclass(found, Labelled) and found not in {Labelled, problems.ProblemCode}
]


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.__name__)
def test_codes_are_ascii_and_labels_are_unique(listed: type[Labelled]) -> None:
    labels = [member.label for member in listed]
    assert len(set(labels)) == len(labels)
    assert all(str(member).isascii() for member in listed)


def test_cooperatives_and_enterprises_are_counted_as_enterprises() -> None:
    counted = {kind for kind in UnitKind if kind.is_enterprise}
    assert counted == {UnitKind.COOPERATIVE, UnitKind.ENTERPRISE}  # catalogue §7.3


@pytest.mark.parametrize(
    ("seat", "sends", "receives"),
    [(Seat.SENDING, True, False), (Seat.RECEIVING, False, True), (Seat.BOTH, True, True)],
)
def test_a_seat_says_what_the_office_does(seat: Seat, *, sends: bool, receives: bool) -> None:
    assert (seat.sends, seat.receives) == (sends, receives)
