"""Trao đổi gói: what the window shows of packages on their way.

Belongs here: the strip of a stick that is plugged in (``stick_strip.py``), the background pass over
the lines (``background.py``) with its line of status (``sync_line.py``), the red banner of failures
nobody has read (``failures_banner.py``), and their words. Used by the pages of outbox and inbox,
the home page and the workspace. May import what every view may: services, jobs, law, widgets.
Read ``words.py`` first.
"""
