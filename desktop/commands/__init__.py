"""The commands of ``guongsang``, a file per part of the work; ``cli.py`` puts them together.

May import services and everything below, the sentences of ``desktop/views/messages.py`` and the
print queues of ``desktop/views/printing/cups.py``; never Qt. Read ``answer.py`` first: every
command returns an ``Answer`` (exit code, one JSON document, lines for people) and asks for the
unlocked office through ``Context``. To add a command, add a function and its ``register`` lines to
the file of its subject; names, exit codes and JSON keys are a contract (the README lists them).
"""
