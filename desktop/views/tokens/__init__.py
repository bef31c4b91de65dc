"""Signing tokens on the screen: choosing one to sign with, and finding out why one does not work.

``report_words.py`` puts the doctor's report into words and knows no Qt: the command prints the same
text. ``doctor_dialog.py`` is «Kiểm tra thiết bị ký số», opened from where one signs and from the
page of this office's certificates. ``token_fields.py`` asks which driver, which token and for the
PIN. Start with ``signing_source.py``, the one place that asks what to sign with: the office's key,
an officer's key file, or a token. What happens behind them is ``desktop/services/tokens.py`` and
``token_doctor.py``.
"""
