"""The people the demo's story needs by name, one row each, in the units of their communes."""

from __future__ import annotations

from datetime import date

from desktop.demo.shapes import DemoPriorAward
from desktop.law.terms import Gender

StoryRow = tuple[str, str, Gender, date, str, bool, tuple[DemoPriorAward, ...]]

_F, _M = Gender.FEMALE, Gender.MALE
_DONG_MO, _DISTRICT = "Ủy ban nhân dân xã Đồng Mơ", "Ủy ban nhân dân huyện Thanh Lâm"


def _award(year: int, code: str, number: str, on: date, by: str, what: str) -> DemoPriorAward:
    return DemoPriorAward(
        year=year,
        award_code=code,
        decision_number=number,
        decided_on=on,
        decided_by=by,
        achievement=what,
    )


def _yearly(*years: int) -> tuple[DemoPriorAward, ...]:
    """Return «Lao động tiên tiến» of these years, decided by the commune."""
    return tuple(
        _award(
            year,
            "LDTT",
            f"{160 + year % 100}/QĐ-UBND",
            date(year, 12, 20),
            _DONG_MO,
            f"Hoàn thành tốt nhiệm vụ năm {year}",
        )
        for year in years
    )


def _row(
    unit: str,
    name: str,
    gender: Gender,
    birth: tuple[int, int, int],
    post: str,
    awards: tuple[DemoPriorAward, ...] = (),
) -> StoryRow:
    """Return a member of a unit."""
    return unit, name, gender, date(*birth), post, False, awards


def _head(
    unit: str,
    name: str,
    gender: Gender,
    birth: tuple[int, int, int],
    post: str,
    awards: tuple[DemoPriorAward, ...] = (),
) -> StoryRow:
    """Return the head of a unit."""
    return unit, name, gender, date(*birth), post, True, awards


_FIGHTER = _award(
    2022,
    "CSTDCS",
    "1904/QĐ-UBND",
    date(2022, 12, 28),
    _DISTRICT,
    "Hoàn thành xuất sắc nhiệm vụ, có sáng kiến được công nhận năm 2022",
)
_PRAISED = _award(
    2021,
    "GK_XA",
    "118/QĐ-UBND",
    date(2021, 11, 18),
    _DONG_MO,
    "Có thành tích xuất sắc trong phong trào “Toàn dân đoàn kết xây dựng đời sống văn hóa”",
)

