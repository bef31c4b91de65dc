"""What each kind of conflict is called, what may have happened, and the ways to settle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.errors import ConflictFound, PackageRefused
from desktop.law.lifecycle import DossierState
from desktop.services.conflict_detection import BOTH, LEFT, RIGHT

_Kind = ConflictFound.Code
_NO_STATES: frozenset[DossierState] = frozenset()
_JUDGED = "Hồ sơ đã thẩm định xong hoặc đã có quyết định nên không thay được nữa"
_SENT_AGAIN = "Hồ sơ đã được gửi lại lần khác; hãy đợi nơi nhận trả lời lần ấy"


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way to settle a kind of conflict.

    Attributes:
        choice: left, right or both.
        label: what the button says.
        consequence: what it does.
        needs: states the dossier must be in; empty where it does not matter.
        otherwise: why not in any other state.
    """

    choice: str
    label: str
    consequence: str
    needs: frozenset[DossierState] = _NO_STATES
    otherwise: str = ""

    def why_not(self, state: DossierState | None) -> str:
        """Return why it cannot be chosen while the dossier is in this state, "" when it can."""
        return self.otherwise if self.needs and state not in self.needs else ""


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of conflict in words.

    Attributes:
        title: for lists.
        explanation: what may have happened, for the one who chooses.
        refusal: what the sender of the right side is told when the left one is chosen.
    """

    title: str
    explanation: str
    refusal: PackageRefused.Code = PackageRefused.Code.NOT_CHOSEN


KINDS: Mapping[_Kind, KindWords] = MappingProxyType(
    {
        _Kind.SEQUENCE_TWICE: KindWords(
            "Hai gói cùng số thứ tự",
            "Hai gói khác nhau của cùng một cơ quan mang cùng mã máy và cùng số thứ tự. Thường là "
            "do thư mục dữ liệu được chép sang máy thứ hai và cả hai máy cùng gửi.",
        ),
        _Kind.REVISION_TWICE: KindWords(
            "Một lần gửi, hai nội dung",
            "Hai gói cùng nói là một lần gửi của một hồ sơ nhưng nội dung khác nhau. Thường là do "
            "hai máy của nơi gửi cùng sửa một hồ sơ.",
        ),
        _Kind.REVISION_FORKED: KindWords(
            "Lần gửi cũ từ máy khác",
            "Một máy khác của nơi gửi, có thể dùng bản dữ liệu cũ được khôi phục, gửi một lần gửi "
            "không mới hơn lần đã nhận.",
        ),
        _Kind.REVISION_TOO_EARLY: KindWords(
            "Lần gửi mới khi hồ sơ chưa được trả lại",
            "Nơi gửi đã sang lần gửi mới trong khi ở đây lần trước còn đang giải quyết. Có thể gói "
            "thu hồi còn trên đường, hoặc nơi gửi dùng dữ liệu khôi phục.",
        ),
        _Kind.RECALL_TOO_LATE: KindWords(
            "Hồ sơ đã tiếp nhận nhưng nơi gửi thu hồi",
            "Nơi gửi thu hồi khi chưa thấy biên nhận, còn ở đây hồ sơ đã được tiếp nhận. Chưa thay "
            "đổi gì cho tới khi cán bộ chọn.",
            PackageRefused.Code.RECALL_DENIED,
        ),
        _Kind.RECEIPT_AFTER_RECALL: KindWords(
            "Đã thu hồi nhưng nơi nhận báo đã tiếp nhận",
            "Biên nhận tới sau khi cơ quan mình thu hồi hồ sơ: nơi nhận đã tiếp nhận trước khi gói "
            "thu hồi tới.",
        ),
        _Kind.ANSWER_MISFIT: KindWords(
            "Gói trả lời không khớp với hồ sơ ở đây",
            "Nơi nhận trả lời về một hồ sơ mà ở máy này đang ở trạng thái hoặc lần gửi khác. "
            "Thường là do dữ liệu ở đây là bản khôi phục, hoặc hồ sơ được gửi từ máy khác.",
        ),
    }
)

_REPLACEABLE = frozenset({DossierState.RECEIVED, DossierState.RETURNED})
_NOT_SENT = frozenset({DossierState.DRAFT, DossierState.READY})

_KEEP_HERE = WayOut(
    LEFT,
    "Giữ bên trái",
    "Hồ sơ ở đây giữ nguyên. Gói bên phải không được dùng, vẫn cất trong hộp đến; nơi gửi được báo "
    "lý do bằng gói có ký.",
)
_TAKE_CONTENT = WayOut(
    RIGHT,
    "Lấy bên phải",
    "Nội dung hồ sơ ở đây được thay bằng nội dung của gói bên phải; bản cũ vẫn lưu trong lịch sử. "
    "Nơi gửi nhận biên nhận cho gói ấy.",
    _REPLACEABLE,
    _JUDGED,
)
_WAYS: Mapping[_Kind, tuple[WayOut, ...]] = MappingProxyType(
    {
        _Kind.SEQUENCE_TWICE: (
            WayOut(
                LEFT,
                "Chỉ giữ bên trái",
                "Gói nhận trước giữ nguyên. Gói bên phải không được dùng, vẫn cất trong hộp đến; "
                "nơi gửi được báo lý do bằng gói có ký.",
            ),
            WayOut(
                BOTH,
                "Nhận cả hai",
                "Gói bên phải cũng được nhận như một gói riêng; gói bên trái giữ nguyên.",
            ),
        ),
        _Kind.REVISION_TWICE: (_KEEP_HERE, _TAKE_CONTENT),
        _Kind.REVISION_FORKED: (_KEEP_HERE, _TAKE_CONTENT),
        _Kind.REVISION_TOO_EARLY: (_KEEP_HERE, _TAKE_CONTENT),
        _Kind.RECALL_TOO_LATE: (
            WayOut(
                LEFT,
                "Giữ hồ sơ, không cho thu hồi",
                "Hồ sơ ở đây tiếp tục được giải quyết. Nơi gửi được báo không cho thu hồi, kèm lý "
                "do, và nhận biên nhận của hồ sơ.",
            ),
            WayOut(
                RIGHT,
                "Trả lại theo thu hồi",
                "Hồ sơ ở đây chuyển sang «Bị trả lại» với lý do thu hồi làm điểm nêu; nơi gửi nhận "
                "biên nhận của gói thu hồi.",
                frozenset({DossierState.RECEIVED}),
                _JUDGED,
            ),
        ),
        _Kind.RECEIPT_AFTER_RECALL: (
            WayOut(
                LEFT,
                "Giữ bản thu hồi",
                "Hồ sơ ở đây vẫn là bản soạn của lần gửi mới. Nơi nhận sẽ chọn khi gói thu hồi "
                "tới.",
            ),
            WayOut(
                RIGHT,
                "Công nhận đã tiếp nhận",
                "Hồ sơ trở lại lần gửi mà nơi nhận đã tiếp nhận, với nội dung đã ký khi ấy; phần "
                "sửa sau khi thu hồi được lưu trong mâu thuẫn này.",
                _NOT_SENT,
                _SENT_AGAIN,
            ),
        ),
        _Kind.ANSWER_MISFIT: (
            WayOut(
                LEFT,
                "Giữ dữ liệu ở đây",
                "Hồ sơ ở đây giữ nguyên. Gói trả lời không được dùng, vẫn cất trong hộp đến; nơi "
                "trả lời được báo lý do bằng gói có ký (trừ biên nhận).",
            ),
            WayOut(
                RIGHT,
                "Theo nơi nhận",
                "Hồ sơ ở đây chuyển tới trạng thái và lần gửi mà gói trả lời nêu, như nơi nhận "
                "đang giữ.",
            ),
        ),
    }
)


def choices_of(kind: _Kind) -> tuple[WayOut, ...]:
    """Return the ways to settle a kind of conflict, the safe one first."""
    return _WAYS[kind]
