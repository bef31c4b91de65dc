"""The page of people (cá nhân): read ``page.py``, columns and filters first.

May import what every page may (``desktop/views/__init__.py``); the list must stay light, for an
office may know 200,000 people: column texts and sort keys come ready-made from ``PersonRow``.
"""
