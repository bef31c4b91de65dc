"""pháp luật: the law data and its corrections, the legal register, days off, wording of papers.

``page.py`` lists the tabs, each made when it is first shown: the one place to add a tab. May import
services, law and widgets; never models or SQLAlchemy. The law itself is ``desktop.law``, what an
office says of it ``services/law_corrections.py``. ``bases_dialog.py`` is asked from the pages of
dossiers and decisions too. Read ``data_tab.py`` first.
"""
