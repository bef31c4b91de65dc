"""Vietnamese as the program needs it: text, alphabet order, names, dates and numbers. PURE.

Belongs here: whatever would be the same in any Vietnamese program. No clock, no database, no Qt;
the standard library and ``desktop.law`` only. Read ``text.py`` first: the rest builds on ``nfc``.

- ``text.py``     NFC at every edge, and the search key in which Đ = D and marks do not count
- ``letters.py``  «ơ̆» and other letters of a base and a loose mark
- ``sorting.py``  storable keys in the order of the alphabet; lists of people go by given name
- ``names.py``    honorifics, capitals, tidying; a name is one field and never stored in parts
- ``dates.py``    05/01/2023 on screen, «ngày 05 tháng 01 năm 2023» on paper, reading what is typed
- ``numbers.py``  1.490.000 đ, «05 cá nhân», amounts in words
- ``labels.py``   an enumeration with its Vietnamese term; the lists are in ``desktop/law/terms.py``
"""
