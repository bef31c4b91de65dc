"""The page of households (hộ gia đình).

Belongs here: the columns, filters and tabs of households; the form itself comes from the draft
declared in ``services/households.py``.
May import what every page may (``desktop/views/__init__.py``).
Read ``page.py``: columns, filters, then what the page adds to ``RecordPage``.
"""
