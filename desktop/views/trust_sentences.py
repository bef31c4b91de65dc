"""The sentences of refused requests, grants, trust bundles and root keys, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import TrustRefused
from desktop.views.message import SAME, Message

_TRUSTED_AS_BEFORE = "Những chứng thư đã tin trước đây vẫn giữ nguyên."
_MAKE_AGAIN = "Hãy gọi cho bên gửi, đề nghị lập lại và gửi lại."

TRUST: Mapping[StrEnum, Message] = {
    TrustRefused.Code.REQUEST_BAD: Message(
        "Đề nghị đăng ký không đúng mẫu hoặc không đọc được.",
        "Chưa cấp chứng thư nào.",
        _MAKE_AGAIN,
    ),
    TrustRefused.Code.REQUEST_NOT_PROVEN: Message(
        "Bên đề nghị không chứng minh được là mình giữ khóa ({key}).",
        "Chưa cấp chứng thư nào.",
        "Hãy gọi cho bên gửi: đề nghị có thể đã bị sửa hoặc do người khác lập.",
    ),
    TrustRefused.Code.REQUEST_KEY_UNFIT: Message(
        "Khóa trong đề nghị quá yếu, sai loại hoặc dùng cho hai việc ({key}).",
        "Chưa cấp chứng thư nào.",
        _MAKE_AGAIN,
    ),
    TrustRefused.Code.REQUEST_OF_OTHER_OFFICE: Message(
        "Khóa trong đề nghị ghi tên cơ quan khác với cơ quan đề nghị ({key}).",
        "Chưa cấp chứng thư nào.",
        "Hãy gọi cho bên gửi để kiểm tra.",
    ),
    TrustRefused.Code.GRANT_BAD: Message(
        "Giấy chấp nhận đăng ký không đúng mẫu hoặc không khớp với chứng thư gốc trong đó.",
        SAME,
        "Hãy gọi cho cơ quan cấp trên, đề nghị lập lại và gửi lại.",
    ),
    TrustRefused.Code.GRANT_NOT_OURS: Message(
        "Giấy chấp nhận này trả lời một đề nghị khác.",
        SAME,
        "Hãy chọn đúng tệp trả lời đề nghị mới nhất của cơ quan.",
    ),
    TrustRefused.Code.BUNDLE_BAD: Message(
        "Danh sách chứng thư nhận được không đúng mẫu hoặc không khớp chữ ký của chứng thư gốc.",
        _TRUSTED_AS_BEFORE,
        "Hãy gọi cho cơ quan cấp trên, đề nghị gửi lại.",
    ),
    TrustRefused.Code.BUNDLE_OLDER: Message(
        "Danh sách chứng thư nhận được (số {offered}) cũ hơn danh sách đang dùng (số {held}).",
        _TRUSTED_AS_BEFORE,
        "Không phải làm gì; nếu gặp nhiều lần, hãy gọi cho cơ quan cấp trên.",
    ),
    TrustRefused.Code.BUNDLE_FORKED: Message(
        "Có hai danh sách chứng thư cùng số {offered} nhưng nội dung khác nhau.",
        _TRUSTED_AS_BEFORE,
        "Hãy gọi cho cơ quan cấp trên: có thể có hai máy hoặc một bản sao lưu cũ cùng cấp số.",
    ),
    TrustRefused.Code.CRL_BAD: Message(
        "Danh sách thu hồi không đọc được hoặc không do chứng thư gốc này ký.",
        _TRUSTED_AS_BEFORE,
        "Hãy lấy lại đúng tệp danh sách thu hồi của nơi cấp chứng thư.",
    ),
    TrustRefused.Code.CRL_OLDER: Message(
        "Danh sách thu hồi này (số {offered}) cũ hơn danh sách đang dùng (số {held}).",
        "Danh sách mới hơn vẫn giữ nguyên.",
        "Hãy lấy danh sách thu hồi mới nhất.",
    ),
    TrustRefused.Code.AUTHORITY_BAD: Message(
        "Tệp này không phải khóa gốc hoặc chứng thư gốc của nơi cấp chứng thư.",
        SAME,
        "Hãy chọn đúng tệp.",
    ),
    TrustRefused.Code.AUTHORITY_OTHER: Message(
        "Khóa gốc trên USB là của nơi cấp chứng thư khác (mã {found}).",
        SAME,
        "Hãy cắm đúng USB giữ khóa gốc có mã {expected}.",
    ),
    TrustRefused.Code.AUTHORITY_EXPIRED: Message(
        "Chứng thư gốc đã hết hạn hoặc chưa có hiệu lực nên không cấp chứng thư được.",
        "Chưa cấp chứng thư nào.",
        "Hãy kiểm tra ngày giờ của máy; nếu đúng, hãy lập chứng thư gốc mới.",
    ),
    TrustRefused.Code.ROOT_MISSING: Message(
        "Cơ quan này chưa có khóa gốc: khóa gốc được lập khi chấp nhận đề nghị đầu tiên.", SAME
    ),
    TrustRefused.Code.ROOT_COPY_THERE: Message(
        "USB hoặc thư mục này đã giữ một bản sao khóa gốc.",
        "Bản sao ấy vẫn giữ nguyên.",
        "Hãy rút USB này ra, cắm USB thứ hai rồi làm lại.",
    ),
    TrustRefused.Code.CODE_DIFFERS: Message(
        "Mã đã nhập không khớp với mã của tệp này: tệp có thể đã bị đánh tráo dọc đường.",
        _TRUSTED_AS_BEFORE,
        "Hãy gọi lại theo số điện thoại đã biết của cơ quan kia và đọc lại mã; không khớp thì "
        "đề nghị gửi lại tệp.",
    ),
    TrustRefused.Code.CODE_NOT_READ: Message(
        "Chưa đối chiếu mã qua điện thoại.",
        _TRUSTED_AS_BEFORE,
        "Hãy gọi cho cơ quan kia, đọc cho nhau nghe mã rồi làm lại.",
    ),
    TrustRefused.Code.REQUEST_OLDER: Message(
        "Cơ quan này đã gửi đề nghị mới hơn.",
        "Chưa cấp chứng thư nào theo đề nghị cũ.",
        "Hãy dùng tệp đề nghị mới nhất.",
    ),
    TrustRefused.Code.REQUEST_SETTLED: Message(
        "Đề nghị này đã bị từ chối ({reason}).",
        "Chưa cấp chứng thư nào.",
        "Nếu đổi ý, hãy đề nghị cơ quan kia lập đề nghị mới.",
    ),
    TrustRefused.Code.REQUEST_GRANTED: Message(
        "Đề nghị này đã được chấp nhận nên không từ chối được nữa.",
        "Chứng thư đã cấp vẫn còn hiệu lực.",
        "Nếu không còn tin cơ quan kia, hãy thu hồi chứng thư của họ ở trang «Kết nối».",
    ),
    TrustRefused.Code.NO_OFFICE_ABOVE: Message(
        "Chưa ghi cơ quan cấp trên nên chưa biết đề nghị kết nối với ai.",
        SAME,
        "Hãy ghi cơ quan cấp trên ở trang «Cơ quan, chứng thư» rồi làm lại.",
    ),
    TrustRefused.Code.GRANT_EXPIRED: Message(
        "Chứng thư trong giấy chấp nhận đã hết hạn ngày {valid_to}.",
        SAME,
        "Hãy kiểm tra ngày giờ của máy này; nếu đúng, hãy gửi lại đề nghị.",
    ),
    TrustRefused.Code.CLOCK_BEHIND: Message(
        "Chứng thư trong giấy chấp nhận chỉ có hiệu lực từ ngày {valid_from}: đồng hồ của một "
        "trong hai máy đang sai.",
        SAME,
        "Hãy chỉnh lại ngày giờ của máy này; nếu máy này đúng, hãy báo cơ quan cấp trên.",
    ),
}
