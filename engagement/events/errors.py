class NotPossible(Exception):  # noqa: N818  # it is a sentence for a person, not a fault
    """What was asked cannot be done; the words say why and what to do instead."""
