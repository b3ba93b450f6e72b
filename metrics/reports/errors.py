class ClaimLost(Exception):  # noqa: N818  # a turn of events, not a fault
    """Someone cancelled the report or took it over. Whoever was writing it stops."""


class CannotWrite(Exception):  # noqa: N818  # says why, for whoever asked
    """A report cannot be written; the message is a sentence for a person.

    A pack raises it with lazy text, so that it is said in the language of the one who asked.
    """
