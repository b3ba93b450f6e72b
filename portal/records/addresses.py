"""Addresses in free text, as people write them."""

from __future__ import annotations

import re

# A house number with its street, as written in English or Spanish.
ADDRESS = re.compile(
    r"""(?ix)(?<![\w#-])(?:
        \d{1,6}(?:\ (?:[nsew]|north|south|east|west)\.?)?(?:\ [\w’'-]+){1,3}
        \ (?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|way)\b
      | (?:calle|avenida|av\.|camino|paseo)(?:\ [\w’'-]+){1,3}?,?
        \ (?:\#|no\.?\ |n[uú]mero\ )?\d{1,6}
      | (?:apartment|apt|apartamento|apto|unit|unidad)\.?\ \#?\d{1,4}[a-z]?\b
    )"""
)
