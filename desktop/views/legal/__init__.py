"""pháp luật: the law data and its corrections, the legal register, days off, wording of papers.

``page.py`` lists the tabs: the one place to add one. The law itself is ``desktop.law``; what an
office says of it, ``services/law_corrections.py``. Views here know widgets and that service only.
"""
