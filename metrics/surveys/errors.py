class NotAnswerable(Exception):  # noqa: N818 - it reads as what it says
    """This answer cannot be taken; the words say why."""
