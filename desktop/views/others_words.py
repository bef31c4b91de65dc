"""How a page says what somebody else just did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.config import LOCAL_TIME

if TYPE_CHECKING:
    from desktop.services.news import NewsRow


def others_words(row: NewsRow) -> str:
    """Return «Trần Thị Lan: Sửa, lúc 10:32.»."""
    moment = row.at.astimezone(LOCAL_TIME)
    return f"{row.actor} vừa làm việc trên bản ghi này («{row.label}», lúc {moment:%H:%M})."
