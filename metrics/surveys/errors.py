from portal.refusals import NotPossible


class NotAnswerable(NotPossible):
    """This answer cannot be taken; the words say why."""


class Enough(NotAnswerable):
    """The wave has as many answers from there as it wants."""


class TooMany(NotPossible):
    """More than this hour may hold; later it will do."""
