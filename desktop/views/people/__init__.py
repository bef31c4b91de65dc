"""The page of people (cá nhân).

Belongs here: the columns, filters and tabs of people; the form itself comes from the draft declared
in ``services/people.py``. May import what every page may (``desktop/views/__init__.py``). Read
``page.py``. The list must stay light, for an office may know 200,000 people: texts and sort keys
come ready-made from ``PersonRow``, and a save reads one row again, not all.
"""
