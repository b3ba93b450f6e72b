import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import engagement.events.models.event
import engagement.events.models.rsvp
import engagement.events.translating
import pgtrigger.compiler
import pgtrigger.migrations
import portal.migrating
import portal.wordings
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("boards", "0001_initial"),
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("resources", "0001_initial"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Starter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=120, unique=True, verbose_name="name"),
                        ),
                        (
                            "written_in",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                            ),
                        ),
                        ("title", portal.wordings.WordsField(max_length=160, verbose_name="title")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("beat_meeting", "Beat meeting"),
                                    ("town_hall", "Town hall"),
                                    ("forum", "Forum"),
                                    ("workshop", "Workshop"),
                                    ("office_hours", "Office hours"),
                                    ("watch_meeting", "Watch meeting"),
                                    ("festival", "Festival"),
                                    ("school_visit", "School visit"),
                                    ("youth_session", "Youth session"),
                                    ("academy_session", "Academy session"),
                                    ("advisory_board", "Advisory board"),
                                ],
                                default="beat_meeting",
                                max_length=20,
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("in_person", "In person"),
                                    ("online", "Online"),
                                    ("hybrid", "In person and online"),
                                ],
                                default="in_person",
                                max_length=10,
                            ),
                        ),
                        ("purpose", portal.wordings.WordsField(blank=True)),
                        ("agenda", portal.wordings.WordsField(blank=True)),
                        ("venue_name", models.CharField(blank=True, max_length=160)),
                        ("venue_address", models.CharField(blank=True, max_length=240)),
                        ("directions", models.CharField(blank=True, max_length=240)),
                        ("starts", models.TimeField(blank=True, null=True)),
                        ("minutes", models.PositiveSmallIntegerField(default=90)),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "access",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("step_free", "Step-free from the street"),
                                        ("interpreter", "Interpreter in the room"),
                                        ("asl", "American Sign Language"),
                                        ("captions", "Live captions"),
                                        ("hearing_loop", "Hearing loop"),
                                        ("childcare", "Childcare"),
                                        ("transit", "Near a bus or train stop"),
                                        ("parking", "Free parking"),
                                        ("food", "Something to eat"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("host", models.CharField(blank=True, max_length=160)),
                        ("contact", models.CharField(blank=True, max_length=160)),
                        ("questions", models.JSONField(blank=True, default=list)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("title", portal.wordings.WordsField(max_length=160, verbose_name="title")),
                        ("slug", models.SlugField(max_length=200, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("beat_meeting", "Beat meeting"),
                                    ("town_hall", "Town hall"),
                                    ("forum", "Forum"),
                                    ("workshop", "Workshop"),
                                    ("office_hours", "Office hours"),
                                    ("watch_meeting", "Watch meeting"),
                                    ("festival", "Festival"),
                                    ("school_visit", "School visit"),
                                    ("youth_session", "Youth session"),
                                    ("academy_session", "Academy session"),
                                    ("advisory_board", "Advisory board"),
                                ],
                                default="beat_meeting",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("in_person", "In person"),
                                    ("online", "Online"),
                                    ("hybrid", "In person and online"),
                                ],
                                default="in_person",
                                max_length=10,
                                verbose_name="how people take part",
                            ),
                        ),
                        (
                            "purpose",
                            portal.wordings.WordsField(blank=True, verbose_name="what it is for"),
                        ),
                        ("agenda", portal.wordings.WordsField(blank=True, verbose_name="the plan")),
                        (
                            "written_in",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                            ),
                        ),
                        ("translated", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "venue_name",
                            models.CharField(blank=True, max_length=160, verbose_name="place"),
                        ),
                        (
                            "venue_address",
                            models.CharField(blank=True, max_length=240, verbose_name="address"),
                        ),
                        (
                            "directions",
                            models.CharField(
                                blank=True, max_length=240, verbose_name="how to find the door"
                            ),
                        ),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        (
                            "online_link",
                            models.URLField(blank=True, verbose_name="link to join online"),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "access",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("step_free", "Step-free from the street"),
                                        ("interpreter", "Interpreter in the room"),
                                        ("asl", "American Sign Language"),
                                        ("captions", "Live captions"),
                                        ("hearing_loop", "Hearing loop"),
                                        ("childcare", "Childcare"),
                                        ("transit", "Near a bus or train stop"),
                                        ("parking", "Free parking"),
                                        ("food", "Something to eat"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "host",
                            models.CharField(blank=True, max_length=160, verbose_name="who hosts"),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="whom to ask"
                            ),
                        ),
                        ("series_day", models.DateField(blank=True, editable=False, null=True)),
                        ("apart", models.BooleanField(default=False, editable=False)),
                        (
                            "sessions_needed",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="sessions needed to finish"
                            ),
                        ),
                        (
                            "offer_hours",
                            models.PositiveSmallIntegerField(
                                default=24, verbose_name="hours to accept a free seat"
                            ),
                        ),
                        (
                            "unlisted",
                            models.BooleanField(
                                default=False, verbose_name="only for those who have its link"
                            ),
                        ),
                        (
                            "imported_from",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cancel_reason",
                            models.CharField(blank=True, max_length=240, verbose_name="why"),
                        ),
                        (
                            "uid",
                            models.CharField(
                                default=engagement.events.models.event.new_uid,
                                editable=False,
                                max_length=255,
                                unique=True,
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="meetings",
                                to="boards.board",
                                verbose_name="meeting of the board",
                            ),
                        ),
                        (
                            "grants",
                            models.ManyToManyField(
                                blank=True,
                                related_name="events",
                                to="resources.grant",
                                verbose_name="paid by the grants",
                            ),
                        ),
                        (
                            "organizer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="events_organized",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partners",
                            models.ManyToManyField(
                                blank=True,
                                related_name="events",
                                to="organizations.organization",
                                verbose_name="with these partners",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="days",
                                to="events.series",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="events_last_changed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cancelled_at", None),
                                    models.Q(("cancel_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_cancelled_event_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(
                                        ("latitude__range", (-90, 90)),
                                        ("longitude__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_event_is_somewhere_on_earth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("offer_hours__lte", 336)),
                                name="an_offer_ends_within_two_weeks",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sessions_needed", None),
                                    ("sessions_needed__gte", 1),
                                    _connector="OR",
                                ),
                                name="a_course_needs_at_least_one_session",
                            ),
                            models.UniqueConstraint(
                                fields=("series", "series_day"), name="one_event_a_day_of_a_series"
                            ),
                        ],
                    },
                    bases=(engagement.events.translating.Translated, models.Model),
                ),
                migrations.CreateModel(
                    name="Announcement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "to",
                            models.CharField(
                                choices=[
                                    ("coming", "Everyone who is coming"),
                                    ("waiting", "Everyone on the waiting list"),
                                    ("all", "Both"),
                                ],
                                default="coming",
                                max_length=10,
                                verbose_name="to whom",
                            ),
                        ),
                        ("subject", models.CharField(max_length=120, verbose_name="subject")),
                        (
                            "words",
                            models.TextField(max_length=2000, verbose_name="what you want to say"),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("told", models.PositiveIntegerField(default=0)),
                        ("submission", models.UUIDField(editable=False, unique=True)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="announcements",
                                to="events.event",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "summary",
                            portal.wordings.WordsField(
                                blank=True, verbose_name="what we talked about"
                            ),
                        ),
                        (
                            "nothing_settled",
                            models.BooleanField(
                                default=False, verbose_name="nothing was decided, asked or promised"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("corrected_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="minutes",
                                to="events.event",
                            ),
                        ),
                        (
                            "organizations",
                            models.ManyToManyField(
                                blank=True, related_name="minutes", to="organizations.organization"
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "minutes",
                        "verbose_name_plural": "minutes",
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="minutes_last_changed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_at", None),
                                    ("closed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_meeting_is_closed_before_its_minutes_are_published",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("corrected_at", None),
                                    ("published_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="only_published_minutes_are_corrected",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "summary",
                            portal.wordings.WordsField(
                                blank=True, verbose_name="what we talked about"
                            ),
                        ),
                        (
                            "nothing_settled",
                            models.BooleanField(
                                default=False, verbose_name="nothing was decided, asked or promised"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("corrected_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.event",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.minutes",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MinutesLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("decision", "Decided"), ("question", "Asked")],
                                max_length=10,
                            ),
                        ),
                        ("text", models.CharField(max_length=400)),
                        ("answer", models.CharField(blank=True, max_length=600)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="events.minutes",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "question"), ("answer", ""), _connector="OR"
                                ),
                                name="only_questions_are_answered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None)),
                                    models.Q(("answer__gt", ""), ("answered_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_answer_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesLineHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("decision", "Decided"), ("question", "Asked")],
                                max_length=10,
                            ),
                        ),
                        ("text", models.CharField(max_length=400)),
                        ("answer", models.CharField(blank=True, max_length=600)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "minutes",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.minutes",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.minutesline",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "text",
                            portal.wordings.WordsField(max_length=200, verbose_name="question"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "A few words"),
                                    ("choice", "One of several"),
                                    ("number", "A number"),
                                ],
                                default="text",
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        ("choices", portal.wordings.WordsField(blank=True, verbose_name="choices")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="events.event",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Rsvp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="name we can call you"
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email"),
                        ),
                        (
                            "guests",
                            models.PositiveSmallIntegerField(
                                default=0, validators=[django.core.validators.MaxValueValidator(9)]
                            ),
                        ),
                        (
                            "asks",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("childcare", "Childcare"),
                                        ("interpreter", "An interpreter"),
                                        ("front_seat", "A seat near the front"),
                                        ("step_free", "A way in without steps"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "needs",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="anything else you need"
                            ),
                        ),
                        (
                            "speaks",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="language you prefer"
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        (
                            "age",
                            models.CharField(
                                choices=[
                                    ("adult", "18 or older"),
                                    ("teen", "13 to 17"),
                                    ("child", "Under 13"),
                                ],
                                default="adult",
                                max_length=5,
                            ),
                        ),
                        (
                            "guardian",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="parent or guardian"
                            ),
                        ),
                        ("shared_with_hosts", models.BooleanField(default=False)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("going", "Coming"),
                                    ("waiting", "On the waiting list"),
                                    ("offered", "A seat is offered"),
                                    ("cancelled", "Not coming"),
                                    ("lapsed", "The offer ran out"),
                                    ("walked_in", "Walked in"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("offer_ends_at", models.DateTimeField(blank=True, null=True)),
                        ("on_reserved", models.BooleanField(default=False, editable=False)),
                        (
                            "ticket",
                            models.CharField(
                                default=engagement.events.models.rsvp.new_ticket,
                                editable=False,
                                max_length=10,
                                unique=True,
                            ),
                        ),
                        ("told", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("checked_in_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "handle",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "sent_as",
                            models.CharField(blank=True, default="", editable=False, max_length=64),
                        ),
                        (
                            "checked_in_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "seated_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="rsvps",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rsvps",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("guests__lte", 9)),
                                name="a_party_fits_at_one_table",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name__gt", ""), ("state", "walked_in"), _connector="OR"
                                ),
                                name="only_walk_ins_stay_unnamed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("age", "child"), _negated=True),
                                    ("guardian__gt", ""),
                                    ("state", "walked_in"),
                                    _connector="OR",
                                ),
                                name="a_child_comes_with_a_guardian",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("offer_ends_at__isnull", False), ("state", "offered")
                                    ),
                                    models.Q(
                                        models.Q(("state", "offered"), _negated=True),
                                        ("offer_ends_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_offer_says_until_when",
                            ),
                            models.UniqueConstraint(
                                models.F("session"),
                                django.db.models.functions.text.Lower("email"),
                                condition=models.Q(
                                    models.Q(("state__in", ("cancelled", "lapsed")), _negated=True),
                                    models.Q(("email", ""), _negated=True),
                                ),
                                name="one_rsvp_per_session_and_email",
                            ),
                            models.UniqueConstraint(
                                fields=("session", "submission"), name="one_rsvp_per_form_sent"
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["session", "state", "answered_at"], name="rsvps_in_order"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rsvp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="events.rsvp",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rsvp", "session"),
                                name="one_attendance_a_person_and_session",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Series",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("rule", models.CharField(max_length=400)),
                        ("first_day", models.DateField()),
                        ("starts", models.TimeField()),
                        ("ends", models.TimeField()),
                        (
                            "skipped",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "series",
                        "verbose_name_plural": "series",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))),
                                name="a_series_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", portal.wordings.WordsField(max_length=160, verbose_name="title")),
                        ("slug", models.SlugField(db_index=False, max_length=200)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("beat_meeting", "Beat meeting"),
                                    ("town_hall", "Town hall"),
                                    ("forum", "Forum"),
                                    ("workshop", "Workshop"),
                                    ("office_hours", "Office hours"),
                                    ("watch_meeting", "Watch meeting"),
                                    ("festival", "Festival"),
                                    ("school_visit", "School visit"),
                                    ("youth_session", "Youth session"),
                                    ("academy_session", "Academy session"),
                                    ("advisory_board", "Advisory board"),
                                ],
                                default="beat_meeting",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("in_person", "In person"),
                                    ("online", "Online"),
                                    ("hybrid", "In person and online"),
                                ],
                                default="in_person",
                                max_length=10,
                                verbose_name="how people take part",
                            ),
                        ),
                        (
                            "purpose",
                            portal.wordings.WordsField(blank=True, verbose_name="what it is for"),
                        ),
                        ("agenda", portal.wordings.WordsField(blank=True, verbose_name="the plan")),
                        (
                            "written_in",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                            ),
                        ),
                        ("translated", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "venue_name",
                            models.CharField(blank=True, max_length=160, verbose_name="place"),
                        ),
                        (
                            "venue_address",
                            models.CharField(blank=True, max_length=240, verbose_name="address"),
                        ),
                        (
                            "directions",
                            models.CharField(
                                blank=True, max_length=240, verbose_name="how to find the door"
                            ),
                        ),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        (
                            "online_link",
                            models.URLField(blank=True, verbose_name="link to join online"),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "access",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("step_free", "Step-free from the street"),
                                        ("interpreter", "Interpreter in the room"),
                                        ("asl", "American Sign Language"),
                                        ("captions", "Live captions"),
                                        ("hearing_loop", "Hearing loop"),
                                        ("childcare", "Childcare"),
                                        ("transit", "Near a bus or train stop"),
                                        ("parking", "Free parking"),
                                        ("food", "Something to eat"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "host",
                            models.CharField(blank=True, max_length=160, verbose_name="who hosts"),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="whom to ask"
                            ),
                        ),
                        ("series_day", models.DateField(blank=True, editable=False, null=True)),
                        ("apart", models.BooleanField(default=False, editable=False)),
                        (
                            "sessions_needed",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="sessions needed to finish"
                            ),
                        ),
                        (
                            "offer_hours",
                            models.PositiveSmallIntegerField(
                                default=24, verbose_name="hours to accept a free seat"
                            ),
                        ),
                        (
                            "unlisted",
                            models.BooleanField(
                                default=False, verbose_name="only for those who have its link"
                            ),
                        ),
                        (
                            "imported_from",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cancel_reason",
                            models.CharField(blank=True, max_length=240, verbose_name="why"),
                        ),
                        (
                            "uid",
                            models.CharField(
                                default=engagement.events.models.event.new_uid,
                                editable=False,
                                max_length=255,
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.board",
                                verbose_name="meeting of the board",
                            ),
                        ),
                        (
                            "organizer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.event",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.series",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SeriesHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("rule", models.CharField(max_length=400)),
                        ("first_day", models.DateField()),
                        ("starts", models.TimeField()),
                        ("ends", models.TimeField()),
                        (
                            "skipped",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(), blank=True, default=list, size=None
                            ),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.series",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(db_index=True)),
                        ("ends_at", models.DateTimeField()),
                        ("end_guessed", models.BooleanField(default=False, editable=False)),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                        ("reserved", models.PositiveIntegerField(default=0)),
                        ("reserved_taken", models.PositiveIntegerField(default=0, editable=False)),
                        ("seats_taken", models.PositiveIntegerField(default=0, editable=False)),
                        ("adults_came", models.PositiveIntegerField(blank=True, null=True)),
                        ("youth_came", models.PositiveIntegerField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="events.event",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None),
                                    (
                                        "seats_taken__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("capacity"), "-", models.F("reserved")
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="capacity_never_oversells",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reserved_taken__lte", models.F("reserved"))),
                                name="reserved_seats_never_oversell",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="a_session_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RsvpHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="name we can call you"
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email"),
                        ),
                        (
                            "guests",
                            models.PositiveSmallIntegerField(
                                default=0, validators=[django.core.validators.MaxValueValidator(9)]
                            ),
                        ),
                        (
                            "asks",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("childcare", "Childcare"),
                                        ("interpreter", "An interpreter"),
                                        ("front_seat", "A seat near the front"),
                                        ("step_free", "A way in without steps"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "needs",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="anything else you need"
                            ),
                        ),
                        (
                            "speaks",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="language you prefer"
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        (
                            "age",
                            models.CharField(
                                choices=[
                                    ("adult", "18 or older"),
                                    ("teen", "13 to 17"),
                                    ("child", "Under 13"),
                                ],
                                default="adult",
                                max_length=5,
                            ),
                        ),
                        (
                            "guardian",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="parent or guardian"
                            ),
                        ),
                        ("shared_with_hosts", models.BooleanField(default=False)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("going", "Coming"),
                                    ("waiting", "On the waiting list"),
                                    ("offered", "A seat is offered"),
                                    ("cancelled", "Not coming"),
                                    ("lapsed", "The offer ran out"),
                                    ("walked_in", "Walked in"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("offer_ends_at", models.DateTimeField(blank=True, null=True)),
                        ("on_reserved", models.BooleanField(default=False, editable=False)),
                        (
                            "ticket",
                            models.CharField(
                                default=engagement.events.models.rsvp.new_ticket,
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("told", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("checked_in_at", models.DateTimeField(blank=True, null=True)),
                        ("handle", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "sent_as",
                            models.CharField(blank=True, default="", editable=False, max_length=64),
                        ),
                        (
                            "checked_in_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.rsvp",
                            ),
                        ),
                        (
                            "seated_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.attendance",
                            ),
                        ),
                        (
                            "rsvp",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.rsvp",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SessionHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("end_guessed", models.BooleanField(default=False, editable=False)),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                        ("reserved", models.PositiveIntegerField(default=0)),
                        ("reserved_taken", models.PositiveIntegerField(default=0, editable=False)),
                        ("seats_taken", models.PositiveIntegerField(default=0, editable=False)),
                        ("adults_came", models.PositiveIntegerField(blank=True, null=True)),
                        ("youth_came", models.PositiveIntegerField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.event",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Suggestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                max_length=300, verbose_name="what should we talk about?"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Not decided yet"),
                                    ("taken", "On the agenda"),
                                    ("not_taken", "Not this time"),
                                    ("hidden", "Not shown"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why"),
                        ),
                        ("voice_count", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "made_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("form_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="suggestions",
                                to="events.event",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-voice_count", "made_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "taken"]),
                                    ("reason__gt", ""),
                                    _connector="OR",
                                ),
                                name="a_suggestion_not_taken_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuggestionHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "text",
                            models.CharField(
                                max_length=300, verbose_name="what should we talk about?"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Not decided yet"),
                                    ("taken", "On the agenda"),
                                    ("not_taken", "Not this time"),
                                    ("hidden", "Not shown"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why"),
                        ),
                        ("voice_count", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "made_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("form_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.event",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.suggestion",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Voice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("voter_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="voices",
                                to="events.suggestion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("suggestion", "voter_hash"),
                                name="one_voice_a_person_and_suggestion",
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="minutes",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."corrected_at" IS DISTINCT FROM (NEW."corrected_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."nothing_settled" IS DISTINCT FROM (NEW."nothing_settled") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))',
                            func='INSERT INTO "events_minuteshistory" ("changed_at", "closed_at", "closed_by_id", "corrected_at", "created_at", "event_id", "id", "nothing_settled", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "summary", "written_by_id") VALUES (OLD."changed_at", OLD."closed_at", OLD."closed_by_id", OLD."corrected_at", OLD."created_at", OLD."event_id", OLD."id", OLD."nothing_settled", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."summary", OLD."written_by_id"); RETURN NULL;',
                            hash="8da1ab30a0e365ba0caa749b0388180909ecbbfe",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f363d",
                            table="events_minutes",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="minutes",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_minuteshistory" ("changed_at", "closed_at", "closed_by_id", "corrected_at", "created_at", "event_id", "id", "nothing_settled", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "summary", "written_by_id") VALUES (OLD."changed_at", OLD."closed_at", OLD."closed_by_id", OLD."corrected_at", OLD."created_at", OLD."event_id", OLD."id", OLD."nothing_settled", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."summary", OLD."written_by_id"); RETURN NULL;',
                            hash="e90fed507856e8098145a5595834581399a7e6f2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_90274",
                            table="events_minutes",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="minutesline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_minuteslinehistory" ("answer", "answered_at", "id", "kind", "minutes_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (OLD."answer", OLD."answered_at", OLD."id", OLD."kind", OLD."minutes_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."position", OLD."text"); RETURN NULL;',
                            hash="6358808b3c2dc7c5ad7ed540c3062ad2f0c56f02",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_98708",
                            table="events_minutesline",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="minutesline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_minuteslinehistory" ("answer", "answered_at", "id", "kind", "minutes_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (OLD."answer", OLD."answered_at", OLD."id", OLD."kind", OLD."minutes_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."text"); RETURN NULL;',
                            hash="9a4e5bf86e49de579e0ba4c84020f0f3af06aeb7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7ae1f",
                            table="events_minutesline",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="series",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_serieshistory" ("created_at", "created_by_id", "ends", "first_day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "skipped", "starts", "submission") VALUES (OLD."created_at", OLD."created_by_id", OLD."ends", OLD."first_day", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rule", OLD."skipped", OLD."starts", OLD."submission"); RETURN NULL;',
                            hash="3e2dda8ade39e93071cfa69c17a720f4b2e06b37",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_25ab4",
                            table="events_series",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="series",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_serieshistory" ("created_at", "created_by_id", "ends", "first_day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "skipped", "starts", "submission") VALUES (OLD."created_at", OLD."created_by_id", OLD."ends", OLD."first_day", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rule", OLD."skipped", OLD."starts", OLD."submission"); RETURN NULL;',
                            hash="304ddb070fe389de8d8559be88e0ca8d4b59ef25",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ae327",
                            table="events_series",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="event",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "events_eventhistory" ("access", "agenda", "apart", "area_id", "board_id", "cancel_reason", "cancelled_at", "changed_at", "contact", "created_at", "directions", "format", "host", "id", "imported_from", "kind", "languages", "latitude", "longitude", "offer_hours", "online_link", "organizer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "purpose", "sequence", "series_day", "series_id", "sessions_needed", "slug", "title", "translated", "uid", "unlisted", "venue_address", "venue_name", "written_in") VALUES (OLD."access", OLD."agenda", OLD."apart", OLD."area_id", OLD."board_id", OLD."cancel_reason", OLD."cancelled_at", OLD."changed_at", OLD."contact", OLD."created_at", OLD."directions", OLD."format", OLD."host", OLD."id", OLD."imported_from", OLD."kind", OLD."languages", OLD."latitude", OLD."longitude", OLD."offer_hours", OLD."online_link", OLD."organizer_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."published_at", OLD."purpose", OLD."sequence", OLD."series_day", OLD."series_id", OLD."sessions_needed", OLD."slug", OLD."title", OLD."translated", OLD."uid", OLD."unlisted", OLD."venue_address", OLD."venue_name", OLD."written_in"); RETURN NULL;',
                            hash="1b3809d716090b47c0088cf11d3dee336ebfcecd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_73f59",
                            table="events_event",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="event",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_eventhistory" ("access", "agenda", "apart", "area_id", "board_id", "cancel_reason", "cancelled_at", "changed_at", "contact", "created_at", "directions", "format", "host", "id", "imported_from", "kind", "languages", "latitude", "longitude", "offer_hours", "online_link", "organizer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "purpose", "sequence", "series_day", "series_id", "sessions_needed", "slug", "title", "translated", "uid", "unlisted", "venue_address", "venue_name", "written_in") VALUES (OLD."access", OLD."agenda", OLD."apart", OLD."area_id", OLD."board_id", OLD."cancel_reason", OLD."cancelled_at", OLD."changed_at", OLD."contact", OLD."created_at", OLD."directions", OLD."format", OLD."host", OLD."id", OLD."imported_from", OLD."kind", OLD."languages", OLD."latitude", OLD."longitude", OLD."offer_hours", OLD."online_link", OLD."organizer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."purpose", OLD."sequence", OLD."series_day", OLD."series_id", OLD."sessions_needed", OLD."slug", OLD."title", OLD."translated", OLD."uid", OLD."unlisted", OLD."venue_address", OLD."venue_name", OLD."written_in"); RETURN NULL;',
                            hash="62960e8cb1a3e600e7fe22e55d8736683a4c8b81",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d74a6",
                            table="events_event",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="session",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."adults_came" IS DISTINCT FROM (NEW."adults_came") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."end_guessed" IS DISTINCT FROM (NEW."end_guessed") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reserved" IS DISTINCT FROM (NEW."reserved") OR OLD."reserved_taken" IS DISTINCT FROM (NEW."reserved_taken") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."youth_came" IS DISTINCT FROM (NEW."youth_came"))',
                            func='INSERT INTO "events_sessionhistory" ("adults_came", "cancelled_at", "capacity", "changed_at", "end_guessed", "ends_at", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reserved", "reserved_taken", "seats_taken", "starts_at", "youth_came") VALUES (OLD."adults_came", OLD."cancelled_at", OLD."capacity", OLD."changed_at", OLD."end_guessed", OLD."ends_at", OLD."event_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reserved", OLD."reserved_taken", OLD."seats_taken", OLD."starts_at", OLD."youth_came"); RETURN NULL;',
                            hash="4ee7f7a543d4e07e2970adfcae774f52f232e9de",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4f2b4",
                            table="events_session",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="session",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_sessionhistory" ("adults_came", "cancelled_at", "capacity", "changed_at", "end_guessed", "ends_at", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reserved", "reserved_taken", "seats_taken", "starts_at", "youth_came") VALUES (OLD."adults_came", OLD."cancelled_at", OLD."capacity", OLD."changed_at", OLD."end_guessed", OLD."ends_at", OLD."event_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reserved", OLD."reserved_taken", OLD."seats_taken", OLD."starts_at", OLD."youth_came"); RETURN NULL;',
                            hash="9a060a71b6bedfe29541b2c0acf9499c887e7e52",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d1c63",
                            table="events_session",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rsvp",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."age" IS DISTINCT FROM (NEW."age") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answers" IS DISTINCT FROM (NEW."answers") OR OLD."asks" IS DISTINCT FROM (NEW."asks") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."guardian" IS DISTINCT FROM (NEW."guardian") OR OLD."guests" IS DISTINCT FROM (NEW."guests") OR OLD."handle" IS DISTINCT FROM (NEW."handle") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."needs" IS DISTINCT FROM (NEW."needs") OR OLD."offer_ends_at" IS DISTINCT FROM (NEW."offer_ends_at") OR OLD."on_reserved" IS DISTINCT FROM (NEW."on_reserved") OR OLD."seated_by_id" IS DISTINCT FROM (NEW."seated_by_id") OR OLD."sent_as" IS DISTINCT FROM (NEW."sent_as") OR OLD."session_id" IS DISTINCT FROM (NEW."session_id") OR OLD."shared_with_hosts" IS DISTINCT FROM (NEW."shared_with_hosts") OR OLD."speaks" IS DISTINCT FROM (NEW."speaks") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."ticket" IS DISTINCT FROM (NEW."ticket") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                            func='INSERT INTO "events_rsvphistory" ("age", "answered_at", "answers", "asks", "checked_in_at", "checked_in_by_id", "email", "guardian", "guests", "handle", "id", "language", "name", "needs", "offer_ends_at", "on_reserved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seated_by_id", "sent_as", "session_id", "shared_with_hosts", "speaks", "state", "submission", "ticket", "told", "user_id") VALUES (OLD."age", OLD."answered_at", OLD."answers", OLD."asks", OLD."checked_in_at", OLD."checked_in_by_id", OLD."email", OLD."guardian", OLD."guests", OLD."handle", OLD."id", OLD."language", OLD."name", OLD."needs", OLD."offer_ends_at", OLD."on_reserved", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."seated_by_id", OLD."sent_as", OLD."session_id", OLD."shared_with_hosts", OLD."speaks", OLD."state", OLD."submission", OLD."ticket", OLD."told", OLD."user_id"); RETURN NULL;',
                            hash="8fd3c23fa17903575d66795993cfc1b2e61ebfce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3f76e",
                            table="events_rsvp",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rsvp",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_rsvphistory" ("age", "answered_at", "answers", "asks", "checked_in_at", "checked_in_by_id", "email", "guardian", "guests", "handle", "id", "language", "name", "needs", "offer_ends_at", "on_reserved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seated_by_id", "sent_as", "session_id", "shared_with_hosts", "speaks", "state", "submission", "ticket", "told", "user_id") VALUES (OLD."age", OLD."answered_at", OLD."answers", OLD."asks", OLD."checked_in_at", OLD."checked_in_by_id", OLD."email", OLD."guardian", OLD."guests", OLD."handle", OLD."id", OLD."language", OLD."name", OLD."needs", OLD."offer_ends_at", OLD."on_reserved", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seated_by_id", OLD."sent_as", OLD."session_id", OLD."shared_with_hosts", OLD."speaks", OLD."state", OLD."submission", OLD."ticket", OLD."told", OLD."user_id"); RETURN NULL;',
                            hash="915662c2176233bae45409842615bf201f175ae5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_30635",
                            table="events_rsvp",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attendance",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_attendancehistory" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rsvp_id", "session_id") VALUES (OLD."at", OLD."by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rsvp_id", OLD."session_id"); RETURN NULL;',
                            hash="0c8a206232510372e8c8ea234a4d3fb56a92f5c4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7d13d",
                            table="events_attendance",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="suggestion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."form_hash" IS DISTINCT FROM (NEW."form_hash") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                            func='INSERT INTO "events_suggestionhistory" ("decided_at", "decided_by_id", "event_id", "form_hash", "id", "language", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "text", "voice_count") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."event_id", OLD."form_hash", OLD."id", OLD."language", OLD."made_at", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."reason", OLD."state", OLD."text", OLD."voice_count"); RETURN NULL;',
                            hash="26824c525792dc74bbd14143b3b6f138d43bcc4a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b4875",
                            table="events_suggestion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="suggestion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "events_suggestionhistory" ("decided_at", "decided_by_id", "event_id", "form_hash", "id", "language", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "text", "voice_count") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."event_id", OLD."form_hash", OLD."id", OLD."language", OLD."made_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."text", OLD."voice_count"); RETURN NULL;',
                            hash="30142dd8448d652688b52662292a34c449cfffaa",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bc8c8",
                            table="events_suggestion",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
