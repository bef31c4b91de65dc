"""The pages of the council (Hội đồng Thi đua, khen thưởng): its sessions, and who sits on it.

Belongs here: how attendance, votes and recusals are typed and what the count says while they are.
May import what every page may (``desktop/views/__init__.py``). Read ``page.py`` first.

- ``columns.py``     the list of sessions
- ``grids.py``       the three tables typed in a grid
- ``votes_tab.py``   «Kiểm phiếu»: quorum line, filling, live percentages; the tab of any grid
- ``papers_tab.py``  «Giấy tờ»
- ``terms_page.py``  councils and their members
"""
