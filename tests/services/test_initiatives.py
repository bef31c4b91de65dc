"""Initiatives: authors and shares, the year, the same title twice, finding while typing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import InitiativeKind, InitiativeLevel
from desktop.services.desk import Desk
from desktop.services.initiatives import AuthorLine, InitiativeDraft
from desktop.services.people import PersonDraft


def _person(office: Desk, name: str) -> UUID:
    report = office.people.save_draft(PersonDraft(full_name=name))
    assert report.id is not None
    return report.id


def _save(office: Desk, title: str, **values: object) -> UUID:
    report = office.initiatives.save_draft(InitiativeDraft(title=title, **values))  # type: ignore[arg-type]
    assert report.id is not None, report.problems
    return report.id


def test_a_saved_initiative_opens_as_typed_with_its_authors_named_from_the_list(
    office: Desk,
) -> None:
    person = _person(office, "Đỗ Thị Hường")
    made = _save(
        office,
        "Sổ tay điện tử hướng dẫn thủ tục hành chính",
        kind=InitiativeKind.TOPIC,
        level=InitiativeLevel.PROVINCE,
        recognised_on=date(2023, 11, 10),
        decision_number="812/QĐ-UBND",
        authors=(
            AuthorLine(person_id=person, full_name="gõ nhầm", share=60),
            AuthorLine(full_name="Nguyễn Văn Khách", share=40),
        ),
    )

    opened = office.initiatives.open_draft(made)

    assert [(a.full_name, a.share) for a in opened.authors] == [
        ("Đỗ Thị Hường", 60),
        ("Nguyễn Văn Khách", 40),
    ]
    (row,) = office.initiatives.list_rows()
    assert row.authors == "Đỗ Thị Hường (60%), Nguyễn Văn Khách (40%)"


@pytest.mark.parametrize(
    ("year", "recognised_on", "kept"),
    [
        (None, date(2023, 11, 10), 2023),
        (2022, date(2023, 1, 5), 2022),
        (None, None, None),
    ],
)
def test_the_year_is_that_of_the_recognition_unless_typed(
    office: Desk, year: int | None, recognised_on: date | None, kept: int | None
) -> None:
    made = _save(office, "Máy tẽ ngô", year=year, recognised_on=recognised_on)

    assert office.initiatives.open_draft(made).year == kept


def test_shares_over_the_whole_and_an_author_without_a_name_are_problems(office: Desk) -> None:
    person = _person(office, "Đỗ Thị Hường")
    authors = (
        AuthorLine(person_id=person, share=70),
        AuthorLine(share=10),
        AuthorLine(person_id=person, share=30),
    )

    report = office.initiatives.save_draft(InitiativeDraft(title="Máy tẽ ngô", authors=authors))

    assert not report.saved
    assert [(p.field, p.code) for p in report.problems] == [
        ("authors[1].person_id", ProblemCode.REQUIRED),
        ("authors[2].person_id", ProblemCode.ALREADY_TAKEN),
        ("authors[2].share", ProblemCode.SHARES_TOO_MANY),
    ]


@pytest.mark.parametrize("shares", [(50, 50), (100, None), (0, 0), (33, 33)])
def test_shares_up_to_the_whole_are_kept(office: Desk, shares: tuple[int | None, ...]) -> None:
    authors = tuple(AuthorLine(full_name=f"Tác giả {s}", share=s) for s in shares)

    assert office.initiatives.save_draft(InitiativeDraft(title="A", authors=authors)).saved


def test_the_same_title_marks_aside_is_a_warning_and_a_longer_one_is_not(office: Desk) -> None:
    first = _save(office, "Bếp đun tiết kiệm", authors=(AuthorLine(full_name="A"),))
    again = office.initiatives.save_draft(InitiativeDraft(title="BEP ĐUN  TIET KIEM"))
    longer = office.initiatives.save_draft(InitiativeDraft(title="Bếp đun tiết kiệm củi"))
    own = office.initiatives.open_draft(first)

    assert [(p.code, p.severity) for p in again.problems] == [
        (ProblemCode.SAME_TITLE, Severity.WARNING)
    ]
    assert again.saved
    assert longer.problems == ()
    assert again.id is not None
    office.initiatives.archive(again.id, "Nhập hai lần")
    assert office.initiatives.save_draft(replace(own, note="x")).problems == ()


def test_an_initiative_is_found_by_title_author_or_decision_without_marks(office: Desk) -> None:
    person = _person(office, "Đỗ Thị Hường")
    _save(
        office,
        "Bếp đun tiết kiệm",
        decision_number="812/QĐ-UBND",
        authors=(AuthorLine(person_id=person),),
    )

    for text in ("bep dun", "huong", "812/qd"):
        assert [m.title for m in office.initiatives.find(text)] == ["Bếp đun tiết kiệm"], text


def test_the_newest_year_stands_first(office: Desk) -> None:
    _save(office, "B", year=2022)
    _save(office, "C", year=2023)
    _save(office, "A", year=2023)

    assert [r.title for r in office.initiatives.list_rows()] == ["A", "C", "B"]


def test_the_same_author_by_name_is_a_warning_and_two_people_chosen_are_not(office: Desk) -> None:
    one, other = (_person(office, "Đỗ Thị Hường") for _ in range(2))
    typed = AuthorLine(full_name="ĐỖ THỊ HƯỜNG")

    def warned(*authors: AuthorLine) -> list[tuple[str, Severity]]:
        report = office.initiatives.save_draft(InitiativeDraft(title="A", authors=authors))
        assert report.saved
        office.initiatives.archive(report.id, "thử")
        twice = [p for p in report.problems if p.code is ProblemCode.MEMBER_TWICE]
        return [(p.field, p.severity) for p in twice]

    chosen = AuthorLine(person_id=one)
    assert warned(typed, typed) == [("authors[1].full_name", Severity.WARNING)]
    assert warned(chosen, typed) == [("authors[1].full_name", Severity.WARNING)]
    assert warned(typed, chosen) == [("authors[1].person_id", Severity.WARNING)]
    assert warned(chosen, AuthorLine(person_id=other)) == []
    assert warned(typed, AuthorLine(full_name="Đỗ Thị Hoa")) == []
