"""Boundaries and population counts from the files that cities publish."""