STORY: dict[str, tuple[StoryRow, ...]] = {
    "dong-mo": (
        _head("van-phong", "Phạm Quang Đẳng", _M, (1974, 3, 9), "Chủ tịch UBND xã", _yearly(2022)),
        _row("van-phong", "Nguyễn Thị Thu Huyền", _F, (1981, 7, 2), "Phó Chủ tịch UBND xã"),
        _row(
            "van-phong", "Đào Thị Thùy Dương", _F, (1990, 10, 21), "Công chức Văn phòng - Thống kê"
        ),
        _row(
            "van-phong",
            "Nguyễn Văn Hùng",
            _M,
            (1987, 1, 5),
            "Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường",
            _yearly(2021, 2022),
        ),
        _head(
            "mot-cua",
            "Nguyễn Thị Hương",
            _F,
            (1986, 2, 12),
            "Công chức Tư pháp - Hộ tịch",
            _yearly(2021, 2022),
        ),
        _head("dang-uy", "Đỗ Xuân Thể", _M, (1968, 9, 1), "Bí thư Đảng ủy"),
        _head("mat-tran", "Vũ Đình Ổn", _M, (1965, 5, 19), "Chủ tịch Ủy ban MTTQ Việt Nam xã"),
        _head("nong-dan", "Trần Văn Sẵn", _M, (1970, 8, 8), "Chủ tịch Hội Nông dân"),
        _head(
            "phu-nu",
            "Đặng Thị Ước",
            _F,
            (1979, 4, 30),
            "Chủ tịch Hội LHPN",
            (*_yearly(2021, 2022), _FIGHTER),
        ),
        _head("cuu-chien-binh", "Lê Hữu Tỵ", _M, (1960, 12, 22), "Chủ tịch Hội CCB"),
        _head("doan", "Bùi Thị Mỹ Duyên", _F, (1995, 3, 26), "Bí thư Đoàn"),
        _head("nguoi-cao-tuoi", "Nguyễn Văn Đỡ", _M, (1958, 2, 3), "Chủ tịch Hội"),
        _head("chu-thap-do", "Hoàng Thị Thoa", _F, (1966, 6, 6), "Chủ tịch Hội"),
        _head("cong-an", "Lã Mạnh Hùng", _M, (1983, 8, 19), "Trưởng Công an xã"),
        _head("quan-su", "Nguyễn Đức Thắng", _M, (1985, 12, 7), "Chỉ huy trưởng"),
        _head("tram-y-te", "Võ Thị Ngọc Ẩn", _F, (1976, 2, 27), "Trạm trưởng", _yearly(2022)),
        _row("tram-y-te", "Nguyễn Thị Hương", _F, (1991, 9, 17), "Điều dưỡng"),
        _head("mam-non", "Phạm Thị Tuyết Mẫn", _F, (1980, 11, 20), "Hiệu trưởng"),
        _head(
            "tieu-hoc",
            "Dương Thị Kỷ",
            _F,
            (1973, 10, 15),
            "Hiệu trưởng",
            (*_yearly(2021, 2022), _FIGHTER),
        ),
        _row(
            "tieu-hoc",
            "Công Tằng Tôn Nữ Hoàng Ngọc Phương Thảo Uyên",
            _F,
            (1993, 5, 3),
            "Giáo viên",
        ),
        _head("thcs", "Trịnh Văn Chỉnh", _M, (1971, 1, 16), "Hiệu trưởng", _yearly(2022)),
        _row("thcs", "Khổng Thị Sử", _F, (1984, 8, 28), "Giáo viên", _yearly(2021, 2022)),
        _head("htx", "Ngô Quý Lợi", _M, (1967, 7, 27), "Giám đốc hợp tác xã"),
        _head("doanh-nghiep", "Đoàn Thị Bích Ngữ", _F, (1978, 10, 13), "Giám đốc"),
        _row("doanh-nghiep", "Đỗ Thị Nhở", _F, (1989, 6, 1), "Công nhân"),
        _head("thon-1", "Nguyễn Văn Khởi", _M, (1964, 4, 4), "Trưởng thôn"),
        _row("thon-1", "Nguyễn Đình Đường", _M, (1961, 3, 30), "Nông dân", (_PRAISED,)),
        _head("thon-2", "Phan Đình Dũng", _M, (1969, 9, 9), "Trưởng thôn"),
        _row("thon-2", "Nguyễn Văn Hùng", _M, (1972, 11, 11), "Nông dân"),
        _head("thon-3", "Mạc Thị Vẽ", _F, (1972, 3, 8), "Trưởng thôn"),
        _row("thon-3", "Phạm Thị Nhở", _F, (1968, 1, 25), "Nông dân"),
        _head("thon-4", "Đỗ Văn Cử", _M, (1966, 10, 2), "Trưởng thôn"),
        _row("thon-4", "Trần Quốc Tuế", _M, (1959, 5, 7), "Nông dân"),
        _head("thon-5", "Lương Thế Ơn", _M, (1963, 2, 14), "Trưởng thôn"),
        _row("thon-5", "Nguyễn Thị Hường", _F, (1982, 12, 12), "Nông dân"),
        _head("thon-6", "Vũ Thị Hồng Phượng", _F, (1977, 6, 18), "Trưởng thôn"),
        _row("thon-6", "Đỗ Khắc Tỉnh", _M, (1975, 4, 11), "Chăn nuôi gia đình"),
    ),
    "tuong-van": (
        _head("van-phong", "Nguyễn Hữu Nghĩa", _M, (1973, 2, 22), "Chủ tịch UBND xã"),
        _row("van-phong", "Vũ Thị Lụa", _F, (1982, 9, 5), "Phó Chủ tịch UBND xã"),
        _row("van-phong", "Tạ Minh Quân", _M, (1992, 8, 1), "Công chức Văn phòng - Thống kê"),
        _head("htx", "Bùi Thị Thẽ", _F, (1974, 7, 15), "Giám đốc hợp tác xã"),
        _head("doan", "Chử Văn Sỹ", _M, (1996, 1, 9), "Bí thư Đoàn"),
        _head("thon-1", "Phạm Văn Bẩy", _M, (1962, 12, 1), "Trưởng thôn"),
        _head("thon-2", "Nguyễn Thị Hằng", _F, (1975, 3, 12), "Trưởng thôn"),
        _row("thon-2", "Tống Văn Lự", _M, (1970, 10, 30), "Nông dân"),
        _row("thon-3", "Nguyễn Thị Hằng", _F, (1975, 8, 24), "Nông dân"),
        _row("thon-4", "Trần Thị Chè", _F, (1960, 1, 20), "Nông dân"),
        _row("thon-5", "Lê Thừa Ấn", _M, (1969, 3, 3), "Bí thư Chi bộ"),
        _row("thon-6", "Phạm Thị Nhỏ", _F, (1966, 11, 28), "Nông dân"),
    ),
    "tt-thanh-lam": (
        _head("van-phong", "Bùi Đăng Khoa", _M, (1976, 6, 30), "Chủ tịch UBND thị trấn"),
        _row("van-phong", "Hồ Thị Quỳnh", _F, (1985, 5, 25), "Phó Chủ tịch UBND thị trấn"),
        _row("van-phong", "Lý Thị Khánh Vỹ", _F, (1994, 11, 3), "Công chức Văn phòng - Thống kê"),
        _head("cong-an", "Đoàn Việt Cường", _M, (1982, 4, 17), "Trưởng Công an thị trấn"),
        _row("thon-1", "Quách Thị Hòa", _F, (1979, 9, 29), "Tiểu thương"),
        _row("thon-2", "Ứng Văn Lẫm", _M, (2001, 6, 14), "Thợ cơ khí"),
        _row("thon-3", "Hoàng Thị Em", _F, (1971, 7, 7), "Tiểu thương"),
        _row("thon-4", "Đỗ Trọng Phóng", _M, (1988, 2, 8), "Thợ mộc"),
        _row("thon-5", "Vũ Bảo Lộc", _M, (1980, 10, 10), "Lái xe"),
        _row("thon-6", "Nguyễn Thị Đẹp", _F, (1963, 4, 26), "Buôn bán nhỏ"),
    ),
}
