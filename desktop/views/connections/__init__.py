"""The page «Kết nối»: how this office is joined to the one above, and who joined it from below.

``page.py`` holds the tabs. ``up_tab.py`` asks the office above and takes its grant in
(``up_view.py`` shows the three steps), ``down_tab.py`` lists requests and offices below
(``down_detail.py`` the open one), ``line_tab.py`` sets the line. ``code_dialog.py`` compares a code
over the telephone, ``grant_dialog.py`` adds the line to it, ``revoke_dialog.py`` asks why a
certificate is taken back, ``root_dialog.py`` for the passphrase of a copy of the root key. All
words of states stand in ``words.py``. Start with ``page.py``. May import what every page may.
"""
