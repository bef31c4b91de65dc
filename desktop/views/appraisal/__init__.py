"""«Thẩm định»: dossiers that came from below, judged nomination by nomination, then decided.

Read ``page.py`` first: the board by campaign and sender (``board.py``), the list of dossiers, and
the open one in their place. ``dossier_view.py`` is the open dossier: its nominations, the one in
sight (``nomination_card.py``, with findings, papers and notes) and the reader of its papers beside.
``judging.py`` brings a key to a verdict kept: reasons, another officer's verdict, many at once,
taking back. ``answering.py`` ends an appraisal: finished, sent back, refused. ``deciding.py`` leads
from an appraised dossier to its decision.
"""
