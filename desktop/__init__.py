"""Gương Sáng: emulation and commendation work of Vietnamese communes, offline and signed."""

__version__ = "0.1.0"
