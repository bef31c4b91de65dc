"""Due dates of dossiers at work: reckoned from receipt, from a movement's end, and never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from desktop.law.lifecycle import DossierState
from desktop.law.terms import DayKind
from desktop.law.working_days import ClockState
from desktop.models import Dossier
from desktop.services.campaigns import CampaignDraft
from desktop.services.days import DayDraft
from desktop.services.deadlines import Deadline, DueStep, deadlines
from desktop.services.desk import Desk
from desktop.services.dossiers import DossierDraft
from tests.services.commune_dossier import saved
from tests.services.conftest import TickingClock
from tests.services.two_offices import TwoOffices


def _received(two: TwoOffices, on: date) -> None:
    two.receive()
    with two.district.store.writing() as session:
        where = Dossier.id == two.dossier_id
        session.execute(sa.update(Dossier).where(where).values(received_on=on))
        session.commit()


def _on(two: TwoOffices, today: date) -> Deadline | None:
    with two.district.store.reading() as session:
        return deadlines(session, today).get(two.dossier_id)


# The shortest limit of the three nominations counts: GK_HUYEN, 10 working days (catalogue §4.1,
# LOCAL), against 20 for CSTDCS and TTLDTT. The day of receipt is not counted (BLDS 2015 Điều 147).
@pytest.mark.parametrize(
    ("received_on", "today", "due", "state", "days"),
    [
        (date(2023, 11, 20), date(2023, 11, 20), date(2023, 12, 4), ClockState.BEFORE, 10),
        (date(2023, 11, 20), date(2023, 12, 1), date(2023, 12, 4), ClockState.BEFORE, 1),
        (date(2023, 11, 20), date(2023, 12, 4), date(2023, 12, 4), ClockState.TODAY, 0),
        (date(2023, 11, 20), date(2023, 12, 5), date(2023, 12, 4), ClockState.LATE, 1),
        (date(2023, 11, 20), date(2023, 12, 11), date(2023, 12, 4), ClockState.LATE, 5),
        # Tết Quý Mão: 20 to 26 January 2023 are off.
        (date(2023, 1, 16), date(2023, 1, 16), date(2023, 2, 6), ClockState.BEFORE, 10),
        # Received on a Saturday.
        (date(2023, 11, 18), date(2023, 11, 20), date(2023, 12, 1), ClockState.BEFORE, 9),
    ],
)
def test_a_received_dossier_is_due_working_days_after_its_receipt(
    sent: TwoOffices,
    received_on: date,
    today: date,
    due: date,
    state: ClockState,
    days: int,
) -> None:
    _received(sent, received_on)

    deadline = _on(sent, today)

    assert deadline is not None
    assert (deadline.due, deadline.state, deadline.days) == (due, state, days)
    assert (deadline.step, deadline.limit, deadline.verified) == (DueStep.APPRAISE, 10, False)


def test_the_offices_own_days_move_the_due_date(sent: TwoOffices) -> None:
    _received(sent, date(2023, 11, 20))
    days = sent.district.days
    saved(days, DayDraft(day=date(2023, 11, 24), kind=DayKind.OFF, name="Nghỉ hoán đổi"))
    saved(days, DayDraft(day=date(2023, 12, 2), kind=DayKind.WORKING, name="Làm bù"))
    moved = _on(sent, date(2023, 11, 20))
    saved(days, DayDraft(day=date(2023, 11, 27), kind=DayKind.OFF, name="Bão"))
    later = _on(sent, date(2023, 11, 20))

    assert moved is not None
    assert later is not None
    assert (moved.due, later.due) == (date(2023, 12, 4), date(2023, 12, 5))


def test_a_receipt_in_the_future_is_said_and_breaks_nothing(sent: TwoOffices) -> None:
    _received(sent, date(2024, 11, 20))

    deadline = _on(sent, date(2023, 11, 20))

    assert deadline is not None
    assert deadline.received_later
    assert deadline.state is ClockState.BEFORE


@pytest.mark.parametrize("received_on", [date(1990, 1, 5), date(2099, 12, 30)])
def test_a_day_no_calendar_or_regime_reaches_sets_no_due_date(
    sent: TwoOffices, received_on: date
) -> None:
    _received(sent, received_on)

    assert _on(sent, date(2023, 11, 20)) is None


def test_a_late_dossier_stays_late_until_it_is_decided(appraised: TwoOffices) -> None:
    late = _on(appraised, date(2024, 3, 1))
    assert late is not None
    assert (late.step, late.is_late) == (DueStep.DECIDE, True)

    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())

    assert _on(appraised, date(2024, 3, 1)) is None
    (row,) = appraised.district.dossiers.list_rows()
    assert (row.state, row.due) == (DossierState.DECIDED, None)


def test_the_lists_and_the_desk_show_the_same_day(appraised: TwoOffices) -> None:
    (row,) = appraised.district.dossiers.list_rows()
    (received,) = appraised.district.appraisal.list_rows()
    detail = appraised.district.appraisal.open(appraised.dossier_id)
    (due,) = appraised.district.deadlines.list_due()

    assert row.due == date(2023, 12, 4)
    assert row.deadline == received.deadline == detail.deadline == due.deadline
    assert appraised.district.deadlines.of(appraised.dossier_id) == due.deadline


def test_a_dossier_to_send_is_due_when_its_movement_ends(office: Desk, clock: TickingClock) -> None:
    campaign = saved(
        office.campaigns, CampaignDraft(name="Đợt thi đua", ends_on=date(2023, 11, 24))
    )
    draft = replace(office.dossiers.new_draft(), title="Khen đợt", campaign_id=campaign)
    dossier_id = saved(office.dossiers, draft)
    saved(office.dossiers, DossierDraft(title="Không có hạn"))

    (due,) = office.deadlines.list_due()
    assert (due.id, due.deadline.step, due.deadline.due) == (
        dossier_id,
        DueStep.SUBMIT,
        date(2023, 11, 24),
    )
    assert due.deadline.words == "Còn 4 ngày làm việc"
    clock.now = datetime(2023, 11, 24, 2, 0, tzinfo=UTC)
    assert [d.deadline.words for d in office.deadlines.list_due()] == ["Hôm nay là hạn"]
    clock.now += timedelta(days=1)
    assert [d.deadline.words for d in office.deadlines.list_due()] == ["Đã qua hạn"]
    clock.now += timedelta(days=2)
    assert [d.deadline.words for d in office.deadlines.list_due()] == ["Quá hạn 1 ngày làm việc"]

    office.dossiers.archive(dossier_id, "Bỏ")
    assert office.deadlines.list_due() == []


def test_what_is_late_leads_the_home_page_and_is_counted(appraised: TwoOffices) -> None:
    late = appraised.open_one("district", lambda: datetime(2024, 1, 15, 2, 0, tzinfo=UTC))

    told = late.home.due()
    late.close()

    assert (told.late_dossiers, told.dossiers_today) == (1, 0)
    assert (told.items[0].subject, told.items[0].id) == ("appraisal", appraised.dossier_id)
    assert told.items[0].note.startswith("Quá hạn 29 ngày làm việc (04/12/2023)")
    assert told.items[0].tone == "danger"
