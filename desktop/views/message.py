"""What is told about one refusal, and the half sentences many refusals share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What is told about one refusal.

    Attributes:
        what: what happened.
        kept: what was kept, "" where nothing was at risk.
        do: what the user can do now.
    """

    what: str
    kept: str = ""
    do: str = ""

    @property
    def text(self) -> str:
        """The whole as one paragraph."""
        return " ".join(part for part in (self.what, self.kept, self.do) if part)


SAFE = "Những gì đã lưu trước đó vẫn còn nguyên."
SAME = "Không có gì bị thay đổi."
UNUSED = "Không dùng gì từ gói này."
ASK_AGAIN = "Hãy đề nghị bên gửi chuyển lại gói."
