"""Mẫu giấy khen: the list of layouts and the designer that says what stands where on a blank.

Read ``page.py`` first: the list on the left, the open layout in a ``Designer`` on the right. The
designer (``designer.py``) knows widgets only and is also what «Sửa riêng tờ này» opens on one
certificate (``change_dialog.py``). What is being designed is one ``Editing`` (``editing.py``): the
layout, what is selected, and the stack of acts that can be undone; canvas, property panel and
problems all show it and change it through its acts. Frames and drawings are worked on by their
areas, as boxes are (``ornaments.py``). Geometry is pure: ``arranging.py`` (moved, aligned,
distributed) and ``snapping.py``; fields have Vietnamese names in ``patterns.py``. All measures
are millimetres from the page's top left corner. Imports services, never
``documents``; texts are painted by ``widgets/page_painter.py``.
"""
