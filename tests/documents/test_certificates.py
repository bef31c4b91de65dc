"""A batch of certificates: right letters, in their boxes, and refused before a blank is spoilt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.documents.certificates import Calibration, draw_certificates, place_all
from desktop.documents.layout import Align, Box, Case, Layout
from desktop.documents.layout_change import LayoutChange, resolve
from desktop.documents.layout_file import load_layout
from desktop.errors import Cancelled, DocumentFailed, StorageError
from desktop.law.terms import RecipientKind
from tests.documents.reading import VIETNAMESE, Letter, Pdf
from tests.documents.samples import certificate

PLAIN = load_layout("a4-plain")
OVERLAY = load_layout("a4-overlay")
LONGEST = "Công Tằng Tôn Nữ Thị Hồng Phượng Hoàng Kim Ngân"
COLLECTIVE = "Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn, Phòng thủ dân sự xã Đông An"


def _drawn(target: Path, *certificates: object, layout: Layout = PLAIN, **options: object) -> Pdf:
    draw_certificates(target, certificates, layout, **options)  # type: ignore[arg-type]
    return Pdf(target)


def _box(name: str) -> Box:
    return next(box for box in PLAIN.boxes if box.id == name)


def _outside(letters: list[Letter], box: Box, slack: float = 0.1) -> list[Letter]:
    return [
        letter
        for letter in letters
        if letter.left < box.x - slack
        or letter.right > box.x + box.width + slack
        or letter.top < box.y - slack
        or letter.bottom > box.y + box.height + slack
    ]


def test_every_vietnamese_letter_comes_back_from_the_page_as_it_went_in(tmp_path: Path) -> None:
    syllables = [f"N{letter}n" for letter in VIETNAMESE]
    batch = [
        certificate(i, name=" ".join(syllables[i : i + 4]), achievement=f"Đã giúp {syllables[i]}")
        for i in range(0, len(syllables) - 3, 2)
    ]
    pdf = _drawn(tmp_path / "a.pdf", *batch)
    assert len(pdf.texts) == len(batch)
    for given, text in zip(batch, pdf.texts, strict=True):
        assert given.name in text
        assert given.achievement in text
        assert unicodedata.is_normalized("NFC", text)


def test_a_name_typed_decomposed_is_printed_composed(tmp_path: Path) -> None:
    name = "Nguyễn Thị Hồng Phượng"
    pdf = _drawn(tmp_path / "a.pdf", certificate(name=unicodedata.normalize("NFD", name)))
    assert name in pdf.text


def test_every_word_of_a_certificate_is_on_its_page_and_on_no_other(tmp_path: Path) -> None:
    pdf = _drawn(
        tmp_path / "a.pdf",
        certificate(1, name="Lê Thị Yến", honorific="Bà"),
        certificate(2, name="Đỗ Đình Ưởng"),
    )
    for shown in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN THANH LÂM",
        "TẶNG",
        "GIẤY KHEN",
        "Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2023",
        "Trần Quang Vinh",
    ):
        assert all(shown in text for text in pdf.texts)
    assert ["Lê Thị Yến" in text for text in pdf.texts] == [True, False]
    assert ["Vào sổ khen thưởng số 2" in text for text in pdf.texts] == [False, True]
    assert pdf.sizes == [pytest.approx((297, 210), abs=0.01)] * 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lê Ân", RecipientKind.INDIVIDUAL),
        (LONGEST, RecipientKind.INDIVIDUAL),
        (COLLECTIVE, RecipientKind.COLLECTIVE),
        ("Đỗ Đình Ưởng", RecipientKind.HOUSEHOLD),
    ],
)
def test_the_ink_of_every_text_stays_in_its_box(
    tmp_path: Path, name: str, kind: RecipientKind
) -> None:
    achievement = (
        "Đã có thành tích xuất sắc trong công tác vận động nhân dân hiến đất làm đường " * 3
    )
    text = certificate(
        name=name,
        kind=kind,
        achievement=achievement.strip(),
        signer_title="KT. Chủ tịch\nPhó Chủ tịch",
    )
    pdf = _drawn(tmp_path / "a.pdf", text)
    for box_id, shown in {
        "authority": text.authority.upper(),
        "award_title": "GIẤY KHEN",
        "name": name,
        "achievement": text.achievement,
        "post_unit": text.post_unit,
        "signer_title": "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "signer_name": text.signer_name,
        "decision_line": text.decision_line,
    }.items():
        assert _outside(pdf.find(shown), _box(box_id)) == [], box_id


def test_texts_are_centred_in_their_boxes(tmp_path: Path) -> None:
    pdf = _drawn(tmp_path / "a.pdf", certificate())
    letters = pdf.find("GIẤY KHEN")
    assert (letters[0].left + letters[-1].right) / 2 == pytest.approx(297 / 2, abs=0.7)


def test_a_text_to_the_left_or_right_begins_or_ends_at_its_box(tmp_path: Path) -> None:
    boxes = tuple(
        replace(_box("post_unit"), id=align, y=20 + 20 * index, align=align)
        for index, align in enumerate((Align.LEFT, Align.RIGHT))
    )
    pdf = _drawn(tmp_path / "a.pdf", certificate(), layout=replace(PLAIN, boxes=boxes))
    letters = [letter for letter in pdf.letters[0] if not letter.char.isspace()]
    half = len(letters) // 2
    assert letters[0].left == pytest.approx(boxes[0].x, abs=0.5)
    assert letters[half:][-1].right == pytest.approx(boxes[0].x + boxes[0].width, abs=0.5)


def test_what_was_shrunk_is_reported_with_number_and_size(tmp_path: Path) -> None:
    report = draw_certificates(
        tmp_path / "a.pdf", [certificate(7, name="Lê Ân"), certificate(8, name=LONGEST)], PLAIN
    )
    assert (report.pages, report.numbers) == (2, ("7", "8"))
    (shrunk,) = report.shrunk
    assert (shrunk.number, shrunk.field) == ("8", "name")
    assert _box("name").smallest <= shrunk.size < _box("name").size


def test_an_overlay_prints_only_what_the_blank_does_not_have(tmp_path: Path) -> None:
    pdf = _drawn(tmp_path / "a.pdf", certificate(), layout=OVERLAY)
    same = _drawn(tmp_path / "b.pdf", certificate(), overlay=True)
    assert pdf.text == same.text
    assert "Nguyễn Văn Ân" in pdf.text
    for preprinted in ("CỘNG HÒA", "Độc lập", "HUYỆN THANH LÂM", "TẶNG", "GIẤY KHEN"):
        assert preprinted not in pdf.text
    assert (tmp_path / "a.pdf").stat().st_size < 0.9 * _drawn_size(tmp_path)


def _drawn_size(folder: Path) -> int:
    draw_certificates(folder / "plain.pdf", [certificate()], PLAIN)
    return (folder / "plain.pdf").stat().st_size


def test_an_overlay_puts_each_text_where_the_whole_certificate_has_it(tmp_path: Path) -> None:
    whole = _drawn(tmp_path / "a.pdf", certificate()).find("Nguyễn Văn Ân")
    over = _drawn(tmp_path / "b.pdf", certificate(), layout=OVERLAY).find("Nguyễn Văn Ân")
    assert [(a.left, a.top) for a in whole] == [
        (pytest.approx(b.left), pytest.approx(b.top)) for b in over
    ]


def test_a_calibration_moves_and_stretches_in_millimetres_from_the_top_left(tmp_path: Path) -> None:
    plain = _drawn(tmp_path / "a.pdf", certificate()).find("Nguyễn Văn Ân")
    calibration = Calibration(right=1.5, down=0.8, scale_x=1.002, scale_y=0.997)
    moved = _drawn(tmp_path / "b.pdf", certificate(), calibration=calibration).find("Nguyễn Văn Ân")
    for before, after in zip(plain, moved, strict=True):
        assert after.left == pytest.approx(before.left * 1.002 + 1.5, abs=0.02)
        assert after.top == pytest.approx(before.top * 0.997 + 0.8, abs=0.02)


def test_the_same_batch_gives_the_same_bytes(tmp_path: Path) -> None:
    batch = [
        certificate(number, name=f"Lê Thị Yến {letter}") for number, letter in enumerate("ÂĐƯ")
    ]
    for name in ("a.pdf", "b.pdf"):
        draw_certificates(tmp_path / name, batch, PLAIN)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_every_font_is_embedded(tmp_path: Path) -> None:
    draw_certificates(tmp_path / "a.pdf", [certificate()], PLAIN)
    data = (tmp_path / "a.pdf").read_bytes()
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") >= 5


def test_empty_fields_leave_no_trace(tmp_path: Path) -> None:
    pdf = _drawn(tmp_path / "a.pdf", certificate(post_unit="", achievement=" ", register_line=""))
    assert "Vào sổ" not in pdf.text
    assert "..." not in pdf.text


def test_a_name_too_long_for_its_smallest_size_refuses_the_batch_by_its_number(
    tmp_path: Path,
) -> None:
    target = tmp_path / "a.pdf"
    with pytest.raises(DocumentFailed) as refusal:
        draw_certificates(target, [certificate(1), certificate(2, name=LONGEST * 6)], PLAIN)
    assert refusal.value.code is DocumentFailed.Code.TEXT_DOES_NOT_FIT
    data = dict(refusal.value.data)
    missing = data.pop("missing")
    assert data.pop("label") == "Tên người, tập thể, hộ được khen"
    assert data == {"number": "2", "field": "name", "size": 18.0, "way": "across"}
    assert isinstance(missing, float)
    assert missing > 100
    assert list(tmp_path.iterdir()) == []


def test_a_letter_no_font_has_refuses_the_batch_and_names_the_letter(tmp_path: Path) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        draw_certificates(tmp_path / "a.pdf", [certificate(3, name="Nguyễn 漢")], PLAIN)
    assert refusal.value.code is DocumentFailed.Code.CERTIFICATE_LETTER_MISSING
    assert refusal.value.data["letter"] == "漢"
    assert (refusal.value.data["number"], refusal.value.data["field"]) == ("3", "name")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ksor \u014f\u0306", "\u014f\u0306"),
        ("Bh\u0301 Nướch", "h\u0301"),
        ("H'\u1ed8\u0306 Thu", "\u1ed8\u0306"),
        ("Z\u0306\u030c\u0302 Thu", "Z\u0306\u030c\u0302"),
        ("\u0306Y Thu", "U+0306"),
        ("Đặng\u200bThị Ước", "U+200B"),
        ("Đặng \u202eThị Ước", "U+202E"),
        ("Đặng \u2066Thị Ước", "U+2066"),
        ("Đặng\x07 Thị Ước", "U+0007"),
        ("\u200b", "U+200B"),
    ],
)
@pytest.mark.parametrize("kind", [RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE])
def test_a_mark_without_its_letter_and_what_nobody_sees_are_refused_by_name(
    kind: RecipientKind, name: str, letter: str
) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        place_all([certificate(3, name=name, kind=kind)], PLAIN)
    assert refusal.value.code is DocumentFailed.Code.CERTIFICATE_LETTER_MISSING
    assert refusal.value.data["letter"] == letter
    assert (refusal.value.data["number"], refusal.value.data["field"]) == ("3", "name")


@pytest.mark.parametrize("name", ["", " \u00a0 ", "\n"])
def test_a_certificate_for_nobody_is_refused(name: str) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        place_all([certificate(3, name=name)], PLAIN)
    assert refusal.value.code is DocumentFailed.Code.CERTIFICATE_NAMELESS
    assert refusal.value.data["number"] == "3"


def test_composed_letters_no_break_spaces_and_given_lines_are_printed() -> None:
    name = "H'Hen\u00a0Nie\u0302\u0301\nTổ hai"
    assert place_all([certificate(3, name=name, kind=RecipientKind.COLLECTIVE)], PLAIN)


def test_no_certificates_are_nothing_to_print(tmp_path: Path) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        draw_certificates(tmp_path / "a.pdf", [], PLAIN)
    assert refusal.value.code is DocumentFailed.Code.NOTHING_TO_PRINT


def test_a_folder_that_is_gone_is_a_storage_refusal(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        draw_certificates(tmp_path / "gone" / "a.pdf", [certificate()], PLAIN)


def test_progress_is_told_from_none_to_all(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    batch = [certificate(number) for number in range(120)]
    draw_certificates(
        tmp_path / "a.pdf", batch, PLAIN, report=lambda *progress: told.append(progress)
    )
    assert [done for done, _, _ in told] == [0, 50, 100, 120]
    assert {total for _, total, _ in told} == {120}


def _stopping_at(limit: int) -> Callable[[int, int, str], None]:
    def report(done: int, _total: int, _step: str) -> None:
        if done >= limit:
            raise Cancelled

    return report


def test_a_stopped_batch_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        draw_certificates(
            tmp_path / "a.pdf", [certificate(n) for n in range(80)], PLAIN, report=_stopping_at(50)
        )
    assert list(tmp_path.iterdir()) == []


def test_each_certificate_may_have_a_layout_of_its_own(tmp_path: Path) -> None:
    moved = resolve(PLAIN, LayoutChange({"name": {"x": 20.0, "align": Align.LEFT}})).layout
    batch = [certificate(1), certificate(2), certificate(3)]
    draw_certificates(tmp_path / "a.pdf", batch, [PLAIN, moved, OVERLAY])
    pdf = Pdf(tmp_path / "a.pdf")
    lefts = [pdf.find("Nguyễn Văn Ân", page)[0].left for page in range(3)]
    assert lefts[0] == pytest.approx(lefts[2])
    assert lefts[1] < lefts[0] - 20
    assert ["GIẤY KHEN" in text for text in pdf.texts] == [True, True, False]
    assert ["Trần Quang Vinh" in text for text in pdf.texts] == [True] * 3


def test_layouts_of_other_sizes_make_pages_of_other_sizes(tmp_path: Path) -> None:
    large = load_layout("bang-khen-400x300")
    draw_certificates(tmp_path / "a.pdf", [certificate(1), certificate(2)], [PLAIN, large])
    pdf = Pdf(tmp_path / "a.pdf")
    assert pdf.sizes == [pytest.approx((297, 210), abs=0.01), pytest.approx((400, 300), abs=0.01)]
    box = large.box("signer_name")
    assert box is not None
    assert _outside(pdf.find("Trần Quang Vinh", 1), box) == []


def test_a_check_code_brings_its_qr_code_and_none_leaves_no_trace(tmp_path: Path) -> None:
    pdf = _drawn(tmp_path / "a.pdf", certificate(1, check_code="7K3M-9QTZ"), certificate(2))
    assert ["Mã kiểm tra: 7K3M-9QTZ" in text for text in pdf.texts] == [True, False]
    assert ["Mã kiểm tra" in text for text in pdf.texts] == [True, False]


def test_each_word_may_begin_with_a_capital(tmp_path: Path) -> None:
    boxes = (replace(_box("post_unit"), case=Case.TITLE),)
    text = certificate(post_unit="phó trưởng thôn (phụ trách) xã Đông An")
    pdf = _drawn(tmp_path / "a.pdf", text, layout=replace(PLAIN, boxes=boxes))
    assert "Phó Trưởng Thôn (Phụ Trách) Xã Đông An" in pdf.text


@pytest.mark.parametrize(
    "wrong",
    [{"text": "{birthday}"}, {"text": "{name"}, {"font": "Arial"}, {"size": 0.0}, {"height": 2.0}],
)
def test_a_box_that_cannot_be_drawn_refuses_the_batch(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    layout = resolve(PLAIN, LayoutChange({"name": wrong})).layout
    with pytest.raises(DocumentFailed) as refusal:
        draw_certificates(tmp_path / "a.pdf", [certificate()], layout)
    assert refusal.value.code is DocumentFailed.Code.LAYOUT_BAD
    assert str(refusal.value.data["field"]).startswith("boxes.name.")


def test_a_turned_page_turns_about_its_top_left_corner(tmp_path: Path) -> None:
    turned = Calibration(rotation=1)
    plain = _drawn(tmp_path / "a.pdf", certificate()).find("Trần Quang Vinh")
    moved = _drawn(tmp_path / "b.pdf", certificate(), calibration=turned).find("Trần Quang Vinh")
    # Clockwise by a degree: what lies far to the right sinks, what lies deep moves left.
    assert moved[0].bottom - plain[0].bottom == pytest.approx(plain[0].left * 0.01745, abs=0.3)
    assert moved[0].left - plain[0].left == pytest.approx(-plain[0].bottom * 0.01745, abs=0.3)
