from __future__ import annotations

from uuid import uuid4

import pytest

from desktop.law.problems import ProblemCode
from desktop.services.desk import Desk
from desktop.services.registers import NumberSeries, RegisterService


@pytest.fixture
def registers(office: Desk) -> RegisterService:
    return RegisterService(office.store)


def _take(
    office: Desk,
    registers: RegisterService,
    series: NumberSeries,
    year: int,
    number: int | None = None,
) -> int:
    with office.store.writing() as session:
        taken = registers.take(session, series, year, number, uuid4())
        session.commit()
        return taken


def test_the_first_number_of_a_series_is_one(registers: RegisterService) -> None:
    assert registers.next_number(NumberSeries.DECISION, 2023) == 1


def test_numbers_follow_one_another_and_each_year_starts_again(
    office: Desk, registers: RegisterService
) -> None:
    assert [_take(office, registers, NumberSeries.DECISION, 2023) for _ in range(3)] == [1, 2, 3]
    assert _take(office, registers, NumberSeries.DECISION, 2024) == 1
    assert _take(office, registers, NumberSeries.CERTIFICATE, 2023) == 1


def test_a_number_typed_by_hand_moves_the_next_one_behind_it(
    office: Desk, registers: RegisterService
) -> None:
    assert _take(office, registers, NumberSeries.DECISION, 2023, 41) == 41
    assert registers.next_number(NumberSeries.DECISION, 2023) == 42


def test_a_number_once_used_is_a_problem_and_a_free_one_is_none(
    office: Desk, registers: RegisterService
) -> None:
    _take(office, registers, NumberSeries.DECISION, 2023, 7)
    with office.store.reading() as session:
        used = registers.problem(session, NumberSeries.DECISION, 2023, 7)
        free = registers.problem(session, NumberSeries.DECISION, 2023, 8)
        none = registers.problem(session, NumberSeries.DECISION, 2023, None)
        zero = registers.problem(session, NumberSeries.DECISION, 2023, 0)
    assert used is not None
    assert used.code is ProblemCode.NUMBER_TAKEN
    assert used.data == {"number": 7, "year": 2023}
    assert free is None
    assert none is None
    assert zero is not None
    assert zero.code is ProblemCode.NOT_A_NUMBER


def test_a_number_taken_in_a_failed_act_is_free_again(
    office: Desk, registers: RegisterService
) -> None:
    with office.store.writing() as session:
        registers.take(session, NumberSeries.DECISION, 2023, None, uuid4())
    assert registers.next_number(NumberSeries.DECISION, 2023) == 1


def test_the_register_lists_what_each_number_was_used_for(
    office: Desk, registers: RegisterService
) -> None:
    record = uuid4()
    with office.store.writing() as session:
        registers.take(session, NumberSeries.CERTIFICATE, 2023, None, record)
        session.commit()
    (row,) = registers.list_rows()
    assert (row.series, row.year, row.number) == (NumberSeries.CERTIFICATE, 2023, 1)
    assert row.used_for == record
