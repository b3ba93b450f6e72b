"""Every number of the dashboards and reports: pure questions to the record.

Each function takes a slice and returns frozen dataclasses. One question is one statement,
however many rows there are.
"""
