"""The demos' data and stories: a district of 2023, a province of 2026, all invented.

Belongs here: plain frozen dataclasses that tell who and what the demo offices hold, and the scenes
that put them into offices through the services, like any user. The data import
``desktop.law.terms`` and ``desktop.vietnamese`` only. Read ``shapes.py`` first, then ``scenes.py``.

- ``scenes.py`` the stories by name; ``scene_making.py`` plays one; ``scene_*.py`` its acts
- 2023: ``places.py``, ``names.py``, ``story_people.py``, ``households_2023.py``,
  ``campaigns_2023.py``, ``exemplars.py``, ``nominations_2023.py``, ``unfinished_2023.py``
- 2026: ``places_2026.py``, ``people_2026.py``, ``campaigns_2026.py``, ``dossiers_2026.py``,
  told in ``van_moc.py`` and ``neighbours_2026.py``
"""
