"""What the demo city's partners have agreed with the police, and whom they were asked to help.

Nobody here is real. The requests name nobody; contacts are first names and numbers of the kind
that never ring.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from partnerships.agreements.models import Agreement, Consent, SharedGoal, Signature, Word
from partnerships.agreements.models.sides import Side
from partnerships.organizations.models import Organization
from partnerships.referrals import clocks
from partnerships.referrals.models import Referral, ReferralContact, ReferralStep
from portal.accounts.models import Role, User

if TYPE_CHECKING:
    from datetime import date

    from metrics.demo.city import City

DAY = timedelta(days=1)
# Title, purpose, aim, ours, theirs, goal, measure, baseline, target, current.
TEXTS = (
    (
        "Homework club on Tuesdays", "youth",
        "Children have a quiet place to learn after school.",
        "An officer opens the room and stays until six.\nWe pay for paper and fruit.",
        "Two tutors come each Tuesday.\nThe coordinator keeps the sign-in sheet.",
        "More children come and stay", "Children a week, by the sign-in sheet", 12, 30, 26,
    ),
    (
        "A bed the same night", "referrals",
        "Nobody who agrees to be helped sleeps outside for want of a phone call.",
        "Officers ask only with consent and send the request the same day.",
        "The night manager answers within three working days.\nOne bed a week is kept free.",
        "Requests are answered in time", "Share answered in three working days, in percent",
        40, 90, 82,
    ),
    (
        "Cleaner, lighter underpass", "problems",
        "People walk through the underpass after dark and feel at ease.",
        "We walk through with residents each month and report what is broken.",
        "Volunteers paint over tags within a week and count walkers twice a year.",
        "More people walk through after dark", "Walkers an hour, counted on two evenings",
        9, 25, 14,
    ),
    (
        "Meetings in the fellowship hall", "events",
        "A meeting place that is easy to reach, with child care.",
        "We publish minutes within two weeks.",
        "The hall is free on the first Thursday.\nTwo people look after small children.",
        "More first-time guests", "First-time guests a meeting", 3, 8, 9,
    ),
    (
        "Interpreters at the door", "events",
        "Nobody leaves a meeting because of the language.",
        "We ask for interpreters ten days ahead.",
        "Three trained interpreters are on call.",
        "Meetings with an interpreter", "Share of meetings, in percent", 20, 60, 45,
    ),
)  # fmt: skip
# How each agreement stands: first and last day from today; what happened to it.
STANDING = (
    ("in_force", -200, 500), ("in_force", -60, 305), ("ending", -330, 25), ("lapsed", -400, -12),
    ("proposed", 10, 375), ("withdrawn", -150, 200), ("draft", 20, 385), ("ending", -300, 62),
    ("renewed", -500, -40), ("in_force", -20, 710),
)  # fmt: skip
NEEDS = (
    ("housing", "A place to sleep for the coming week"),
    ("food", "Groceries until the end of the month"),
    ("mental_health", "Someone to talk to, in Spanish"),
    ("youth", "A place in an evening program for a fifteen-year-old"),
    ("victims", "Someone to go along to the first appointment at court"),
    ("legal", "Advice on a letter from the landlord"),
    ("seniors", "A visit once a week, and help with shopping"),
    ("jobs", "Help to write an application"),
    ("substances", "To hear which groups meet in the evening"),
    ("other", "A ramp for the front steps"),
)
NAMES = ("Ana", "Ben", "Cora", "Dev", "Eli", "Fay", "Gus", "Hana", "Ivo", "June")
REFUSALS = (
    "Our list is full until spring.",
    "We only serve the east side. Try the county office.",
)
# State and how many working days ago it was sent, for each of thirty.
WALKS = (
    ("sent", 1), ("sent", 0), ("sent", 6), ("accepted", 2), ("accepted", 4), ("accepted", 10),
    ("acting", 5), ("acting", 12), ("declined", 20), ("withdrawn", 9),
    *(("closed", days) for days in range(15, 95, 5)), ("declined", 40), ("acting", 16),
    ("sent", 4), ("closed", 200),
)  # fmt: skip
OUTCOMES = ("helped", "helped", "helped", "not_reached", "not_wanted", "passed_on")


def build(city: City) -> None:
    partners = list(Organization.objects.approved().order_by("pk"))
    staff = Role.objects.current().filter(kind__in=("supervisor", "command")).order_by("pk")
    keeper = staff.values_list("user", flat=True).first()
    senders = Role.objects.current().filter(kind="officer").exclude(area=None).order_by("pk")
    officers = list(senders.select_related("user", "area"))
    if not partners or keeper is None or not officers:
        return
    _agreements(city, partners, User.objects.get(pk=keeper))
    _consents(city, partners)
    _requests(city, partners, officers)


def _agreements(city: City, partners: list[Organization], keeper: User) -> None:
    today = timezone.localdate(city.now)
    for number, (standing, first, last) in enumerate(STANDING):
        partner = partners[number % len(partners)]
        text = TEXTS[number % len(TEXTS)]
        days = today + first * DAY, today + last * DAY
        made = _agreement(partner, text, keeper, days, standing, today=today)
        if standing == "renewed":
            days = made.ends_on + DAY, made.ends_on + 365 * DAY
            _agreement(partner, text, keeper, days, "in_force", today=today, replaces=made)


def _agreement(  # noqa: PLR0913  all that an agreement is made of
    partner: Organization,
    text: tuple[Any, ...],
    keeper: User,
    days: tuple[date, date],
    standing: str,
    *,
    today: date,
    replaces: Agreement | None = None,
) -> Agreement:
    title, purpose, aim, ours, theirs, goal, measure, baseline, target, current = text
    starts_on, ends_on = days
    written_at = _noon(min(starts_on, today) - 30 * DAY)
    signed = standing not in ("draft", "proposed")
    agreement = Agreement.objects.create(
        organization=partner,
        title=title,
        purpose=purpose,
        aim=aim,
        ours=ours,
        theirs=theirs,
        starts_on=starts_on,
        ends_on=ends_on,
        replaces=replaces,
        proposed_at=None if standing == "draft" else written_at + 5 * DAY,
        signed_on=starts_on - 10 * DAY if signed else None,
        withdrawn_on=today - 9 * DAY if standing == "withdrawn" else None,
        withdrawn_side=Side.PARTNER if standing == "withdrawn" else "",
        withdrawn_why="We lost the room, and cannot promise another."
        if standing == "withdrawn"
        else "",
        created_by=keeper,
        created_at=written_at,
    )
    SharedGoal.objects.create(
        agreement=agreement, words=goal, measure=measure, baseline=baseline, target=target,
        current=current if signed else None, as_of=today - 15 * DAY if signed else None,
    )  # fmt: skip
    if signed:
        for side, role in ((Side.AGENCY, "Deputy chief"), (Side.PARTNER, "Director")):
            Signature.objects.create(
                agreement=agreement, side=side, role=role, signed_on=starts_on - 10 * DAY,
                by=keeper if side == Side.AGENCY else None, at=_noon(starts_on - 10 * DAY),
            )  # fmt: skip
    elif standing == "proposed":
        Word.objects.create(
            agreement=agreement, side=Side.PARTNER, at=_noon(today - 2 * DAY),
            text="Could the hall be free twice a month instead of once?",
        )  # fmt: skip
    return agreement


def _consents(city: City, partners: list[Organization]) -> None:
    """Most allow a little; one took something back."""
    today = timezone.localdate(city.now)
    for partner in partners:
        owner = partner.memberships.filter(role="owner").select_related("user").first()
        for item in Consent.Item:
            if city.chance(0.5):
                ended = today - 5 * DAY if city.chance(0.1) else None
                by = owner.user if owner else None
                Consent.objects.create(
                    organization=partner, item=item, given_on=today - 90 * DAY, given_by=by,
                    withdrawn_on=ended, withdrawn_by=by if ended else None,
                )  # fmt: skip


def _requests(city: City, partners: list[Organization], officers: list[Role]) -> None:
    for number, (state, ago) in enumerate(WALKS):
        role = officers[number % min(3, len(officers))]
        kind, need = NEEDS[number % len(NEEDS)]
        sent_at = city.now - timedelta(days=ago * 7 / 5, hours=number % 5)
        ended_at = min(sent_at + 9 * DAY, city.now - timedelta(hours=1))
        over = state in ("closed", "declined", "withdrawn")
        outcome = OUTCOMES[number % len(OUTCOMES)] if state == "closed" else ""
        begun = state == "acting" or (state == "closed" and outcome != "not_reached")
        said_yes = state in ("accepted", "acting", "closed")
        answered_at = min(sent_at + 2 * DAY, city.now - timedelta(hours=2))
        kept = not over or (state != "withdrawn" and city.now - ended_at < 30 * DAY)
        referral = Referral.objects.create(
            organization=partners[number % min(6, len(partners))],
            help=kind,
            area=role.area,
            need=need,
            consent_how="in_person" if number % 4 else "in_writing",
            consent_on=timezone.localdate(sent_at),
            consent_words="They may call me about this, and nothing else.",
            sent_by=role.user,
            sent_at=sent_at,
            answer_due_at=clocks.answer_due(sent_at),
            contact_due_at=clocks.contact_due(sent_at),
            state=state,
            answered_at=answered_at if said_yes or state == "declined" else None,
            begun_at=min(sent_at + 4 * DAY, city.now) if begun else None,
            ended_at=ended_at if over else None,
            outcome=outcome,
            words=REFUSALS[number % 2] if state == "declined" else "",
            contact_erased_at=None if kept else ended_at,
        )
        if kept:
            ReferralContact.objects.create(
                referral=referral, name=NAMES[number % len(NAMES)], phone=f"312-555-01{number:02}"
            )
        _steps(referral)


def _steps(referral: Referral) -> None:
    """What happened to it, as its verbs would have written down."""
    what = ReferralStep.What
    yes = referral.state != "declined" and referral.answered_at
    steps = (
        (what.SENT, referral.sent_at, referral.sent_by, ""),
        (what.ACCEPTED, yes, None, ""),
        (what.DECLINED, referral.state == "declined" and referral.ended_at, None, referral.words),
        (what.BEGUN, referral.begun_at, None, ""),
        (what.CLOSED, referral.state == "closed" and referral.ended_at, None, ""),
        (what.WITHDRAWN, referral.state == "withdrawn" and referral.ended_at, referral.sent_by, ""),
        (what.ERASED, referral.contact_erased_at, None, ""),
    )
    ReferralStep.objects.bulk_create(
        ReferralStep(
            referral=referral, what=kind, at=at, by=by, words=words,
            by_link=by is None and kind != what.ERASED,
        )
        for kind, at, by, words in steps if at
    )  # fmt: skip


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
