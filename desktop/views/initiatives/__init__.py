"""The page of initiatives (sáng kiến).

Belongs here: the columns, filters and tabs of initiatives. Their authors are a table of the form,
declared in ``services/initiatives.py``; the decision that recognised one is an attached file.
May import what every page may (``desktop/views/__init__.py``).
Read ``page.py``: columns, filters, then what the page adds to ``RecordPage``.
"""
