"""News of a change reaches whoever listens."""

from __future__ import annotations

from desktop.views.changes import Changes


def test_a_listener_hears_which_subjects_changed(qtbot) -> None:
    changes = Changes()
    with qtbot.waitSignal(changes.changed) as heard:
        changes.tell(["units", "people", "units"])
    assert heard.args == [frozenset({"units", "people"})]
