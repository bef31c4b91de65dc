"""Long work: the only threads of the program.

Belongs here: the runner, what keeps its threads off Qt's objects, and nothing about any subject;
work arrives as a callable. May import ``desktop.errors`` and PySide6.QtCore, never services or
models.

Read ``runner.py`` first. A page runs its work like this::

    runner.run(lambda report: service.list_rows(), on_done=self._show)

Callbacks are given at the start and run on the main thread. ``report(done, total, step)`` shows
progress and is also the point where a stopped job ends.
"""
