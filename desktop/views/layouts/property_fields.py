"""Which properties of a box the panel shows, in which order, within which bounds; its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QDoubleSpinBox

from desktop.services.certificate_layouts import BoxKind
from desktop.views.layouts.words import ALIGNS, BREAKINGS, CASES, FONTS, VALIGNS
from desktop.views.widgets.measure_field import MeasureField
from desktop.views.widgets.named import named

_LARGEST_PT, _LARGEST_MM = 200.0, 1000.0
KINDS = {BoxKind.TEXT: "Chữ", BoxKind.QR: "Mã QR"}
# name, label, least, largest, step, decimals, unit
NUMBERS: tuple[tuple[str, str, float, float, float, int, str], ...] = (
    ("x", "Cách mép trái", -_LARGEST_MM, _LARGEST_MM, 0.1, 2, " mm"),
    ("y", "Cách mép trên", -_LARGEST_MM, _LARGEST_MM, 0.1, 2, " mm"),
    ("width", "Rộng", 1, _LARGEST_MM, 0.1, 2, " mm"),
    ("height", "Cao", 1, _LARGEST_MM, 0.1, 2, " mm"),
    ("size", "Cỡ chữ", 4, _LARGEST_PT, 0.5, 2, " pt"),
    ("min_size", "Thu nhỏ đến", 0, _LARGEST_PT, 0.5, 2, " pt"),
    ("one_line_size", "Giữ một dòng đến", 0, _LARGEST_PT, 0.5, 2, " pt"),
    ("max_lines", "Nhiều nhất", 1, 12, 1, 0, " dòng"),
    ("leading", "Giãn dòng", 1, 3, 0.05, 2, " lần"),
    ("spacing", "Giãn chữ", 0, 60, 0.25, 2, " pt"),
    ("word_spacing", "Giãn từ", 0, 60, 0.25, 2, " pt"),
)
CHOICES: tuple[tuple[str, str, Mapping[Any, str]], ...] = (
    ("kind", "Khung này là", KINDS),
    ("font", "Phông chữ", FONTS),
    ("align", "Căn ngang", ALIGNS),
    ("valign", "Căn dọc", VALIGNS),
    ("case", "Viết hoa", CASES),
    ("breaking", "Ngắt dòng", BREAKINGS),
)
CHECKS = (
    ("visible", "Hiện", "Bỏ chọn: mẫu vẫn giữ khung nhưng không in"),
    ("preprinted", "Phôi đã in sẵn", "In lên phôi thì bỏ qua khung này"),
)
LABELS: Mapping[str, str] = {
    **{name: label for name, label, *_ in NUMBERS},
    **{name: label for name, label, _ in (*CHOICES, *CHECKS)},
    "text": "Nội dung",
    "color": "Màu chữ",
}
ZERO_WORDS = {"min_size": "không thu", "one_line_size": "theo cỡ chữ"}
# One row each; two names share it.
ROWS = (
    ("font",),
    ("size", "min_size"),
    ("max_lines", "one_line_size"),
    ("align", "valign"),
    ("x", "y"),
    ("width", "height"),
    ("case", "color"),
    ("breaking",),
    ("leading", "spacing"),
    ("word_spacing", "kind"),
)
ALWAYS = frozenset({"x", "y", "width", "height", "color", "kind", "visible", "preprinted"})


def number_field(
    name: str, label: str, bounds: tuple[float, float, float], decimals: int, unit: str
) -> QDoubleSpinBox:
    """Return a field for a number.

    Args:
        name: of the field.
        label: as a screen reader says it.
        bounds: least, largest, and the step of an arrow.
        decimals: places after the comma.
        unit: with the space before it.
    """
    box = named(MeasureField(), name, says=label)
    box.setDecimals(decimals)
    box.setRange(*bounds[:2])
    box.setSingleStep(bounds[2])
    box.setSuffix(unit)
    box.setSpecialValueText(ZERO_WORDS.get(name, ""))
    # While a number is being typed its first digits are no place for a box to jump to.
    box.setKeyboardTracking(False)
    return box
