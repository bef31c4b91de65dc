"""Fixed settings of the program, typed, with their reasons."""

from __future__ import annotations

from datetime import timedelta, timezone

# Viet Nam has one zone and no summer time; a fixed offset needs no zone data on Windows.
LOCAL_TIME = timezone(timedelta(hours=7), "ICT")

# Product limit for one dossier's attached files, in bytes.
ATTACHED_AT_MOST = 200 * 1024 * 1024
