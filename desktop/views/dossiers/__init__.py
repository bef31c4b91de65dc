"""«Hồ sơ khen thưởng»: this office's own dossiers, from the first nomination to the decision.

Belongs here: the page and the parts of it. The widgets that only show (``nomination_form.py``,
``missing_list.py``, ``moves_bar.py``, the dialogs) know no service; the page and the classes named
after what is done (``nominations_tab.py``, ``nomination_editor.py``, ``sending.py``,
``deciding.py``) join them to services and runner. What is known of the open dossier at one moment
stands in ``open_dossier.py``. May import what every view may. Read ``page.py`` first.
"""
