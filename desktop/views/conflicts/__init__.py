"""«Mâu thuẫn»: what cannot both be so, both sides beside each other, for a person to choose.

Belongs here: the page, what it shows of one conflict (``detail.py``), and the words for its two
sides (``words.py``). How a conflict is noticed and what each choice does is the business of
``services/conflict_detection.py`` and ``services/conflicts.py``. May import what every view may:
services, jobs, law, widgets; never sealing or the database. Read ``page.py`` first.
"""
