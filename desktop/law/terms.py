"""The closed lists the whole program shares, each with its Vietnamese term (product.md §8).

Codes are permanent: they are stored and they travel in packages. Open lists, such as awards, tiers
and dossier items, are data under ``resources/law/``.
"""

from __future__ import annotations

from desktop.vietnamese.labels import Labelled


class RecipientKind(Labelled):
    """đối tượng: who can be rewarded (catalogue §2; households since Luật 2022 Điều 2)."""

    INDIVIDUAL = "INDIVIDUAL", "Cá nhân"
    COLLECTIVE = "COLLECTIVE", "Tập thể"
    HOUSEHOLD = "HOUSEHOLD", "Hộ gia đình"


class RankGroup(Labelled):
    """hạng cán bộ theo thống kê: the five classes of form 0603.N (catalogue §7.3)."""

    MINISTRY_PROVINCE = "MINISTRY_PROVINCE", "Lãnh đạo cấp bộ, cấp tỉnh trở lên"
    DEPARTMENT = "DEPARTMENT", "Lãnh đạo cấp vụ, sở, ngành và tương đương"
    BUSINESS = "BUSINESS", "Doanh nhân"
    LEADER = "LEADER", "Các cấp lãnh đạo khác từ phó phòng trở lên"
    DIRECT = "DIRECT", "Người trực tiếp công tác, lao động, học tập, chiến đấu"


class Gender(Labelled):
    """giới tính."""

    FEMALE = "FEMALE", "Nữ"
    MALE = "MALE", "Nam"
    UNKNOWN = "UNKNOWN", "Chưa rõ"


class Grade(Labelled):
    """xếp loại hằng năm (NĐ 90/2020, catalogue §2.2)."""

    EXCELLENT = "HTXSNV", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "HTTNV", "Hoàn thành tốt nhiệm vụ"
    DONE = "HTNV", "Hoàn thành nhiệm vụ"
    NOT_DONE = "KHTNV", "Không hoàn thành nhiệm vụ"


class DisciplineLevel(Labelled):
    """hình thức kỷ luật."""

    REPRIMAND = "KHIEN_TRACH", "Khiển trách"
    WARNING = "CANH_CAO", "Cảnh cáo"
    SALARY = "HA_BAC_LUONG", "Hạ bậc lương"
    DEMOTION = "GIANG_CHUC", "Giáng chức"
    REMOVAL = "CACH_CHUC", "Cách chức"
    DISMISSAL = "BUOC_THOI_VIEC", "Buộc thôi việc"


class UnitKind(Labelled):
    """loại đơn vị a commune works with."""

    OFFICE = "OFFICE", "Cơ quan, bộ phận của UBND"
    PARTY = "PARTY", "Cơ quan Đảng, MTTQ, đoàn thể"
    VILLAGE = "VILLAGE", "Thôn, tổ dân phố"
    SCHOOL = "SCHOOL", "Trường học"
    HEALTH = "HEALTH", "Trạm y tế"
    POLICE_MILITARY = "POLICE_MILITARY", "Công an, quân sự"
    ASSOCIATION = "ASSOCIATION", "Hội, câu lạc bộ"
    COOPERATIVE = "COOPERATIVE", "Hợp tác xã"
    ENTERPRISE = "ENTERPRISE", "Doanh nghiệp"
    OTHER = "OTHER", "Khác"

    @property
    def is_enterprise(self) -> bool:
        """Whether statistics count it under «Doanh nghiệp» (catalogue §7.3, form 0603.N)."""
        return self in {UnitKind.COOPERATIVE, UnitKind.ENTERPRISE}


class AwardType(Labelled):
    """loại hình khen thưởng (catalogue §3)."""

    MERIT = "CT", "Theo công trạng và thành tích"
    CAMPAIGN = "PT", "Theo đợt, chuyên đề (phong trào thi đua)"
    SUDDEN = "DX", "Đột xuất"
    CONTRIBUTION = "CH", "Quá trình cống hiến"
    SENIORITY = "NH", "Niên hạn"
    FOREIGN = "DN", "Đối ngoại"
    RESISTANCE = "KC", "Kháng chiến"


