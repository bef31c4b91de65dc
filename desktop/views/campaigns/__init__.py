"""The page of campaigns (phong trào thi đua).

Belongs here: the columns, filters and tabs of campaigns. Criteria and registrations are tables of
the form, declared in ``services/campaigns.py``; papers are the shared attachments panel.
May import what every page may (``desktop/views/__init__.py``).
Read ``page.py``: columns, filters, then what the page adds to ``RecordPage``.
"""
