"""Hexapla as a citizen of the desktop: what the system is told of the program and of its files.

`files` lays everything out below a folder `share`; `metainfo`, `manual` and `completion` make what nobody writes by
hand.
"""
