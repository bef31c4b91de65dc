"""Taking a sent dossier back from its page, with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.law.lifecycle import DossierState
from desktop.services.desk import Desk
from desktop.views.widgets.dialogs import ReasonDialog
from tests.services.two_offices import TwoOffices, state_of
from tests.views.dossiers.conftest import Worked

Open = Callable[[Desk], Worked]


@pytest.mark.parametrize(
    ("reason", "state"), [("Gửi nhầm", DossierState.DRAFT), (None, DossierState.SENT)]
)
def test_a_sent_dossier_is_taken_back_only_with_a_reason(
    open_page: Open,
    sent: TwoOffices,
    monkeypatch: pytest.MonkeyPatch,
    reason: str | None,
    state: DossierState,
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_more: reason)
    worked = open_page(sent.commune)
    worked.open(sent.dossier_id)

    worked.click("recall")

    assert state_of(sent.commune, sent.dossier_id) is state
    kinds = [row.kind for row in sent.commune.outbox.list_rows()]
    assert kinds.count("recall") == (state is DossierState.DRAFT)
