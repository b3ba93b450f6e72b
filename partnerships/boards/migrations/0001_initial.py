import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import portal.files.models
import portal.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Board",
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
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(
                                max_length=180, unique=True, verbose_name="address of its page"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("advisory", "Advisory board"),
                                    ("review", "Review panel"),
                                    ("task_force", "Task force"),
                                    ("council", "Council"),
                                    ("subcommittee", "Subcommittee"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("about", models.TextField(blank=True, verbose_name="what it is for")),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="seats"
                            ),
                        ),
                        (
                            "chosen_how",
                            models.TextField(blank=True, verbose_name="how members are chosen"),
                        ),
                        (
                            "most_years",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="most years a member may sit"
                            ),
                        ),
                        (
                            "open_meetings",
                            models.TextField(
                                blank=True,
                                help_text="When and where it meets, and how residents may speak.",
                                verbose_name="who may come to its meetings",
                            ),
                        ),
                        (
                            "begun_on",
                            models.DateField(blank=True, null=True, verbose_name="began on"),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended on"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                help_text="Leave empty for the whole city.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="boards",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subcommittees",
                                to="boards.board",
                                verbose_name="part of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "board",
                        "verbose_name_plural": "boards",
                        "ordering": ["name"],
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="boards_last_changed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("parent", models.F("pk")), _negated=True),
                                name="a_board_is_no_part_of_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("begun_on", None),
                                    ("ended_on__gte", models.F("begun_on")),
                                    _connector="OR",
                                ),
                                name="a_board_ends_after_it_began",
                                violation_error_message="It cannot end before it began.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BoardHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(
                                db_index=False, max_length=180, verbose_name="address of its page"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("advisory", "Advisory board"),
                                    ("review", "Review panel"),
                                    ("task_force", "Task force"),
                                    ("council", "Council"),
                                    ("subcommittee", "Subcommittee"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("about", models.TextField(blank=True, verbose_name="what it is for")),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="seats"
                            ),
                        ),
                        (
                            "chosen_how",
                            models.TextField(blank=True, verbose_name="how members are chosen"),
                        ),
                        (
                            "most_years",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="most years a member may sit"
                            ),
                        ),
                        (
                            "open_meetings",
                            models.TextField(
                                blank=True,
                                help_text="When and where it meets, and how residents may speak.",
                                verbose_name="who may come to its meetings",
                            ),
                        ),
                        (
                            "begun_on",
                            models.DateField(blank=True, null=True, verbose_name="began on"),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended on"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Leave empty for the whole city.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.board",
                                verbose_name="part of",
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
                                to="boards.board",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BoardMember",
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
                        ("name", models.CharField(max_length=120, verbose_name="name as shown")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("vice", "Vice chair"),
                                    ("member", "Member"),
                                    ("liaison", "Staff liaison"),
                                ],
                                default="member",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "represents",
                            models.CharField(blank=True, max_length=160, verbose_name="speaks for"),
                        ),
                        ("since_on", models.DateField(verbose_name="since")),
                        (
                            "until_on",
                            models.DateField(blank=True, null=True, verbose_name="term ends on"),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="boards.board",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="board_seats",
                                to="organizations.organization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="board_seats",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member",
                        "verbose_name_plural": "members",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on", None),
                                    ("until_on__gte", models.F("since_on")),
                                    _connector="OR",
                                ),
                                name="a_term_ends_after_it_begins",
                                violation_error_message="A term has to end after it begins.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BoardMemberHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=120, verbose_name="name as shown")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("vice", "Vice chair"),
                                    ("member", "Member"),
                                    ("liaison", "Staff liaison"),
                                ],
                                default="member",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "represents",
                            models.CharField(blank=True, max_length=160, verbose_name="speaks for"),
                        ),
                        ("since_on", models.DateField(verbose_name="since")),
                        (
                            "until_on",
                            models.DateField(blank=True, null=True, verbose_name="term ends on"),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.board",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.organization",
                                verbose_name="organization",
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
                                to="boards.boardmember",
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
                                verbose_name="account",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
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
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("slug", models.SlugField(editable=False, max_length=180, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("policy", "Policy"),
                                    ("plan", "Plan"),
                                    ("training", "Training"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(max_length=2000, verbose_name="what it is about"),
                        ),
                        ("opens_on", models.DateField(verbose_name="comments open on")),
                        ("closes_on", models.DateField(verbose_name="last day for comments")),
                        ("by_oversight", models.BooleanField(default=False, editable=False)),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "outcome",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what was decided"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="areas.area",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="boards.board",
                                verbose_name="board that asked for it",
                            ),
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
                        "verbose_name": "consultation",
                        "verbose_name_plural": "consultations",
                        "ordering": ["-closes_on", "-pk"],
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="consultations_last_changed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                                name="a_consultation_ends_after_it_begins",
                                violation_error_message="It cannot end before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_at", None),
                                    models.Q(("outcome__gt", ""), ("published_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_answered_consultation_says_what_was_decided",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
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
                        ("text", models.TextField(max_length=4000, verbose_name="your comment")),
                        (
                            "name",
                            models.CharField(blank=True, max_length=80, verbose_name="your name"),
                        ),
                        ("language", models.CharField(default="en", max_length=10)),
                        ("voter", models.CharField(db_index=True, editable=False, max_length=64)),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("read_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="comments",
                                to="organizations.organization",
                                verbose_name="for an organization",
                            ),
                        ),
                        (
                            "read_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="boards.consultation",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="boards.passage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text__gt", "")),
                                name="a_comment_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultationHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("slug", models.SlugField(db_index=False, editable=False, max_length=180)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("policy", "Policy"),
                                    ("plan", "Plan"),
                                    ("training", "Training"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(max_length=2000, verbose_name="what it is about"),
                        ),
                        ("opens_on", models.DateField(verbose_name="comments open on")),
                        ("closes_on", models.DateField(verbose_name="last day for comments")),
                        ("by_oversight", models.BooleanField(default=False, editable=False)),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "outcome",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what was decided"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
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
                                verbose_name="board that asked for it",
                            ),
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
                                related_name="history",
                                to="boards.consultation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FinalFile",
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
                                default=portal.files.models.new_name,
                                editable=False,
                                max_length=40,
                                unique=True,
                            ),
                        ),
                        ("content_type", models.CharField(max_length=40)),
                        ("content", models.BinaryField()),
                        ("size", models.PositiveIntegerField()),
                        ("width", models.PositiveIntegerField(blank=True, null=True)),
                        ("height", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "consultation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="final_file",
                                to="boards.consultation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Hiding",
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
                            "rule",
                            models.CharField(
                                choices=[
                                    ("private", "It gives someone’s private details"),
                                    ("threat", "It threatens someone, or calls for harm"),
                                    ("obscene", "It is obscene"),
                                    ("ad", "It sells something, or is sent by a machine"),
                                    ("elsewhere", "It is about something else altogether"),
                                ],
                                max_length=12,
                                verbose_name="which rule",
                            ),
                        ),
                        (
                            "why",
                            models.CharField(max_length=400, verbose_name="how it breaks the rule"),
                        ),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "appeal",
                            models.CharField(
                                blank=True, max_length=1000, verbose_name="why it should be shown"
                            ),
                        ),
                        ("appealed_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="what was decided, and why"
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
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
                            "comment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hidings",
                                to="boards.comment",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("why__gt", "")),
                                name="a_hidden_comment_has_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)),
                                fields=("comment",),
                                name="a_comment_is_hidden_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HidingHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("private", "It gives someone’s private details"),
                                    ("threat", "It threatens someone, or calls for harm"),
                                    ("obscene", "It is obscene"),
                                    ("ad", "It sells something, or is sent by a machine"),
                                    ("elsewhere", "It is about something else altogether"),
                                ],
                                max_length=12,
                                verbose_name="which rule",
                            ),
                        ),
                        (
                            "why",
                            models.CharField(max_length=400, verbose_name="how it breaks the rule"),
                        ),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "appeal",
                            models.CharField(
                                blank=True, max_length=1000, verbose_name="why it should be shown"
                            ),
                        ),
                        ("appealed_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="what was decided, and why"
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
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
                            "comment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.comment",
                            ),
                        ),
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
                                to="boards.hiding",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Passage",
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
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "heading",
                            models.CharField(blank=True, max_length=160, verbose_name="heading"),
                        ),
                        ("text", models.TextField(max_length=8000, verbose_name="text")),
                        (
                            "final_text",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="final text"
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passages",
                                to="boards.consultation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("consultation", "number"),
                                name="passages_are_numbered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PassageHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "heading",
                            models.CharField(blank=True, max_length=160, verbose_name="heading"),
                        ),
                        ("text", models.TextField(max_length=8000, verbose_name="text")),
                        (
                            "final_text",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="final text"
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.consultation",
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
                                to="boards.passage",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Recommendation",
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
                        ("year", models.PositiveSmallIntegerField(editable=False)),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("title", models.CharField(max_length=200, verbose_name="in one sentence")),
                        (
                            "text",
                            models.TextField(
                                max_length=6000, verbose_name="what the board recommends"
                            ),
                        ),
                        ("why", models.TextField(max_length=4000, verbose_name="why")),
                        (
                            "evidence",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what it rests on"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("policy", "Policy"),
                                    ("training", "Training"),
                                    ("force", "Use of force"),
                                    ("stops", "Stops and searches"),
                                    ("accountability", "Complaints and accountability"),
                                    ("engagement", "Working with neighbors"),
                                    ("youth", "Young people"),
                                    ("crisis", "Mental health and crisis"),
                                    ("language", "Language and disability access"),
                                    ("technology", "Data and technology"),
                                    ("streets", "Streets and traffic"),
                                    ("other", "Something else"),
                                ],
                                default="other",
                                max_length=20,
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "made_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="made on"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="answer due on")),
                        ("first_due_on", models.DateField(editable=False)),
                        (
                            "taken_up_on",
                            models.DateField(blank=True, null=True, verbose_name="taken up on"),
                        ),
                        ("answered_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accept", "Accepted"),
                                    ("partly", "Accepted in part"),
                                    ("reject", "Not accepted"),
                                ],
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "withdrawn_why",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="why it is withdrawn"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                help_text="Leave empty for the whole city.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="boards.board",
                            ),
                        ),
                        (
                            "filed_by",
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
                        "verbose_name": "recommendation",
                        "verbose_name_plural": "recommendations",
                        "ordering": ["-made_on", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_on", None), ("withdrawn_on", None)),
                                fields=["due_on"],
                                name="recommendations_waiting",
                            ),
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="recommendations_last_changed",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("board", "year", "number"),
                                name="a_board_numbers_what_it_recommends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__gt", models.F("made_on")),
                                    ("first_due_on__gt", models.F("made_on")),
                                ),
                                name="an_answer_is_due_after_it_is_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on", None), ("verdict", "")),
                                    models.Q(
                                        ("answered_on__gte", models.F("made_on")),
                                        models.Q(("verdict", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answered_recommendation_has_a_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_on", None), ("withdrawn_why", "")),
                                    models.Q(
                                        ("withdrawn_on__gte", models.F("made_on")),
                                        ("withdrawn_why__gt", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawn_recommendation_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
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
                        ("was_due_on", models.DateField()),
                        ("until", models.DateField(verbose_name="until")),
                        ("why", models.CharField(max_length=600, verbose_name="why")),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "agreed",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="the board agreed"
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, null=True)),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
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
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="boards.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("why__gt", "")),
                                name="more_time_is_asked_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("was_due_on"))),
                                name="more_time_is_more_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed", None), ("decided_on", None)),
                                    models.Q(
                                        ("agreed__isnull", False), ("decided_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_board_agrees_on_a_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("agreed", None)),
                                fields=("recommendation",),
                                name="one_wish_for_more_time_at_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationAction",
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
                        ("what", models.CharField(max_length=400, verbose_name="what we will do")),
                        (
                            "owner_words",
                            models.CharField(max_length=120, verbose_name="which office does it"),
                        ),
                        ("due_on", models.DateField(verbose_name="by which day")),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what came of it"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
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
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="recommendation_actions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who does it",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="boards.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_on", None), ("result", "")),
                                    models.Q(("done_on__isnull", False), ("result__gt", "")),
                                    _connector="OR",
                                ),
                                name="a_finished_action_says_what_came_of_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("owner_words__gt", "")),
                                name="an_office_answers_for_an_action",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationActionHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("what", models.CharField(max_length=400, verbose_name="what we will do")),
                        (
                            "owner_words",
                            models.CharField(max_length=120, verbose_name="which office does it"),
                        ),
                        ("due_on", models.DateField(verbose_name="by which day")),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what came of it"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
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
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who does it",
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
                                to="boards.recommendationaction",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationAnswer",
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
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("accept", "Accepted"),
                                    ("partly", "Accepted in part"),
                                    ("reject", "Not accepted"),
                                ],
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        ("reason", models.TextField(max_length=6000, verbose_name="why")),
                        ("on", models.DateField(default=django.utils.timezone.localdate)),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("told", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
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
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="boards.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__gt", "")),
                                name="an_answer_gives_its_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField(editable=False)),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("title", models.CharField(max_length=200, verbose_name="in one sentence")),
                        (
                            "text",
                            models.TextField(
                                max_length=6000, verbose_name="what the board recommends"
                            ),
                        ),
                        ("why", models.TextField(max_length=4000, verbose_name="why")),
                        (
                            "evidence",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what it rests on"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("policy", "Policy"),
                                    ("training", "Training"),
                                    ("force", "Use of force"),
                                    ("stops", "Stops and searches"),
                                    ("accountability", "Complaints and accountability"),
                                    ("engagement", "Working with neighbors"),
                                    ("youth", "Young people"),
                                    ("crisis", "Mental health and crisis"),
                                    ("language", "Language and disability access"),
                                    ("technology", "Data and technology"),
                                    ("streets", "Streets and traffic"),
                                    ("other", "Something else"),
                                ],
                                default="other",
                                max_length=20,
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "made_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="made on"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="answer due on")),
                        ("first_due_on", models.DateField(editable=False)),
                        (
                            "taken_up_on",
                            models.DateField(blank=True, null=True, verbose_name="taken up on"),
                        ),
                        ("answered_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accept", "Accepted"),
                                    ("partly", "Accepted in part"),
                                    ("reject", "Not accepted"),
                                ],
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "withdrawn_why",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="why it is withdrawn"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Leave empty for the whole city.",
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
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.board",
                            ),
                        ),
                        (
                            "filed_by",
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
                                related_name="history",
                                to="boards.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ResponseRow",
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
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("heard", models.TextField(max_length=2000, verbose_name="what we heard")),
                        (
                            "did",
                            models.CharField(
                                choices=[
                                    ("changed", "Changed"),
                                    ("partly", "Changed in part"),
                                    ("not", "Not changed"),
                                ],
                                max_length=10,
                                verbose_name="what we did",
                            ),
                        ),
                        ("why", models.TextField(max_length=2000, verbose_name="why")),
                        (
                            "where",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="where in the text"
                            ),
                        ),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "comments",
                            models.ManyToManyField(
                                blank=True, related_name="rows", to="boards.comment"
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="boards.consultation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("consultation", "number"),
                                name="answers_to_comments_are_numbered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("heard__gt", ""), ("why__gt", "")),
                                name="an_answer_to_comments_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResponseRowHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("heard", models.TextField(max_length=2000, verbose_name="what we heard")),
                        (
                            "did",
                            models.CharField(
                                choices=[
                                    ("changed", "Changed"),
                                    ("partly", "Changed in part"),
                                    ("not", "Not changed"),
                                ],
                                max_length=10,
                                verbose_name="what we did",
                            ),
                        ),
                        ("why", models.TextField(max_length=2000, verbose_name="why")),
                        (
                            "where",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="where in the text"
                            ),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "consultation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.consultation",
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
                                to="boards.responserow",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Watcher",
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
                        ("email", models.EmailField(max_length=254, verbose_name="email address")),
                        ("language", models.CharField(default="en", max_length=10)),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="watchers",
                                to="boards.consultation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("consultation", "email"), name="one_mail_for_an_address"
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="board",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."begun_on" IS DISTINCT FROM (NEW."begun_on") OR OLD."chosen_how" IS DISTINCT FROM (NEW."chosen_how") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."most_years" IS DISTINCT FROM (NEW."most_years") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."open_meetings" IS DISTINCT FROM (NEW."open_meetings") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                            func='INSERT INTO "boards_boardhistory" ("about", "area_id", "begun_on", "changed_at", "chosen_how", "ended_on", "id", "kind", "most_years", "name", "open_meetings", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "slug") VALUES (OLD."about", OLD."area_id", OLD."begun_on", OLD."changed_at", OLD."chosen_how", OLD."ended_on", OLD."id", OLD."kind", OLD."most_years", OLD."name", OLD."open_meetings", OLD."parent_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."seats", OLD."slug"); RETURN NULL;',
                            hash="9e7aee08d03f48c86781e49e9851302e98803dba",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_56879",
                            table="boards_board",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="board",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "boards_boardhistory" ("about", "area_id", "begun_on", "changed_at", "chosen_how", "ended_on", "id", "kind", "most_years", "name", "open_meetings", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "slug") VALUES (OLD."about", OLD."area_id", OLD."begun_on", OLD."changed_at", OLD."chosen_how", OLD."ended_on", OLD."id", OLD."kind", OLD."most_years", OLD."name", OLD."open_meetings", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seats", OLD."slug"); RETURN NULL;',
                            hash="a02721f4e2ec865f4bd13d68e74a615bfc27335c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ea38d",
                            table="boards_board",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="boardmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "boards_boardmemberhistory" ("board_id", "id", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "represents", "role", "since_on", "until_on", "user_id") VALUES (OLD."board_id", OLD."id", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."represents", OLD."role", OLD."since_on", OLD."until_on", OLD."user_id"); RETURN NULL;',
                            hash="e2eb74439a3b2a35f9781522df543e4a76e6ee66",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_58059",
                            table="boards_boardmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="boardmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "boards_boardmemberhistory" ("board_id", "id", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "represents", "role", "since_on", "until_on", "user_id") VALUES (OLD."board_id", OLD."id", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."represents", OLD."role", OLD."since_on", OLD."until_on", OLD."user_id"); RETURN NULL;',
                            hash="409a456fe10390cbf4ef44ac6a81b487f2e48f7d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_28e18",
                            table="boards_boardmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consultation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."board_id" IS DISTINCT FROM (NEW."board_id") OR OLD."by_oversight" IS DISTINCT FROM (NEW."by_oversight") OR OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."opens_on" IS DISTINCT FROM (NEW."opens_on") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                            func='INSERT INTO "boards_consultationhistory" ("answered_at", "area_id", "board_id", "by_oversight", "changed_at", "closes_on", "created_at", "created_by_id", "id", "kind", "opens_on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "submission", "summary", "title") VALUES (OLD."answered_at", OLD."area_id", OLD."board_id", OLD."by_oversight", OLD."changed_at", OLD."closes_on", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", OLD."opens_on", OLD."outcome", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."published_at", OLD."slug", OLD."submission", OLD."summary", OLD."title"); RETURN NULL;',
                            hash="dd9e31707dbf07736f996e382342cb79c24e4350",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b0cbc",
                            table="boards_consultation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consultation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "boards_consultationhistory" ("answered_at", "area_id", "board_id", "by_oversight", "changed_at", "closes_on", "created_at", "created_by_id", "id", "kind", "opens_on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "slug", "submission", "summary", "title") VALUES (OLD."answered_at", OLD."area_id", OLD."board_id", OLD."by_oversight", OLD."changed_at", OLD."closes_on", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", OLD."opens_on", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."slug", OLD."submission", OLD."summary", OLD."title"); RETURN NULL;',
                            hash="3f6f2ea8357e5cee0c326d86f4a379b54ea64a57",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0e510",
                            table="boards_consultation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hiding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "boards_hidinghistory" ("appeal", "appealed_at", "at", "by_id", "comment_id", "decided_at", "decided_by_id", "decision", "id", "lifted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "why") VALUES (OLD."appeal", OLD."appealed_at", OLD."at", OLD."by_id", OLD."comment_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."id", OLD."lifted_at", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."rule", OLD."why"); RETURN NULL;',
                            hash="83b15c33bee8a814e94e8bde096e8ed9390d1881",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6c3d3",
                            table="boards_hiding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="hiding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "boards_hidinghistory" ("appeal", "appealed_at", "at", "by_id", "comment_id", "decided_at", "decided_by_id", "decision", "id", "lifted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "why") VALUES (OLD."appeal", OLD."appealed_at", OLD."at", OLD."by_id", OLD."comment_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."id", OLD."lifted_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rule", OLD."why"); RETURN NULL;',
                            hash="f5b2af4f3e04d77df0b9d2e7fe56953b95e27161",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a3540",
                            table="boards_hiding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "boards_passagehistory" ("consultation_id", "final_text", "heading", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."consultation_id", OLD."final_text", OLD."heading", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."text"); RETURN NULL;',
                            hash="6c404a385a357cc3204cb35bc7656761d4687086",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d578a",
                            table="boards_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "boards_passagehistory" ("consultation_id", "final_text", "heading", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."consultation_id", OLD."final_text", OLD."heading", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;',
                            hash="71326fc161d6ae7513e1c067a7d7092420e7a28d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_92fae",
                            table="boards_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recommendation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answered_on" IS DISTINCT FROM (NEW."answered_on") OR OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."board_id" IS DISTINCT FROM (NEW."board_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."filed_by_id" IS DISTINCT FROM (NEW."filed_by_id") OR OLD."first_due_on" IS DISTINCT FROM (NEW."first_due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_on" IS DISTINCT FROM (NEW."made_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."taken_up_on" IS DISTINCT FROM (NEW."taken_up_on") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."topic" IS DISTINCT FROM (NEW."topic") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict") OR OLD."why" IS DISTINCT FROM (NEW."why") OR OLD."withdrawn_on" IS DISTINCT FROM (NEW."withdrawn_on") OR OLD."withdrawn_why" IS DISTINCT FROM (NEW."withdrawn_why") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                            func='INSERT INTO "boards_recommendationhistory" ("answered_on", "area_id", "board_id", "changed_at", "created_at", "due_on", "evidence", "filed_by_id", "first_due_on", "id", "made_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "taken_up_on", "text", "title", "topic", "verdict", "why", "withdrawn_on", "withdrawn_why", "year") VALUES (OLD."answered_on", OLD."area_id", OLD."board_id", OLD."changed_at", OLD."created_at", OLD."due_on", OLD."evidence", OLD."filed_by_id", OLD."first_due_on", OLD."id", OLD."made_on", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."submission", OLD."taken_up_on", OLD."text", OLD."title", OLD."topic", OLD."verdict", OLD."why", OLD."withdrawn_on", OLD."withdrawn_why", OLD."year"); RETURN NULL;',
                            hash="e4ebc43e6421f527de0fe474669d7a2a2d293cd7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e409e",
                            table="boards_recommendation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recommendation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "boards_recommendationhistory" ("answered_on", "area_id", "board_id", "changed_at", "created_at", "due_on", "evidence", "filed_by_id", "first_due_on", "id", "made_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "taken_up_on", "text", "title", "topic", "verdict", "why", "withdrawn_on", "withdrawn_why", "year") VALUES (OLD."answered_on", OLD."area_id", OLD."board_id", OLD."changed_at", OLD."created_at", OLD."due_on", OLD."evidence", OLD."filed_by_id", OLD."first_due_on", OLD."id", OLD."made_on", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."submission", OLD."taken_up_on", OLD."text", OLD."title", OLD."topic", OLD."verdict", OLD."why", OLD."withdrawn_on", OLD."withdrawn_why", OLD."year"); RETURN NULL;',
                            hash="c9a9488a411b8f1fc46471b6f40c561d28e7ad4e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6078f",
                            table="boards_recommendation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recommendationaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "boards_recommendationactionhistory" ("created_at", "created_by_id", "done_on", "due_on", "id", "owner_id", "owner_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "result", "submission", "what") VALUES (OLD."created_at", OLD."created_by_id", OLD."done_on", OLD."due_on", OLD."id", OLD."owner_id", OLD."owner_words", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."recommendation_id", OLD."result", OLD."submission", OLD."what"); RETURN NULL;',
                            hash="fa9cb552d773174e6d714c618c9a1dddb2569a08",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cc176",
                            table="boards_recommendationaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recommendationaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "boards_recommendationactionhistory" ("created_at", "created_by_id", "done_on", "due_on", "id", "owner_id", "owner_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "result", "submission", "what") VALUES (OLD."created_at", OLD."created_by_id", OLD."done_on", OLD."due_on", OLD."id", OLD."owner_id", OLD."owner_words", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recommendation_id", OLD."result", OLD."submission", OLD."what"); RETURN NULL;',
                            hash="32d632149be7695fa8e9c2f52819bbdd857e720f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c241c",
                            table="boards_recommendationaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recommendationanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="an_answer_stays_as_it_was_given",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."recommendation_id" IS DISTINCT FROM (NEW."recommendation_id") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."on" IS DISTINCT FROM (NEW."on"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="f1b99d38ac40db20ce78d657965490c9f296a89a",
                            operation="UPDATE",
                            pgid="pgtrigger_an_answer_stays_as_it_was_given_57eb6",
                            table="boards_recommendationanswer",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="responserow",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "boards_responserowhistory" ("consultation_id", "did", "heard", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "where", "why") VALUES (OLD."consultation_id", OLD."did", OLD."heard", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."submission", OLD."where", OLD."why"); RETURN NULL;',
                            hash="e18acc9a2c3638f79c0886c99a7244b103c10ba6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d16aa",
                            table="boards_responserow",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="responserow",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "boards_responserowhistory" ("consultation_id", "did", "heard", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "where", "why") VALUES (OLD."consultation_id", OLD."did", OLD."heard", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."submission", OLD."where", OLD."why"); RETURN NULL;',
                            hash="091394151c590e91264c76ae788f6d41689c6920",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_53a48",
                            table="boards_responserow",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
