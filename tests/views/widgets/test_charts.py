"""Charts show shares truly, and say their figures."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.views.theme import colors_of
from desktop.views.widgets.charts import BarChart, Chart, PartsChart, RingChart, Slice

_KINDS = [BarChart, RingChart, PartsChart]


def drawn(chart: Chart) -> QImage:
    chart.resize(360, max(chart.sizeHint().height(), 120))
    return chart.grab().toImage()


def area(image: QImage, color: str) -> int:
    wanted = QColor(color).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("kind", _KINDS)
def test_a_chart_says_its_figures(qtbot, dressed, kind: type[Chart]) -> None:
    chart = kind("Khen thưởng")
    qtbot.addWidget(chart)
    assert chart.accessibleName() == "Khen thưởng: chưa có số liệu"
    chart.show_slices([Slice("Cá nhân", 1200), Slice("Tập thể", 3)])
    assert chart.accessibleName() == "Khen thưởng: Cá nhân 1.200, Tập thể 3"
    assert chart.total == 1203


@pytest.mark.parametrize("kind", _KINDS)
def test_an_empty_chart_is_drawn_with_a_sentence(qtbot, dressed, kind: type[Chart]) -> None:
    empty, filled = kind("Một"), kind("Hai")
    for chart in (empty, filled):
        qtbot.addWidget(chart)
    empty.show_slices([Slice("Không có", 0)])
    filled.show_slices([Slice("Có", 4)])
    assert drawn(empty) != drawn(filled)


@pytest.mark.parametrize("kind", _KINDS)
def test_twice_as_much_is_drawn_twice_as_large(qtbot, dressed, kind: type[Chart]) -> None:
    chart = kind("Hồ sơ")
    qtbot.addWidget(chart)
    chart.show_slices([Slice("Đã gửi", 200, "success"), Slice("Bị trả lại", 100, "danger")])
    colors, image = colors_of(chart), drawn(chart)
    ratio = area(image, colors.success) / area(image, colors.danger)
    assert 1.6 < ratio < 2.5


def test_one_of_a_thousand_is_still_seen(qtbot, dressed) -> None:
    chart = BarChart("Đối tượng")
    qtbot.addWidget(chart)
    chart.show_slices([Slice("Cá nhân", 100_000), Slice("Hộ gia đình", 1, "danger")])
    assert area(drawn(chart), colors_of(chart).danger) > 20