class CampaignLevel(Labelled):
    """cấp phát động phong trào."""

    CENTRAL = "TW", "Trung ương"
    PROVINCE = "TINH", "Tỉnh"
    DISTRICT = "HUYEN", "Huyện"
    COMMUNE = "XA", "Xã"
    BLOCK = "KHOI", "Cụm, khối thi đua"


class CampaignKind(Labelled):
    """phương thức tổ chức (P:II.1; form 0601.N)."""

    REGULAR = "THUONG_XUYEN", "Thường xuyên hằng năm"
    PERIOD = "THEO_DOT", "Theo đợt"
    THEMATIC = "CHUYEN_DE", "Chuyên đề"


class ExemplarStage(Labelled):
    """bốn khâu xây dựng điển hình tiên tiến (P:II.2.2)."""

    DISCOVER = "PHAT_HIEN", "Phát hiện"
    NURTURE = "BOI_DUONG", "Bồi dưỡng"
    SUM_UP = "TONG_KET", "Tổng kết"
    REPLICATE = "NHAN_RONG", "Nhân rộng"


class EvidenceKind(Labelled):
    """minh chứng của điển hình."""

    TEXT = "TEXT", "Bài viết"
    PHOTO = "PHOTO", "Ảnh"
    LINK = "LINK", "Đường dẫn"


class Seat(Labelled):
    """What an installation does (product.md §3)."""

    SENDING = "sending", "Gửi hồ sơ lên cấp trên"
    RECEIVING = "receiving", "Nhận hồ sơ từ dưới"
    BOTH = "both", "Cả gửi và nhận"

    @property
    def sends(self) -> bool:
        """Whether this office prepares and sends dossiers."""
        return self is not Seat.RECEIVING

    @property
    def receives(self) -> bool:
        """Whether this office takes in and appraises dossiers."""
        return self is not Seat.SENDING


class Tier(Labelled):
    """cấp hành chính an office stands in; which of them exists on a date is law data (regimes)."""

    COMMUNE = "xa", "Cấp xã"
    DISTRICT = "huyen", "Cấp huyện"
    PROVINCE = "tinh", "Cấp tỉnh"
    CENTRAL = "tw", "Trung ương"


class Verdict(Labelled):
    """kết quả thẩm định một đề nghị (product.md §5)."""

    MEETS = "meets", "Đủ điều kiện"
    DOES_NOT = "does_not", "Không đủ điều kiện"
    SEND_HIGHER = "send_higher", "Trình cấp trên"
    HOLD = "hold", "Tạm dừng xem xét"


class Outcome(Labelled):
    """kết quả quyết định một đề nghị."""

    GRANTED = "granted", "Được khen thưởng"
    REFUSED = "refused", "Không khen thưởng"


class HoldKind(Labelled):
    """vì sao tạm dừng xem xét: what is under way against a recipient (catalogue §2.3 X1)."""

    DISCIPLINE = "KY_LUAT", "Đang xem xét kỷ luật"
    INVESTIGATION = "DIEU_TRA", "Đang điều tra"
    INSPECTION = "THANH_TRA", "Đang thanh tra, kiểm tra dấu hiệu vi phạm"
    COMPLAINT = "DON_THU", "Đang xác minh khiếu nại, tố cáo"


class InitiativeKind(Labelled):
    """loại giải pháp được công nhận (Luật 2022 Điều 3 khoản 4, Điều 23)."""

    INITIATIVE = "SANG_KIEN", "Sáng kiến"
    TOPIC = "DE_TAI", "Đề tài khoa học"
    PROJECT = "DE_AN", "Đề án khoa học"
    WORK = "CONG_TRINH", "Công trình khoa học và công nghệ"


