from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MEETING = "meeting", _("Community meeting")
    PATROL = "patrol", _("Foot or bike patrol")
    BUSINESS = "business", _("Visit to a business")
    DOOR_KNOCK = "door_knock", _("Door to door")
    SCHOOL = "school", _("School")
    YOUTH = "youth", _("Youth program")
    PRESENTATION = "presentation", _("Presentation")
    OFFICE_HOURS = "office_hours", _("Coffee or office hours")
    CPTED = "cpted", _("Looking at a place’s safety")
    WATCH = "watch", _("Watch meeting")
    PROBLEM = "problem", _("Visit about a problem")
    PARTNER = "partner", _("Meeting with a partner")
    PUBLIC_EVENT = "public_event", _("Public event")
    ONLINE = "online", _("Online session")
    FOLLOW_UP = "follow_up", _("Follow-up with someone harmed")
    REFERRAL = "referral", _("Referral to help")
    OTHER = "other", _("Something else")


# Outreach after which no one would want to read about themselves.
CONFIDENTIAL = (Kind.FOLLOW_UP, Kind.REFERRAL)


class Purpose(models.TextChoices):
    RELATIONSHIP = "relationship", _("Getting to know people")
    PROBLEM_SOLVING = "problem_solving", _("Working on a problem")
    OTHER = "other", _("Something else")


class StartedBy(models.TextChoices):
    RESIDENT = "resident", _("A resident")
    PARTNER = "partner", _("A partner")
    OFFICER = "officer", _("The officer")
    COMMAND = "command", _("Command staff")
    DECREE = "decree", _("A court order or agreement")


class Counted(models.TextChoices):
    COUNTED = "counted", _("Counted")
    ESTIMATED = "estimated", _("Estimated")
    SIGN_IN = "sign_in", _("Sign-in total")


class Topic(models.TextChoices):
    TRAFFIC = "traffic", _("Traffic and crossings")
    NOISE = "noise", _("Noise")
    LIGHTING = "lighting", _("Lighting and places that feel unsafe")
    THEFT = "theft", _("Theft and break-ins")
    VIOLENCE = "violence", _("Violence and gunfire")
    DRUGS = "drugs", _("Drugs and drinking in public")
    YOUTH = "youth", _("Young people")
    SENIORS = "seniors", _("Older people")
    HOUSING = "housing", _("Housing and people without homes")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    BUSINESSES = "businesses", _("Shops and businesses")
    SCHOOLS = "schools", _("Schools")
    TREATMENT = "treatment", _("How police treat people")
    SERVICES = "services", _("City services")
    OTHER = "other", _("Something else")


class Segment(models.TextChoices):
    """Whom it was for: a tag on the gathering, never on a person."""

    YOUTH = "youth", _("Young people")
    SENIORS = "seniors", _("Older people")
    FAITH = "faith", _("Faith communities")
    LEP = "lep", _("People who speak little English")
    BUSINESS = "business", _("Businesses")
    LGBTQ = "lgbtq", _("LGBTQ+ people")
    UNHOUSED = "unhoused", _("People without homes")
    DISABILITY = "disability", _("People with disabilities")
    IMMIGRANT = "immigrant", _("Immigrants")
    INDIGENOUS = "indigenous", _("Indigenous people")


class Access(models.TextChoices):
    """What was there so that people could take part; the same words as for meetings."""

    STEP_FREE = "step_free", _("Step-free from the street")
    INTERPRETER = "interpreter", _("Interpreter in the room")
    ASL = "asl", _("American Sign Language")
    CAPTIONS = "captions", _("Live captions")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    CHILDCARE = "childcare", _("Childcare")
    TRANSIT = "transit", _("Near a bus or train stop")
    FOOD = "food", _("Something to eat")


class Visibility(models.TextChoices):
    INTERNAL = "internal", _("Colleagues only")
    PUBLIC = "public", _("The summary is for everyone")
