"""The figures of an official paper: NĐ 30/2020/NĐ-CP, Phụ lục I (catalogue §6.2, S25).

Lengths are millimetres, letters' sizes points. Where the decree allows a range, the value is inside
it and the range stands beside it.
"""

from __future__ import annotations

from desktop.documents.layout import MM

PAGE = (210.0, 297.0)
MARGIN_TOP = 20.0  # 20 to 25
MARGIN_BOTTOM = 20.0  # 20 to 25
MARGIN_LEFT = 30.0  # 30 to 35
MARGIN_RIGHT = 15.0  # 15 to 20
PAGE_NUMBER_FROM_TOP = 12.0  # baseline, inside the top margin
HEADER_FROM_TOP = 7.9  # top of a line of the page number's size with that baseline

HEAD_SIZE = 13.0  # national title and agencies: 12 to 13
MOTTO_SIZE = 14.0  # 13 to 14
NUMBER_SIZE = 13.0
PLACE_DATE_SIZE = 14.0  # 13 to 14
TITLE_SIZE = 14.0  # 13 to 14
BODY_SIZE = 14.0  # 13 to 14
TABLE_SIZE = 12.0
BOX_SIZE = 22.0  # a ballot's box, large enough for a cross made by pen
PAGE_NUMBER_SIZE = 13.0  # 13 to 14
RECIPIENTS_TITLE_SIZE = 12.0
RECIPIENTS_SIZE = 11.0
NOTE_SIZE = 13.0

FIRST_LINE = 12.7  # 10 or 12.7
PARAGRAPH_GAP = 6.0 / MM  # at least 6 points
SINGLE = 1.15  # of the size: the font's own height of a line
LINE_SPACING = 1.15  # of a single line: 1 to 1.5; LibreOffice knows whole percents only
SIGN_SPACE = 26.0
NUMBER_GAP = 2.0  # over number, and place with date
HEAD_GAP = 6.0  # under the head
TITLE_GAP = 4.0  # under title and subject, and under whom the paper is sent to
ISSUER_GAP = 3.0
ANNEX_GAP = 1.0  # under each line of an annex's title
SIGN_GAP = 4.0  # over the signatures
LOWER_SIGN_GAP = 6.0  # over the third signature
RULE_HEIGHT = 4.0 / MM  # a line stands so far below the letters
RULE_LINE = 0.75 / MM  # its own height
TABLE_LINE = 0.5 / MM
CELL_ABOVE = 3.0 / MM
CELL_BELOW = 4.0 / MM
CELL_SIDE = 4.0 / MM
LEFT_SIGN_SHARE = 0.48  # part of the width the recipients or the left signature take
ADDRESSED_SHARES = (0.3, 0.65)  # of the width: «Kính gửi:», and several addressees
ADDRESSED_GAP = 3.0  # between the two
ANNEX_RULE = 0.2  # of the width
LOW_TABLE = 8  # a table of so few rows stays with the signatures that follow it
NATIONAL_SHARE = 0.6  # part of the width the national title takes; the agency has the rest
AGENCY_RULE = 0.4  # of the agency's length: a third to a half
SUBJECT_RULE = 0.4  # of the subject's length: a third to a half

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END_MARK = "./."
MISSING_GROUND = "#FFFF00"  # behind what is missing; Word's «yellow»
