"""Lists and statistics as spreadsheets that print well and can be worked on.

Belongs here: writing .xlsx from plain titles and values. May import ``law``, ``vietnamese``,
``errors`` and openpyxl; never models, database, services or Qt. Read ``lists.py``: one list with a
title, a frozen header and the widths its content asks for, on A4 across. Whoever calls gives an
open file; ``services/lists.py`` makes sure that it is written whole or not at all.
"""
