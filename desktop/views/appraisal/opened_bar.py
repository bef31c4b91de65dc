"""What stands above an open dossier: back to the list, the next one, its council session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from desktop.views.widgets.reading_page import action_button


def opened_bar(
    back: Callable[[], object], ahead: Callable[[], object], session: Callable[[], object]
) -> QHBoxLayout:
    """Return the row of buttons.

    Args:
        back: shows the list.
        ahead: opens the dossier to take up next.
        session: opens or begins the council session of this one.
    """
    to_list = action_button("Danh sách hồ sơ", "back_to_list", "chevron-left", back, role="quiet")
    to_list.setToolTip("Về danh sách hồ sơ (Esc)")
    onwards = action_button(
        "Hồ sơ chờ tiếp theo", "next_dossier", "chevron-right", ahead, role="quiet"
    )
    onwards.setToolTip("F8")
    council = action_button("Phiên họp Hội đồng", "open_session", "council", session)
    council.setToolTip("Mở hoặc lập phiên họp Hội đồng xét hồ sơ này")
    row = QHBoxLayout()
    row.addWidget(to_list)
    row.addWidget(onwards)
    row.addStretch()
    row.addWidget(council)
    return row
