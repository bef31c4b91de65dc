"""Recipients as papers write them on one day."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from desktop.errors import NotFound
from desktop.law.terms import Gender, RecipientKind, UnitKind
from desktop.services.desk import Desk
from desktop.services.recipients import honorific_of, on_paper, unit_names_on
from desktop.services.units import UnitDraft, UnitNameLine
from tests.services.commune_dossier import Commune, saved


@pytest.mark.parametrize(
    ("kind", "gender", "word"),
    [
        (RecipientKind.INDIVIDUAL, Gender.FEMALE, "Bà"),
        (RecipientKind.INDIVIDUAL, Gender.UNKNOWN, "Ông (Bà)"),
        (RecipientKind.COLLECTIVE, Gender.UNKNOWN, "Tập thể"),
        (RecipientKind.HOUSEHOLD, Gender.MALE, "Hộ gia đình ông"),
        (RecipientKind.HOUSEHOLD, Gender.UNKNOWN, "Hộ gia đình ông (Bà)"),
    ],
)
def test_the_word_before_a_name(kind: RecipientKind, gender: Gender, word: str) -> None:
    assert honorific_of(kind, gender) == word


def test_many_recipients_come_in_the_order_asked_for(office: Desk) -> None:
    commune = Commune(office)
    asked = [(kind, record) for kind, record, _ in reversed(commune.recipients)]
    with office.store.reading() as session:
        written = on_paper(session, asked, date(2023, 11, 20))
    assert [w.recipient_name for w in written] == ["Nguyễn Văn Ơn", "Thôn Đoài", "Đặng Thị Ước"]
    assert [w.recipient_unit for w in written] == ["Thôn Đoài", "", "Thôn Đoài"]


@pytest.mark.parametrize("kind", list(RecipientKind))
def test_one_that_is_not_here_is_not_found(office: Desk, kind: RecipientKind) -> None:
    with office.store.reading() as session, pytest.raises(NotFound):
        on_paper(session, [(kind, uuid4())], date(2023, 11, 20))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1999, 1, 1), "Thôn Thượng Hạ"),
        (date(2005, 6, 1), "Thôn Thượng"),
        (date(2010, 1, 1), "Thôn Thượng Đoài"),
        (date(2023, 1, 1), "Thôn Đoài Mới"),
    ],
)
def test_a_unit_has_the_name_of_the_day(office: Desk, day: date, name: str) -> None:
    names = (
        UnitNameLine(name="Thôn Thượng Hạ", valid_to=date(2000, 12, 31)),
        UnitNameLine(name="Thôn Thượng", valid_from=date(2001, 1, 1), valid_to=date(2009, 12, 31)),
        UnitNameLine(
            name="Thôn Thượng Đoài", valid_from=date(2010, 1, 1), valid_to=date(2015, 1, 1)
        ),
    )
    unit = saved(office.units, UnitDraft(name="Thôn Đoài Mới", kind=UnitKind.VILLAGE, names=names))
    with office.store.reading() as session:
        assert unit_names_on(session, [unit], day) == {unit: name}
