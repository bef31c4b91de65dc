"""A certificate layout: boxes and ornaments on a page, as a JSON file describes them.

All measures are millimetres from the page's top left corner, sizes of letters are points. To add a
box to a certificate, add an object to ``boxes`` in ``resources/certificates/*.json``: every key of
``Box`` is a key there, those with a default may be left out. What differs for one award, one kind
of recipient or one certificate is a ``layout_change.LayoutChange`` on top.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MM = 72 / 25.4
"""Points in a millimetre."""


class BoxKind(StrEnum):
    """What a box draws from its text."""

    TEXT = "text"
    QR = "qr"


class Align(StrEnum):
    """Where a line stands in its box's width."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class VAlign(StrEnum):
    """Where the lines stand in their box's height."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Case(StrEnum):
    """Which letters are printed."""

    AS_IS = "as-is"
    UPPER = "upper"
    TITLE = "title"


class Breaking(StrEnum):
    """How a text is spread over its lines; a person's name is split by neither."""

    BALANCED = "balanced"
    FILLED = "filled"


class OrnamentKind(StrEnum):
    """The drawings ``ornaments.py`` can make; their measures come from the layout."""

    RECTANGLE = "rectangle"
    BRAID_FRAME = "braid-frame"
    CORNERS = "corners"
    SCROLLS = "scrolls"
    DRUM = "drum"
    RULE = "rule"
    LOTUS = "lotus"


@dataclass(frozen=True, slots=True)
class Box:
    """One text, or one QR code, on the certificate.

    Attributes:
        id: its name in refusals and reports.
        text: what it shows, with the fields of ``CertificateText`` in braces. It is left out where
            every field in it is empty; a QR code where any is.
        x: left edge, mm.
        y: top edge, mm.
        width: mm.
        height: mm.
        font: a font of ``fonts.FACES``; bold and italic are faces of their own. A QR code has none.
        size: letters' size when everything fits, points.
        min_size: below this the text is refused instead of shrunk further.
        one_line_size: down to this size a text shrinks rather than take a second line.
        max_lines: most lines it may take.
        leading: distance of two baselines as part of the size.
        spacing: extra space between letters at full size, points.
        word_spacing: extra space between words at full size, points.
        color: #RRGGBB.
        align: across the box.
        valign: down the box.
        case: as it is, in capitals, or each word with a capital.
        breaking: lines of one length, or each as full as it can be.
        preprinted: True when a pre-printed blank already has it, so an overlay leaves it out.
        visible: False for a box this layout knows and does not print.
        kind: a text or a QR code.
    """

    id: str
    text: str
    x: float
    y: float
    width: float
    height: float
    font: str = ""
    size: float = 0.0
    min_size: float = 0.0
    one_line_size: float = 0.0
    max_lines: int = 1
    leading: float = 1.25
    spacing: float = 0.0
    word_spacing: float = 0.0
    color: str = "#000000"
    align: Align = Align.CENTER
    valign: VAlign = VAlign.MIDDLE
    case: Case = Case.AS_IS
    breaking: Breaking = Breaking.BALANCED
    preprinted: bool = False
    visible: bool = True
    kind: BoxKind = BoxKind.TEXT

    @property
    def smallest(self) -> float:
        """The size below which the text is refused."""
        return self.min_size or self.size

    @property
    def prefers_one_line(self) -> float:
        """The size down to which a second line is avoided."""
        return self.one_line_size or self.size


@dataclass(frozen=True, slots=True)
class Ornament:
    """One drawing: the rectangle it fills (mm), two colours and the thickness of its lines (mm)."""

    kind: OrnamentKind
    x: float
    y: float
    width: float
    height: float
    color: str
    second_color: str = ""
    line: float = 0.3
    band: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of certificate page.

    Attributes:
        code: its file's name, permanent.
        name: as the user chooses it.
        width: of the page (of the blank), mm.
        height: of the page, mm.
        boxes: in drawing order.
        ornaments: drawn under the boxes.
        overlay: True when only what is not pre-printed is drawn.
        note: what whoever chooses it must know, as a size nobody has read in its source.
    """

    code: str
    name: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    ornaments: tuple[Ornament, ...] = ()
    overlay: bool = False
    note: str = ""

    def box(self, box_id: str) -> Box | None:
        """Return the box of that name, or None."""
        return next((box for box in self.boxes if box.id == box_id), None)

    def printed_boxes(self, *, overlay: bool) -> tuple[Box, ...]:
        """Return what goes on paper; over a blank, without what the blank already has."""
        bare = overlay or self.overlay
        return tuple(box for box in self.boxes if box.visible and not (bare and box.preprinted))
