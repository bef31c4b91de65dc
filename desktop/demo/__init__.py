"""The demo's data: one district and three communes of 2023, all invented, and nothing random.

Belongs here: plain frozen dataclasses that tell who and what the demo offices hold; the plan of
2023 gives the campaigns their names and words. These modules import ``desktop.law.terms`` and
``desktop.vietnamese`` only; whatever puts the data into offices is a scene, kept beside them, which
uses the services like any user. Read ``shapes.py`` first, then ``places.py``.

- ``places.py``            offices and 24 units per commune
- ``names.py``             200 people; homonyms, a very long name, every Vietnamese letter
- ``households_2023.py``   8 households
- ``campaigns_2023.py``    the movements of P:II.1.1-1.7; ``registrations_2023.py`` who joined
- ``exemplars.py``         6 examples in the four stages
- ``nominations_2023.py``  30 nominations in 4 dossiers, told in ``dong_mo_*.py``, ``neighbours.py``
- ``unfinished_2023.py``   6 dossiers still on their way; ``scene_2023.py`` makes the offices
"""
