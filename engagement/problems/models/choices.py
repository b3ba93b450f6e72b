"""What can be said of a problem, in the field's own words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Scanning, analysis, response, assessment: SARA. Then it is over."""

    SCANNING = "scanning", _("Scanning")
    ANALYSIS = "analysis", _("Analysis")
    RESPONSE = "response", _("Response")
    ASSESSMENT = "assessment", _("Assessment")
    CLOSED = "closed", _("Closed")


class ProblemSource(models.TextChoices):
    """Who or what brought it up."""

    MEETING = "meeting", _("A meeting")
    CONCERN = "concern", _("Concerns of residents")
    DATA = "data", _("Numbers")
    PARTNER = "partner", _("A partner")
    OFFICER = "officer", _("An officer")


class Cheers(models.TextChoices):
    """The CHEERS test: all six make a problem, fewer an incident (POP Center, “60 steps”)."""

    COMMUNITY = "community", _("Community: it happens to residents, not only to us")
    HARM = "harm", _("Harm: people are hurt, frightened, robbed of sleep or of money")
    EXPECTATION = "expectation", _("Expectation: residents expect the police to do something")
    EVENTS = "events", _("Events: we can name what happens, one time after another")
    RECURRING = "recurring", _("Recurring: it has happened often, or is likely to happen again")
    SIMILARITY = "similarity", _("Similarity: the times are alike in place, hour, people or way")


class CloseReason(models.TextChoices):
    SOLVED = "solved", _("Solved")
    REDUCED = "reduced", _("Less than before")
    MOVED_ON = "moved_on", _("It moved elsewhere")
    MERGED = "merged", _("Worked on as part of another problem")
    NOT_OURS = "not_ours", _("We cannot solve it")
    NOT_A_PROBLEM = "not_a_problem", _("It was not a problem but an incident")


class Finding(models.TextChoices):
    """What an assessment found, asked of one thing at a time."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("We do not know")


class Side(models.TextChoices):
    """Whose step it is: a decree asks for the steps of both."""

    POLICE = "police", _("The police")
    COMMUNITY = "community", _("The community")
