"""Meetings that another calendar already holds: what they mean here, and how they come in."""
