from portal.refusals import NotPossible


class NotAnswerable(NotPossible):
    """This answer cannot be taken; the words say why."""
