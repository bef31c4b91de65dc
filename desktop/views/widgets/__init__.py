"""The shared widgets every page is built from; no widget here knows a service.

Read ``record_page.py`` first: it joins ``list_panel.py`` and ``record_form.py`` for one subject.

- list: ``record_table.py`` (model), ``table_view.py``, ``chip_row.py``; board: ``board.py``
- form: ``editors.py`` names the editor of each kind of field, ``lines_editor.py`` nested tables
- nothing lost: ``form_journal.py`` after a crash, ``stale_edit.py`` when another saved first
- said and asked: ``banner.py``, ``dialogs.py``, ``progress.py``; drawn: ``charts.py``, ``icons.py``
- the window's frame: ``rail.py``, ``palette.py`` (Ctrl+K), ``qt_words.py`` (Qt in Vietnamese)

May import PySide6, ``views/theme.py``, ``views/messages.py``, ``services/fields.py``, law terms,
vietnamese, errors and jobs. A new widget gets its name from ``named.py``.
"""
