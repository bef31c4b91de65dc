"""The shared widgets every page is built from; no widget here knows a service.

Read ``record_page.py`` first: it joins ``list_panel.py`` (search, filters, ``record_table.py``,
count line) and ``record_form.py`` (editors built from a draft's declared fields) for one subject.
``editors.py`` and ``lines_editor.py`` hold one editor per kind of field, ``dialogs.py`` every
question, ``banner.py`` every message beside the work. May import PySide6, ``services/fields.py``,
law terms, vietnamese, errors and jobs.
"""
