class ClaimLost(Exception):  # noqa: N818  # a turn of events, not a fault
    """Someone cancelled the report or took it over. Whoever was writing it stops."""
