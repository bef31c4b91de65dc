"""The page of campaigns (phong trào thi đua): read ``page.py``, columns and filters first.

May import what every page may (``desktop/views/__init__.py``). Criteria and registrations are
tables of the form, declared in ``services/campaigns.py``; papers are the shared attachments panel.
"""
