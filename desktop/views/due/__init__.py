"""«Ai đủ điều kiện»: who qualifies for which award of a year, or misses one by one fact.

Read ``page.py`` first: the year and award asked about, the search as a job that can be stopped, the
list, and the way into a dossier. ``words.py`` says what a line tells, ``nominating.py`` puts chosen
lines into a draft dossier. May import services, jobs and shared widgets; the search itself is
``services/due.py``.
"""
