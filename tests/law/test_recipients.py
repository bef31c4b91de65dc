"""Recipients of one dossier held against each other."""

from dataclasses import replace
from uuid import UUID

import pytest

from desktop.law.facts import NominationFacts
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.recipients import recipient_problems
from desktop.law.terms import RecipientKind

C, S = ProblemCode, Severity


def nominee(number: int = 1, **changes: object) -> NominationFacts:
    """A person nominated for the commune's giấy khen."""
    person = NominationFacts(
        id=UUID(int=number),
        recipient_id=UUID(int=100 + number),
        recipient_kind=RecipientKind.INDIVIDUAL,
        name=f"Đỗ Thị Ước {number}",
        unit="Thôn Đông",
        birth_year=1970,
        award_code="GK_XA",
    )
    return replace(person, **changes)  # type: ignore[arg-type]


def told(*nominations: NominationFacts) -> list[Problem]:
    return [found for one in recipient_problems(nominations).values() for found in one]


def test_one_recipient_stands_once_for_one_award() -> None:
    twice = nominee(2, recipient_id=UUID(int=101))
    (found,) = told(nominee(1), twice)
    assert found.code is C.RECIPIENT_TWICE
    assert (found.severity, found.record) == (S.BLOCKING, twice.id)
    assert found.data == {"name": "Đỗ Thị Ước 2", "position": 1}


def test_one_recipient_may_stand_for_two_awards() -> None:
    # X7: LDTT and CSTDCS in one year.
    both = nominee(2, recipient_id=UUID(int=101), award_code="LDTT")
    assert told(nominee(1), both) == []


def test_a_one_off_recipient_is_known_by_name_unit_and_year_of_birth() -> None:
    typed = {"recipient_id": None, "name": "Đỗ Thị Ước"}
    marked = nominee(2, **{**typed, "name": "do thi uoc"})
    assert [p.code for p in told(nominee(1, **typed), marked)] == [C.RECIPIENT_TWICE]


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({"birth_year": 1985}, True),  # same unit
        ({"birth_year": None, "unit": "Thôn Tây"}, True),  # year unknown
        ({"unit": "Thôn Tây"}, True),  # same year, another unit
        ({"birth_year": 1985, "unit": "Thôn Tây"}, False),
        ({"birth_year": 1985, "recipient_kind": RecipientKind.COLLECTIVE}, False),
    ],
)
def test_two_people_of_one_name_are_pointed_at_when_a_reader_could_mix_them_up(
    changes: dict[str, object], *, warned: bool
) -> None:
    first, second = nominee(1, name="Đỗ Thị Ước"), nominee(2, name="ĐỖ THỊ ƯỚC", **changes)
    found = [problem.code for problem in told(first, second)]
    assert (found == [C.HOMONYM]) is warned
    assert found in ([C.HOMONYM], [])


def test_many_recipients_are_compared_in_one_pass() -> None:
    crowd = tuple(nominee(number) for number in range(1, 3_001))
    assert recipient_problems(crowd) == {}
