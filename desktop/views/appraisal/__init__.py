"""«Thẩm định»: dossiers that came from below, judged nomination by nomination, then decided.

Read ``page.py`` first: the list of dossiers, and the open one in its place. ``dossier_view.py`` is
the open dossier, ``nomination_card.py`` the nomination beside its list, ``verdict_bar.py`` the four
verdicts and their keys, ``return_dialog.py`` the points a dossier is sent back with,
``deciding.py`` the way from an appraised dossier to its decision.
"""
