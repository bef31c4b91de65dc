"""The page of units: the shape every subject page copies.

``page.py`` names the columns, the filters and the draft; list, form, search, journal, stale-edit
banner and history come from ``views/widgets/record_page.py``. May import services, jobs, law and
widgets; never models or SQLAlchemy. The form itself is built from ``UnitDraft`` in
``desktop/services/units.py``: a field is declared there, once.
"""
