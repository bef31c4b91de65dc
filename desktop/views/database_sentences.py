"""What is told when the database server of an office with many staff cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import ServerFailed
from desktop.views.message import SAFE, SAME, Message

_ASK = "Hãy báo người quản trị máy chủ."

SERVERS: Mapping[StrEnum, Message] = {
    ServerFailed.Code.ADDRESS_BAD: Message(
        "Địa chỉ cơ sở dữ liệu viết chưa đúng ở phần «{part}».",
        SAME,
        "Hãy viết dạng postgresql://TÊN:MẬT_KHẨU@MÁY_CHỦ:5432/CƠ_SỞ_DỮ_LIỆU, thêm"
        " ?sslmode=verify-full&sslrootcert=TỆP khi máy chủ dùng TLS.",
    ),
    ServerFailed.Code.ADDRESS_DAMAGED: Message(
        "Tệp ghi địa chỉ cơ sở dữ liệu (database.json) bị hỏng hoặc không phải của cơ quan này.",
        "Cơ sở dữ liệu trên máy chủ không bị động đến.",
        "Hãy chép lại tệp này từ bản sao lưu của thư mục dữ liệu, hoặc mở bằng --database.",
    ),
    ServerFailed.Code.UNREACHABLE: Message(
        "Không nối được với cơ sở dữ liệu {place}.",
        SAFE,
        "Hãy kiểm tra dây mạng, máy chủ có đang bật không, và địa chỉ; rồi thử lại.",
    ),
    ServerFailed.Code.TLS_UNTRUSTED: Message(
        "Máy chủ {place} không chứng tỏ được nó là ai (chứng thư TLS không khớp).",
        "Mật khẩu chưa được gửi đi.",
        "Hãy hỏi người quản trị tệp chứng thư gốc đúng và ghi vào sslrootcert; đừng bỏ bước này.",
    ),
    ServerFailed.Code.TLS_MISSING: Message(
        "Máy chủ {place} chưa bật TLS, mà địa chỉ này đòi mã hóa đường truyền.",
        "Mật khẩu chưa được gửi đi.",
        "Hãy nhờ người quản trị máy chủ bật TLS (ssl = on) rồi thử lại.",
    ),
    ServerFailed.Code.LOGIN_REFUSED: Message(
        "Máy chủ {place} không nhận tên, mật khẩu hoặc máy tính này.", SAME, _ASK
    ),
    ServerFailed.Code.NO_DATABASE: Message(
        "Trên máy chủ không có cơ sở dữ liệu {place}.", SAME, "Hãy kiểm tra tên, hoặc " + _ASK[4:]
    ),
    ServerFailed.Code.NO_RIGHTS: Message(
        "Tài khoản này không đủ quyền ở cơ sở dữ liệu {place}.", SAFE, _ASK
    ),
    ServerFailed.Code.TOO_MANY: Message(
        "Máy chủ {place} đang quá tải: hết chỗ nối hoặc hết bộ nhớ.",
        SAFE,
        "Hãy đóng bớt cửa sổ không dùng, đợi một phút rồi thử lại.",
    ),
    ServerFailed.Code.SERVER_OLD: Message(
        "Máy chủ {place} là PostgreSQL {version}, cũ hơn bản 13.", SAME, _ASK
    ),
    ServerFailed.Code.WRONG_ORDER: Message(
        "Cơ sở dữ liệu {place} sắp chữ theo «{order}», không theo thứ tự C với bảng mã UTF8.",
        SAME,
        "Hãy lập lại nó bằng: createdb -T template0 -E UTF8 --locale=C TÊN.",
    ),
    ServerFailed.Code.NOT_EMPTY: Message(
        "Cơ sở dữ liệu {place} đang có bảng khác.",
        "Không bảng nào bị động đến.",
        "Hãy chỉ vào một cơ sở dữ liệu trống.",
    ),
    ServerFailed.Code.EMPTY: Message(
        "Cơ sở dữ liệu {place} chưa có dữ liệu của cơ quan.",
        SAME,
        "Hãy kiểm tra địa chỉ; muốn chuyển dữ liệu sang đó: guongsang database move --to ĐỊA_CHỈ.",
    ),
    ServerFailed.Code.OTHER_OFFICE: Message(
        "Cơ sở dữ liệu {place} là của cơ quan khác, không khớp khóa của thư mục dữ liệu này.",
        "Không có gì được đọc hay ghi.",
        "Hãy kiểm tra địa chỉ cơ sở dữ liệu và thư mục dữ liệu.",
    ),
    ServerFailed.Code.OLDER_SCHEMA: Message(
        "Cơ sở dữ liệu {place} có cấu trúc của bản chương trình cũ hơn, phải nâng cấp trước.",
        "Chưa có gì thay đổi; máy dùng bản cũ vẫn làm việc được.",
        "Hãy sao lưu cơ sở dữ liệu trên máy chủ, đóng chương trình ở mọi máy, rồi ở một máy chạy "
        "lệnh: guongsang database upgrade.",
    ),
    ServerFailed.Code.ALREADY_THERE: Message(
        "Dữ liệu của cơ quan đã nằm ở đó.", SAME, "Không phải chuyển gì nữa."
    ),
    ServerFailed.Code.NOT_ON_SERVER: Message(
        "Cơ quan này đang dùng tệp trong thư mục dữ liệu, không dùng máy chủ.",
        SAME,
        "Muốn chuyển dữ liệu lên máy chủ: guongsang database move --to ĐỊA_CHỈ.",
    ),
    ServerFailed.Code.COPY_DIFFERS: Message(
        "Bản chép khác bản gốc ở bảng {table}.",
        "Chưa chuyển gì: cơ quan vẫn dùng cơ sở dữ liệu cũ, còn nguyên.",
        "Hãy chuyển lại; nếu vẫn vậy, " + _ASK[4:],
    ),
    ServerFailed.Code.CHAIN_BROKEN: Message(
        "Nhật ký của cơ quan không còn nguyên vẹn, nên không chuyển.",
        "Chưa chuyển gì: cơ quan vẫn dùng cơ sở dữ liệu cũ, còn nguyên.",
        "Hãy dùng bản sao lưu gần nhất còn nguyên vẹn.",
    ),
    ServerFailed.Code.SERVER_LOST: Message(
        "Mất kết nối với cơ sở dữ liệu {place} giữa chừng.",
        "Việc đang làm chưa được ghi gì; những việc trước đó còn nguyên.",
        "Hãy kiểm tra mạng và máy chủ rồi làm lại việc này.",
    ),
    ServerFailed.Code.COMMIT_UNKNOWN: Message(
        "Mất kết nối với {place} đúng lúc ghi xong: chưa biết máy chủ đã ghi hay chưa.",
        "Hoặc đã ghi trọn vẹn, hoặc chưa ghi gì; không có chuyện ghi một nửa.",
        "Khi nối lại được, hãy tải lại (F5) và xem việc đã xong chưa trước khi làm lại.",
    ),
    ServerFailed.Code.TOO_SLOW: Message(
        "Máy chủ {place} làm một việc quá lâu nên đã dừng.",
        SAFE,
        "Hãy thử lại lúc máy chủ bớt việc.",
    ),
}
