import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import portal.migrating
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Export",
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
                        ("what", models.CharField(max_length=80, verbose_name="what")),
                        (
                            "filters",
                            models.JSONField(blank=True, default=dict, verbose_name="asked for"),
                        ),
                        ("rows", models.PositiveIntegerField(verbose_name="rows")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="when",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "export",
                        "verbose_name_plural": "exports",
                        "ordering": ["-at"],
                        "indexes": [models.Index(fields=["-at"], name="exports_by_time")],
                    },
                ),
                migrations.CreateModel(
                    name="AccessLog",
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
                            "what",
                            models.CharField(
                                help_text="Such as “read the name”.",
                                max_length=80,
                                verbose_name="what",
                            ),
                        ),
                        ("model", models.CharField(max_length=80, verbose_name="kind of record")),
                        ("record", models.CharField(max_length=40, verbose_name="record")),
                        ("why", models.CharField(blank=True, max_length=200, verbose_name="why")),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="when",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reading",
                        "verbose_name_plural": "who read what",
                        "ordering": ["-at"],
                        "indexes": [
                            models.Index(fields=["model", "record"], name="readings_of_a_record"),
                            models.Index(fields=["-at"], name="readings_by_time"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalDemand",
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
                                choices=[
                                    ("subpoena", "Subpoena"),
                                    ("court_order", "Court order"),
                                    ("warrant", "Search warrant"),
                                    ("preservation", "Letter asking us to keep records"),
                                ],
                                max_length=20,
                                verbose_name="what came",
                            ),
                        ),
                        (
                            "received_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="received on"
                            ),
                        ),
                        (
                            "from_whom",
                            models.CharField(
                                help_text="The court, the office or the law firm.",
                                max_length=200,
                                verbose_name="from whom",
                            ),
                        ),
                        (
                            "scope",
                            models.TextField(
                                help_text="In your own words. Do not copy names of residents out of it.",
                                max_length=2000,
                                verbose_name="what it asks for",
                            ),
                        ),
                        (
                            "records_touched",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="how many records it reaches"
                            ),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="answered on"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("complied", "We handed over all of it"),
                                    ("partly", "We handed over a part"),
                                    ("refused", "We handed over nothing"),
                                    ("withdrawn", "It was withdrawn"),
                                ],
                                max_length=20,
                                verbose_name="what we did",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True,
                                help_text="Such as what was narrowed or refused, and on what ground.",
                                max_length=2000,
                                verbose_name="note",
                            ),
                        ),
                        (
                            "entered_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "legal demand",
                        "verbose_name_plural": "legal demands",
                        "ordering": ["-received_on", "-pk"],
                        "indexes": [models.Index(fields=["-received_on"], name="demands_by_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on", None), ("outcome", "")),
                                    models.Q(
                                        ("answered_on__gte", models.F("received_on")),
                                        ("answered_on__isnull", False),
                                        ("outcome__gt", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answered_demand_says_when_and_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_whom__gt", ""), ("scope__gt", "")),
                                name="a_demand_says_from_whom_and_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome__in", ("complied", "partly")), _negated=True
                                    ),
                                    ("records_touched__isnull", False),
                                    _connector="OR",
                                ),
                                name="records_handed_over_are_counted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalDemandHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("subpoena", "Subpoena"),
                                    ("court_order", "Court order"),
                                    ("warrant", "Search warrant"),
                                    ("preservation", "Letter asking us to keep records"),
                                ],
                                max_length=20,
                                verbose_name="what came",
                            ),
                        ),
                        (
                            "received_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="received on"
                            ),
                        ),
                        (
                            "from_whom",
                            models.CharField(
                                help_text="The court, the office or the law firm.",
                                max_length=200,
                                verbose_name="from whom",
                            ),
                        ),
                        (
                            "scope",
                            models.TextField(
                                help_text="In your own words. Do not copy names of residents out of it.",
                                max_length=2000,
                                verbose_name="what it asks for",
                            ),
                        ),
                        (
                            "records_touched",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="how many records it reaches"
                            ),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="answered on"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("complied", "We handed over all of it"),
                                    ("partly", "We handed over a part"),
                                    ("refused", "We handed over nothing"),
                                    ("withdrawn", "It was withdrawn"),
                                ],
                                max_length=20,
                                verbose_name="what we did",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True,
                                help_text="Such as what was narrowed or refused, and on what ground.",
                                max_length=2000,
                                verbose_name="note",
                            ),
                        ),
                        (
                            "entered_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                                related_name="history",
                                to="records.legaldemand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RecordsRequest",
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
                            "requested_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="asked on"
                            ),
                        ),
                        (
                            "requester",
                            models.CharField(
                                help_text="As they call themselves. Nobody has to say why they ask.",
                                max_length=200,
                                verbose_name="who asks",
                            ),
                        ),
                        (
                            "what",
                            models.TextField(max_length=4000, verbose_name="what they ask for"),
                        ),
                        ("due_on", models.DateField(verbose_name="answer due on")),
                        ("first_due_on", models.DateField(editable=False)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("released", "Released"),
                                    ("partly", "Released in part"),
                                    ("refused", "Refused"),
                                    ("nothing", "We hold no such records"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=20,
                                verbose_name="what came of it",
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "why",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what we told them"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "records request",
                        "verbose_name_plural": "records requests",
                        "ordering": ["-requested_on", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_on", None)),
                                fields=["due_on"],
                                name="records_requests_owed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("requester__gt", ""), ("what__gt", "")),
                                name="a_request_says_who_and_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("requested_on"))),
                                name="records_are_due_after_they_are_asked_for",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on", None), ("outcome", "")),
                                    models.Q(
                                        ("closed_on__gte", models.F("requested_on")),
                                        ("closed_on__isnull", False),
                                        ("outcome__gt", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_closed_request_says_when_and_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome__in", ("partly", "refused", "nothing")),
                                        _negated=True,
                                    ),
                                    ("why__gt", ""),
                                    _connector="OR",
                                ),
                                name="records_refused_come_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecordsExport",
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
                            "requested_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting to start"),
                                    ("running", "Being put together"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be put together"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("step", models.CharField(blank=True, max_length=80)),
                        ("claim", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "claimed_until",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("error", models.TextField(blank=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("content", models.BinaryField(blank=True, null=True)),
                        ("size", models.PositiveIntegerField(default=0)),
                        (
                            "sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
                        ),
                        ("first", models.DateField(verbose_name="first day")),
                        ("last", models.DateField(verbose_name="last day")),
                        (
                            "topic",
                            models.CharField(blank=True, max_length=60, verbose_name="topic"),
                        ),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                size=None,
                                verbose_name="kinds of record",
                            ),
                        ),
                        (
                            "confirmed",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("rows", models.PositiveIntegerField(default=0)),
                        ("withheld", models.PositiveIntegerField(default=0)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who asked",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exports",
                                to="records.recordsrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "records export",
                        "verbose_name_plural": "records exports",
                        "ordering": ["-requested_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("queued", "running"))),
                                fields=["requested_at"],
                                name="records_exports_to_make",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "running"), _negated=True),
                                    models.Q(
                                        ("claim__isnull", False), ("claimed_until__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_running_recordsexport_is_in_someones_hands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ready"), _negated=True),
                                    models.Q(("sha256", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_ready_recordsexport_has_its_hash",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_failed_recordsexport_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("done__lte", models.F("total"))),
                                name="a_recordsexport_does_no_more_than_all",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))),
                                name="a_records_export_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecordsRequestHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "requested_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="asked on"
                            ),
                        ),
                        (
                            "requester",
                            models.CharField(
                                help_text="As they call themselves. Nobody has to say why they ask.",
                                max_length=200,
                                verbose_name="who asks",
                            ),
                        ),
                        (
                            "what",
                            models.TextField(max_length=4000, verbose_name="what they ask for"),
                        ),
                        ("due_on", models.DateField(verbose_name="answer due on")),
                        ("first_due_on", models.DateField(editable=False)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("released", "Released"),
                                    ("partly", "Released in part"),
                                    ("refused", "Refused"),
                                    ("nothing", "We hold no such records"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=20,
                                verbose_name="what came of it",
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "why",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what we told them"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                                related_name="history",
                                to="records.recordsrequest",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                    name="RequestEntry",
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
                                choices=[
                                    ("work", "Work, a fee or a note"),
                                    ("time", "More time"),
                                    ("closed", "Answered"),
                                ],
                                default="work",
                                max_length=10,
                            ),
                        ),
                        ("note", models.CharField(max_length=600, verbose_name="what was done")),
                        (
                            "minutes",
                            models.PositiveIntegerField(default=0, verbose_name="minutes of work"),
                        ),
                        (
                            "fee",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=8,
                                verbose_name="fee charged",
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="records.recordsrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of a request’s log",
                        "verbose_name_plural": "log of requests",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("fee__gte", 0)),
                                name="a_fee_is_not_owed_to_them",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("note__gt", "")),
                                name="a_log_line_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ComplaintCount",
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
                            "month",
                            models.DateField(
                                help_text="Its first day.", unique=True, verbose_name="month"
                            ),
                        ),
                        (
                            "received",
                            models.PositiveIntegerField(verbose_name="complaints that reached you"),
                        ),
                        (
                            "acknowledged",
                            models.PositiveIntegerField(
                                default=0, verbose_name="of them, answered with a receipt"
                            ),
                        ),
                        (
                            "entered_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "complaints counted",
                        "verbose_name_plural": "complaints counted",
                        "ordering": ["-month"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="complaints_are_counted_from_the_first_of_a_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("acknowledged__lte", models.F("received"))),
                                name="only_complaints_received_are_acknowledged",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataExport",
                    fields=[
                        (
                            "requested_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting to start"),
                                    ("running", "Being put together"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be put together"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("step", models.CharField(blank=True, max_length=80)),
                        ("claim", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "claimed_until",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("error", models.TextField(blank=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("content", models.BinaryField(blank=True, null=True)),
                        ("size", models.PositiveIntegerField(default=0)),
                        (
                            "sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("expires_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("fetched_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who asked",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "copy of someone’s own data",
                        "verbose_name_plural": "copies of people’s own data",
                        "ordering": ["-requested_at", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("content__isnull", False)),
                                fields=["expires_at"],
                                name="copies_to_erase",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "running"), _negated=True),
                                    models.Q(
                                        ("claim__isnull", False), ("claimed_until__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_running_dataexport_is_in_someones_hands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ready"), _negated=True),
                                    models.Q(("sha256", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_ready_dataexport_has_its_hash",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_failed_dataexport_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("done__lte", models.F("total"))),
                                name="a_dataexport_does_no_more_than_all",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("queued", "running"))),
                                fields=("requested_by",),
                                name="one_copy_on_its_way_per_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ready"), _negated=True),
                                    ("expires_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_ready_copy_has_an_end",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="accesslog",
                    trigger=pgtrigger.compiler.Trigger(
                        name="readings_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3fefc54ad5be0375be88a5624033b4f6be32d3e4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_readings_stay_f33a4",
                            table="records_accesslog",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="export",
                    trigger=pgtrigger.compiler.Trigger(
                        name="exports_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="08966d52108205273721b8c6ee41b129e5c12795",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_exports_stay_7870c",
                            table="records_export",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legaldemand",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "records_legaldemandhistory" ("answered_on", "entered_at", "entered_by_id", "from_whom", "id", "kind", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "records_touched", "scope") VALUES (OLD."answered_on", OLD."entered_at", OLD."entered_by_id", OLD."from_whom", OLD."id", OLD."kind", OLD."note", OLD."outcome", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."received_on", OLD."records_touched", OLD."scope"); RETURN NULL;',
                            hash="34bdf08582f899590003996d18608a9349454eb3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_443e5",
                            table="records_legaldemand",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legaldemand",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "records_legaldemandhistory" ("answered_on", "entered_at", "entered_by_id", "from_whom", "id", "kind", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "records_touched", "scope") VALUES (OLD."answered_on", OLD."entered_at", OLD."entered_by_id", OLD."from_whom", OLD."id", OLD."kind", OLD."note", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_on", OLD."records_touched", OLD."scope"); RETURN NULL;',
                            hash="2563b40fe4a6506d0aec1ee45ef72d9b6d0d22cf",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_59757",
                            table="records_legaldemand",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recordsrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "records_recordsrequesthistory" ("closed_on", "created_at", "due_on", "first_due_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "requester", "taken_by_id", "what", "why") VALUES (OLD."closed_on", OLD."created_at", OLD."due_on", OLD."first_due_on", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."requested_on", OLD."requester", OLD."taken_by_id", OLD."what", OLD."why"); RETURN NULL;',
                            hash="a14255d206c5184897d2b724c11653bd7e1187c7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6bf9a",
                            table="records_recordsrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recordsrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "records_recordsrequesthistory" ("closed_on", "created_at", "due_on", "first_due_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "requester", "taken_by_id", "what", "why") VALUES (OLD."closed_on", OLD."created_at", OLD."due_on", OLD."first_due_on", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."requested_on", OLD."requester", OLD."taken_by_id", OLD."what", OLD."why"); RETURN NULL;',
                            hash="d59ff410254d410f9f3ea933f93afc1a67abf537",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2caa0",
                            table="records_recordsrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="requestentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="log_lines_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9c5cfeea991d56372400955fb5854e598f146516",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_log_lines_stay_4f4de",
                            table="records_requestentry",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
