"""The page of households (hộ gia đình): read ``page.py``, columns and filters first.

May import what every page may (``desktop/views/__init__.py``).
"""
