"""What a sender is told, in the signed answer, when its package was not taken in.

The receiver's own officer reads another sentence (``views/package_sentences.py``): it says what was
kept here. This one travels, and is read at the other end as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from desktop.errors import PackageRefused
from desktop.law.lifecycle import DossierState

_Code = PackageRefused.Code
_AGAIN = "Hãy cập nhật chương trình, lập gói mới và gửi lại."

WORDS: Mapping[str, str] = MappingProxyType(
    {
        _Code.MISSING_ENTRY: "Gói thiếu một tệp mà dữ liệu của gói có nêu ({entry}). " + _AGAIN,
        _Code.TOO_LARGE: "Dữ liệu trong gói lớn quá mức nơi nhận cho phép.",
        _Code.NEWER_FORMAT: "Nơi nhận dùng bản chương trình cũ hơn nên chưa đọc được gói này.",
        _Code.DATA_BAD: "Dữ liệu trong gói không đúng mẫu ({path}). " + _AGAIN,
        _Code.ATTACHMENT_BAD: "Một tệp kèm theo không đúng loại hoặc không khớp ({entry}). "
        "Hãy đính kèm lại tệp ấy rồi gửi lại.",
        _Code.WRONG_KIND: "Cơ quan nhận không nhận loại gói này.",
        _Code.SAME_ID_OTHER_CONTENT: "Nơi nhận đã nhận một gói cùng mã với nội dung khác và giữ "
        "gói nhận trước.",
        _Code.OLD_REVISION: "Nơi nhận đã có lần gửi mới hơn của hồ sơ (lần {held}).",
        _Code.UNKNOWN_DOSSIER: "Nơi nhận không có hồ sơ mà gói này trả lời; dữ liệu ở đó có thể "
        "là bản khôi phục. Hãy gọi điện cho nơi nhận.",
        _Code.STATE_CONFLICT: "Hồ sơ ở nơi nhận đang ở trạng thái không khớp với gói này "
        "({state}). Hãy gọi điện cho nơi nhận.",
        _Code.RECALLED: "Gói tới sau khi chính nơi gửi đã thu hồi lần gửi này.",
        _Code.RECALL_DENIED: "Nơi nhận đã tiếp nhận hồ sơ nên không cho thu hồi.",
        _Code.NOT_CHOSEN: "Gói mâu thuẫn với dữ liệu đã có ở nơi nhận; cán bộ nơi nhận đã chọn giữ "
        "bên đã có.",
        _Code.NOT_FROM_ABOVE: "Nơi nhận không ghi cơ quan gửi là cấp trên nên không nhận bản tin.",
        _Code.OLD_BULLETIN: "Nơi nhận đã có bản tin mới hơn của cơ quan gửi.",
    }
)
"""By code; only a refusal named here is answered, and only to a sender who is known."""

_OTHERWISE = "Nơi nhận không nhận gói này (mã {code})."


def is_answered(refusal: PackageRefused) -> bool:
    """Return whether a known sender is told of the refusal.

    What is addressed to another office is not this one's to refuse.
    """
    return refusal.code in WORDS


def why_refused(code: str, data: Mapping[str, Any], reason: str = "") -> str:
    """Return the sentence a sender reads.

    Args:
        code: of the refusal.
        data: what the refusal kept beside its code; a blank not known is left out.
        reason: what the receiver's officer typed, "" for a refusal of the program's.
    """
    states = {state.value: state.label for state in DossierState}
    known = {key: states.get(str(value), str(value)) for key, value in data.items()}
    text = WORDS.get(code, _OTHERWISE).format_map(_Known({**known, "code": code}))
    text = text.replace(" ()", "").replace(" (lần )", "")
    return f"{text} Lý do: {reason}" if reason else text


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