class InitiativeLevel(Labelled):
    """phạm vi ảnh hưởng, hiệu quả áp dụng của sáng kiến (catalogue §7.4)."""

    BASE = "CO_SO", "Cơ sở"
    PROVINCE = "TINH", "Cấp tỉnh, bộ, ngành"
    NATION = "TOAN_QUOC", "Toàn quốc"


class CouncilDuty(Labelled):
    """chức danh trong Hội đồng Thi đua, khen thưởng (catalogue §4.3)."""

    CHAIR = "CHU_TICH", "Chủ tịch Hội đồng"
    FIRST_VICE = "PHO_THU_NHAT", "Phó Chủ tịch thứ nhất"
    VICE = "PHO_CHU_TICH", "Phó Chủ tịch Hội đồng"
    STANDING = "THUONG_TRUC", "Ủy viên thường trực"
    MEMBER = "UY_VIEN", "Ủy viên"
    SECRETARY = "THU_KY", "Thư ký Hội đồng"


class Presence(Labelled):
    """có mặt tại phiên họp."""

    PRESENT = "CO_MAT", "Có mặt"
    EXCUSED = "VANG_CO_LY_DO", "Vắng có lý do"
    ABSENT = "VANG", "Vắng"
    WRITTEN = "Y_KIEN_VAN_BAN", "Vắng, có ý kiến bằng văn bản"


class VoteMethod(Labelled):
    """hình thức biểu quyết."""

    SECRET_BALLOT = "BO_PHIEU_KIN", "Bỏ phiếu kín"
    SHOW_OF_HANDS = "GIO_TAY", "Biểu quyết giơ tay"
    WRITTEN = "VAN_BAN", "Lấy ý kiến bằng văn bản"


class DayKind(Labelled):
    """ngày nghỉ hay ngày làm bù do cơ quan ghi."""

    OFF = "NGHI", "Ngày nghỉ"
    WORKING = "LAM_VIEC", "Ngày làm việc (làm bù)"


class ReportPeriod(Labelled):
    """kỳ báo cáo: the part of a year a periodic report is about."""

    Q1 = "Q1", "Quý I"
    Q2 = "Q2", "Quý II"
    H1 = "H1", "6 tháng đầu năm"
    Q3 = "Q3", "Quý III"
    Q4 = "Q4", "Quý IV"
    H2 = "H2", "6 tháng cuối năm"
    Y = "Y", "Cả năm"


class DecisionKind(Labelled):
    """What a decision does with awards (product.md §5)."""

    AWARD = "award", "Khen thưởng"
    CANCEL = "cancel", "Hủy bỏ khen thưởng"


class NumberState(Labelled):
    """tình trạng của một số trong sổ."""

    RESERVED = "reserved", "Giữ chỗ"
    USED = "used", "Đã dùng"
    SPOILED = "spoiled", "Hỏng phôi"
    VOID = "void", "Bỏ, không dùng"


class OfficerRole(Labelled):
    """vai trò của người dùng trong cơ quan; what each may do stands in ``services/permissions``."""

    HEAD = "head", "Trưởng phòng, phụ trách"
    OFFICER = "officer", "Chuyên viên"
    CLERK = "clerk", "Văn thư"
    LEADER = "leader", "Lãnh đạo"
    VIEWER = "viewer", "Chỉ xem"


class SheetState(Labelled):
    """tình trạng một tờ giấy khen trong lượt in."""

    WAITING = "waiting", "Chưa in"
    SENT = "sent", "Đã gửi máy in, chưa rõ đã ra"
    PRINTED = "printed", "Đã in"
    SPOILED = "spoiled", "Hỏng"


class PrintState(Labelled):
    """tình trạng một lượt in."""

    RUNNING = "running", "Đang in"
    STOPPED = "stopped", "Đã dừng"
    DONE = "done", "Xong"


class FundKind(Labelled):
    """khoản của Quỹ thi đua, khen thưởng (catalogue §5.4)."""

    INCOME = "income", "Thu, được cấp"
    COMMITTED = "committed", "Cam kết chi"
    SPENT = "spent", "Đã chi"
