"""Свод: annual reports of libraries in, validated data sets out.

The floors of the house, lowest first (an import goes down or within its own room, never up, never
sideways):

0. ``errors``, ``text``, ``model``, ``places`` 1. ``registry``, ``options``, ``catalogue``,
``language`` 2. the rooms: ``read``, ``outline``, ``identify``, ``interpret``, ``quote``,
``resolve``, ``classify``, ``check``, ``compare``,
   ``publish``
3. ``pipeline``: one report through every room 4. ``batch``: many reports 5. ``commands``: the
command line
"""

__version__ = "0.1.0"
