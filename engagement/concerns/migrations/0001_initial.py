import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import engagement.concerns.wording
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
        ("events", "0001_initial"),
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("referrals", "0001_initial"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="ApiKey",
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
                                help_text="The program and whom to call about it.",
                                max_length=80,
                                verbose_name="whose it is",
                            ),
                        ),
                        ("key_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="made",
                            ),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="revoked"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "key for other programs",
                        "verbose_name_plural": "keys for other programs",
                        "ordering": ["name", "-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Category",
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
                        ("slug", models.SlugField(unique=True)),
                        (
                            "name",
                            models.CharField(
                                help_text="In English.", max_length=80, verbose_name="name"
                            ),
                        ),
                        (
                            "names",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text='By language code: {"es": "Ruido"}.',
                                verbose_name="names in other languages",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=100, verbose_name="order"),
                        ),
                        (
                            "retired",
                            models.BooleanField(default=False, verbose_name="no longer offered"),
                        ),
                    ],
                    options={
                        "verbose_name": "category",
                        "verbose_name_plural": "categories",
                        "ordering": ["position", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="OtherSystem",
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
                        ("name", models.CharField(max_length=60, unique=True)),
                        ("address", models.CharField(blank=True, max_length=500)),
                        ("heard_until", models.DateTimeField()),
                        ("heard_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "other system",
                        "verbose_name_plural": "other systems",
                    },
                ),
                migrations.CreateModel(
                    name="ReplyTemplateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="These are filled in: {place}, {category}, {officer}, {date} (today), {area}. Nothing else may stand in braces.",
                                max_length=5000,
                                validators=[engagement.concerns.wording.check],
                                verbose_name="words",
                            ),
                        ),
                        (
                            "retired",
                            models.BooleanField(default=False, verbose_name="no longer offered"),
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
                                to="concerns.replytemplate",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
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
                        ("name", models.CharField(max_length=60)),
                        ("query", models.CharField(blank=True, max_length=1000)),
                        ("opens_first", models.BooleanField(default=False)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="queue_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "name"), name="one_view_per_name"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("opens_first", True)),
                                fields=("user",),
                                name="one_view_opens_first",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
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
                            "verb",
                            models.CharField(
                                choices=[
                                    ("acknowledged", "Read"),
                                    ("answered", "Answered"),
                                    ("started", "Work began"),
                                    ("planned", "Planned"),
                                    ("assigned", "Given to an officer"),
                                    ("closed", "Closed"),
                                    ("reopened", "Opened again"),
                                    ("wrote_back", "The neighbor wrote back"),
                                    ("published", "Put on the public page"),
                                    ("withdrawn", "Taken off the public page"),
                                    ("sensitive", "Marked sensitive"),
                                    ("asked", "Asked a question"),
                                    ("given_back", "Given back to the team"),
                                    ("joined", "Another concern joined it"),
                                    ("redacted", "Words hidden"),
                                    ("unredacted", "Hidden words shown again"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "before",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("acknowledged", "Being looked at"),
                                    ("in_progress", "Being worked on"),
                                    ("planned", "Planned"),
                                    ("resolved", "Done"),
                                    ("referred", "Not ours"),
                                    ("no_action", "We cannot do this"),
                                    ("duplicate", "Same as another"),
                                    ("reopened", "Opened again"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("acknowledged", "Being looked at"),
                                    ("in_progress", "Being worked on"),
                                    ("planned", "Planned"),
                                    ("resolved", "Done"),
                                    ("referred", "Not ours"),
                                    ("no_action", "We cannot do this"),
                                    ("duplicate", "Same as another"),
                                    ("reopened", "Opened again"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="concerns.concern",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "after__in",
                                        [
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "resolved",
                                            "referred",
                                            "no_action",
                                            "duplicate",
                                            "reopened",
                                        ],
                                    ),
                                    (
                                        "before__in",
                                        [
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "resolved",
                                            "referred",
                                            "no_action",
                                            "duplicate",
                                            "reopened",
                                        ],
                                    ),
                                ),
                                name="a_step_is_between_known_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by__isnull", False),
                                    ("verb__in", ["wrote_back", "reopened"]),
                                    _connector="OR",
                                ),
                                name="only_residents_step_without_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Support",
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
                        ("form_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "text",
                            models.TextField(
                                blank=True, help_text="What they had written. For staff only."
                            ),
                        ),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("language", models.CharField(default="en", max_length=10)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supports",
                                to="concerns.concern",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("concern", "form_hash"), name="one_voice_per_form"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("contact_email", ""), _negated=True),
                                fields=("concern", "contact_email"),
                                name="one_voice_per_address",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ThreadMessage",
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
                                    ("answer", "Answer"),
                                    ("from_resident", "From the neighbor"),
                                    ("note", "Note for staff"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "key",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="thread",
                                to="concerns.concern",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="a_message_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("author__isnull", True), ("kind", "from_resident")),
                                    models.Q(
                                        ("kind__in", ["answer", "note"]), ("author__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="only_staff_write_under_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ThreadMessageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("answer", "Answer"),
                                    ("from_resident", "From the neighbor"),
                                    ("note", "Note for staff"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "author",
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
                            "concern",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="concerns.concern",
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
                                to="concerns.threadmessage",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Verdict",
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
                        ("helped", models.BooleanField()),
                        ("words", models.TextField(blank=True)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="verdicts",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "ending",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="verdict",
                                to="concerns.step",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("photo", "Photo"), ("document", "Document")],
                                max_length=10,
                            ),
                        ),
                        ("content_type", models.CharField(max_length=40)),
                        ("content", models.BinaryField()),
                        ("size", models.PositiveIntegerField()),
                        ("width", models.PositiveIntegerField(blank=True, null=True)),
                        ("height", models.PositiveIntegerField(blank=True, null=True)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="concerns.threadmessage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)),
                                name="an_attachment_is_not_empty",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("content_type__in", ["image/jpeg", "application/pdf"])
                                ),
                                name="an_attachment_is_a_jpeg_or_a_pdf",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", True), ("approved_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("kind", "photo"),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_person_approves_photos_only",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Concern",
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
                        ("text", models.TextField(verbose_name="what is happening")),
                        (
                            "redacted_text",
                            models.TextField(blank=True, db_default="", default="", editable=False),
                        ),
                        (
                            "when_worst",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("mornings", "Mornings"),
                                        ("after_school", "After school"),
                                        ("evenings", "Evenings"),
                                        ("late", "Late at night"),
                                        ("weekends", "Weekends"),
                                        ("always", "All the time"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "wish",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="what would help"
                            ),
                        ),
                        ("language", models.CharField(default="en", max_length=10)),
                        (
                            "place",
                            models.CharField(blank=True, max_length=200, verbose_name="where"),
                        ),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        ("cell", models.CharField(blank=True, editable=False, max_length=15)),
                        ("near_cell", models.CharField(blank=True, editable=False, max_length=15)),
                        ("area_supplied", models.BooleanField(default=False)),
                        ("anonymous", models.BooleanField(default=True)),
                        ("contact_name", models.CharField(blank=True, max_length=120)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("contact_phone", models.CharField(blank=True, max_length=40)),
                        (
                            "receipt_hash",
                            models.CharField(blank=True, editable=False, max_length=64),
                        ),
                        (
                            "submission_hash",
                            models.CharField(blank=True, editable=False, max_length=64),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("web", "This site"),
                                    ("phone", "Phone"),
                                    ("walk_in", "In person"),
                                    ("letter", "Letter"),
                                    ("email", "Email"),
                                    ("meeting", "Meeting"),
                                    ("import", "Another system"),
                                    ("open311", "Another program"),
                                ],
                                default="web",
                                max_length=20,
                            ),
                        ),
                        ("source_system", models.CharField(blank=True, max_length=60)),
                        ("external_id", models.CharField(blank=True, max_length=120)),
                        ("wants_public", models.BooleanField(default=False)),
                        ("is_public", models.BooleanField(default=False)),
                        ("sensitive", models.BooleanField(default=False)),
                        (
                            "support_count",
                            models.PositiveIntegerField(db_default=0, default=0, editable=False),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("acknowledged", "Being looked at"),
                                    ("in_progress", "Being worked on"),
                                    ("planned", "Planned"),
                                    ("resolved", "Done"),
                                    ("referred", "Not ours"),
                                    ("no_action", "We cannot do this"),
                                    ("duplicate", "Same as another"),
                                    ("reopened", "Opened again"),
                                ],
                                default="received",
                                max_length=20,
                            ),
                        ),
                        (
                            "outcome",
                            models.TextField(blank=True, help_text="What was done, or why not."),
                        ),
                        ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reply_due_at", models.DateTimeField(blank=True, null=True)),
                        ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("first_answered_at", models.DateTimeField(blank=True, null=True)),
                        ("clock_started_at", models.DateTimeField(blank=True, null=True)),
                        ("resolve_due_at", models.DateTimeField(blank=True, null=True)),
                        ("waiting_since", models.DateTimeField(blank=True, null=True)),
                        ("wrote_back_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        (
                            "search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(
                                        language__startswith="es",
                                        then=models.Func(
                                            models.Value("spanish"),
                                            models.Func(
                                                django.db.models.functions.text.Concat(
                                                    django.db.models.functions.comparison.Coalesce(
                                                        django.db.models.functions.comparison.NullIf(
                                                            models.F("redacted_text"),
                                                            models.Value("", models.TextField()),
                                                        ),
                                                        models.F("text"),
                                                    ),
                                                    models.Value(" "),
                                                    models.F("place"),
                                                    models.Value(" "),
                                                    models.F("wish"),
                                                    output_field=models.TextField(),
                                                ),
                                                models.Value(
                                                    "áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
                                                ),
                                                models.Value(
                                                    "aaaaaaeeeeiiiiooooouuuuncAAAAAAEEEEIIIIOOOOOUUUUNC"
                                                ),
                                                function="translate",
                                                output_field=models.TextField(),
                                            ),
                                            function="to_tsvector",
                                            output_field=django.contrib.postgres.search.SearchVectorField(),
                                        ),
                                    ),
                                    default=models.Func(
                                        models.Value("english"),
                                        models.Func(
                                            django.db.models.functions.text.Concat(
                                                django.db.models.functions.comparison.Coalesce(
                                                    django.db.models.functions.comparison.NullIf(
                                                        models.F("redacted_text"),
                                                        models.Value("", models.TextField()),
                                                    ),
                                                    models.F("text"),
                                                ),
                                                models.Value(" "),
                                                models.F("place"),
                                                models.Value(" "),
                                                models.F("wish"),
                                                output_field=models.TextField(),
                                            ),
                                            models.Value(
                                                "áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
                                            ),
                                            models.Value(
                                                "aaaaaaeeeeiiiiooooouuuuncAAAAAAEEEEIIIIOOOOOUUUUNC"
                                            ),
                                            function="translate",
                                            output_field=models.TextField(),
                                        ),
                                        function="to_tsvector",
                                        output_field=django.contrib.postgres.search.SearchVectorField(),
                                    ),
                                ),
                                output_field=django.contrib.postgres.search.SearchVectorField(),
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concerns",
                                to="areas.area",
                            ),
                        ),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concerns",
                                to="concerns.category",
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duplicates",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "for_organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="concerns_of_members",
                                to="organizations.organization",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="concerns",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-raised_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "reopened",
                                        ),
                                    )
                                ),
                                fields=["reply_due_at", "id"],
                                name="concerns_open_by_due",
                            ),
                            models.Index(
                                models.F("area"),
                                models.Case(
                                    models.When(
                                        answered_at__isnull=True, then=0, waiting_since__isnull=True
                                    ),
                                    models.When(then=1, wrote_back_at__isnull=False),
                                    default=2,
                                ),
                                models.F("reply_due_at"),
                                models.F("id"),
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "reopened",
                                        ),
                                    )
                                ),
                                name="queue_in_area",
                            ),
                            models.Index(
                                models.F("assigned_to"),
                                models.Case(
                                    models.When(
                                        answered_at__isnull=True, then=0, waiting_since__isnull=True
                                    ),
                                    models.When(then=1, wrote_back_at__isnull=False),
                                    default=2,
                                ),
                                models.F("reply_due_at"),
                                models.F("id"),
                                condition=models.Q(
                                    ("assigned_to__isnull", False),
                                    (
                                        "state__in",
                                        (
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "reopened",
                                        ),
                                    ),
                                ),
                                name="queue_of_officer",
                            ),
                            models.Index(
                                models.Case(
                                    models.When(
                                        answered_at__isnull=True, then=0, waiting_since__isnull=True
                                    ),
                                    models.When(then=1, wrote_back_at__isnull=False),
                                    default=2,
                                ),
                                models.F("reply_due_at"),
                                models.F("id"),
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "reopened",
                                        ),
                                    )
                                ),
                                name="queue_of_the_city",
                            ),
                            models.Index(
                                models.Case(
                                    models.When(
                                        answered_at__isnull=True, then=0, waiting_since__isnull=True
                                    ),
                                    models.When(then=1, wrote_back_at__isnull=False),
                                    default=2,
                                ),
                                models.F("reply_due_at"),
                                models.F("id"),
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "reopened",
                                        ),
                                    ),
                                    ("wrote_back_at__isnull", False),
                                ),
                                name="queue_wrote_back",
                            ),
                            models.Index(
                                models.F("area"),
                                models.OrderBy(models.F("closed_at"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ("resolved", "referred", "no_action", "duplicate"),
                                    )
                                ),
                                name="closed_in_area",
                            ),
                            models.Index(
                                models.OrderBy(models.F("closed_at"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ("resolved", "referred", "no_action", "duplicate"),
                                    )
                                ),
                                name="closed_in_the_city",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("resolve_due_at__isnull", False),
                                    (
                                        "state__in",
                                        (
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "reopened",
                                        ),
                                    ),
                                ),
                                fields=["resolve_due_at"],
                                name="concerns_open_by_end_due",
                            ),
                            models.Index(
                                models.OrderBy(models.F("raised_at"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="concerns_newest",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                models.F("search"), fastupdate=False, name="concerns_by_words"
                            ),
                            models.Index(
                                condition=models.Q(("is_public", True)),
                                fields=["area", "-raised_at"],
                                name="concerns_public_in_area",
                            ),
                            models.Index(
                                models.OrderBy(models.F("raised_at"), descending=True),
                                condition=models.Q(("is_public", True)),
                                name="concerns_public",
                            ),
                            models.Index(
                                condition=models.Q(("is_public", True)),
                                fields=["category", "-raised_at"],
                                name="concerns_public_of_kind",
                            ),
                            models.Index(
                                models.OrderBy(models.F("closed_at"), descending=True),
                                condition=models.Q(
                                    ("is_public", True),
                                    ("state", "resolved"),
                                    models.Q(("outcome", ""), _negated=True),
                                ),
                                name="concerns_public_done",
                            ),
                            models.Index(fields=["area", "raised_at"], name="concerns_in_area"),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "reopened",
                                        ),
                                    ),
                                    models.Q(("near_cell", ""), _negated=True),
                                ),
                                fields=["near_cell", "-raised_at"],
                                name="concerns_open_near",
                            ),
                            models.Index(
                                condition=models.Q(("is_public", True)),
                                fields=["changed_at", "id"],
                                name="concerns_public_by_change",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("anonymous", False),
                                    models.Q(
                                        ("contact_email", ""),
                                        ("contact_name", ""),
                                        ("contact_phone", ""),
                                        ("resident__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="anonymous_holds_no_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("for_organization__isnull", True),
                                    ("anonymous", True),
                                    _connector="OR",
                                ),
                                name="a_partners_member_stays_unnamed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cell", ""),
                                        ("latitude__isnull", True),
                                        ("longitude__isnull", True),
                                        ("near_cell", ""),
                                    ),
                                    models.Q(
                                        ("latitude__range", (-90, 90)),
                                        ("longitude__range", (-180, 180)),
                                        models.Q(("cell", ""), _negated=True),
                                        models.Q(("near_cell", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_point_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="a_concern_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "received",
                                            "acknowledged",
                                            "in_progress",
                                            "planned",
                                            "resolved",
                                            "referred",
                                            "no_action",
                                            "duplicate",
                                            "reopened",
                                        ],
                                    )
                                ),
                                name="a_concern_is_in_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        (
                                            "state__in",
                                            ("resolved", "referred", "no_action", "duplicate"),
                                        ),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        (
                                            "state__in",
                                            (
                                                "received",
                                                "acknowledged",
                                                "in_progress",
                                                "planned",
                                                "reopened",
                                            ),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "no_action"), _negated=True),
                                    models.Q(("outcome", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="no_action_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("duplicate_of__isnull", True),
                                    ("state", "duplicate"),
                                    _connector="OR",
                                ),
                                name="only_a_duplicate_points_at_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_public", True), ("sensitive", True), _negated=True
                                ),
                                name="sensitive_is_never_public",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("external_id", ""), ("source_system", "")),
                                    models.Q(
                                        models.Q(("source_system", ""), _negated=True),
                                        models.Q(("external_id", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_outside_number_names_its_system",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("external_id", ""), _negated=True),
                                fields=("source_system", "external_id"),
                                name="one_concern_per_outside_number",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("receipt_hash", ""), _negated=True),
                                fields=("receipt_hash",),
                                name="one_concern_per_receipt",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("submission_hash", ""), _negated=True),
                                fields=("submission_hash",),
                                name="one_concern_per_form",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttachmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("photo", "Photo"), ("document", "Document")],
                                max_length=10,
                            ),
                        ),
                        ("content_type", models.CharField(max_length=40)),
                        ("size", models.PositiveIntegerField()),
                        ("width", models.PositiveIntegerField(blank=True, null=True)),
                        ("height", models.PositiveIntegerField(blank=True, null=True)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approved_by",
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
                                to="concerns.attachment",
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="concerns.threadmessage",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ConcernEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("text", models.TextField(verbose_name="what is happening")),
                        (
                            "redacted_text",
                            models.TextField(blank=True, db_default="", default="", editable=False),
                        ),
                        (
                            "when_worst",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("mornings", "Mornings"),
                                        ("after_school", "After school"),
                                        ("evenings", "Evenings"),
                                        ("late", "Late at night"),
                                        ("weekends", "Weekends"),
                                        ("always", "All the time"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "wish",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="what would help"
                            ),
                        ),
                        ("language", models.CharField(default="en", max_length=10)),
                        (
                            "place",
                            models.CharField(blank=True, max_length=200, verbose_name="where"),
                        ),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        ("cell", models.CharField(blank=True, editable=False, max_length=15)),
                        ("near_cell", models.CharField(blank=True, editable=False, max_length=15)),
                        ("area_supplied", models.BooleanField(default=False)),
                        ("anonymous", models.BooleanField(default=True)),
                        ("contact_name", models.CharField(blank=True, max_length=120)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("contact_phone", models.CharField(blank=True, max_length=40)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("web", "This site"),
                                    ("phone", "Phone"),
                                    ("walk_in", "In person"),
                                    ("letter", "Letter"),
                                    ("email", "Email"),
                                    ("meeting", "Meeting"),
                                    ("import", "Another system"),
                                    ("open311", "Another program"),
                                ],
                                default="web",
                                max_length=20,
                            ),
                        ),
                        ("source_system", models.CharField(blank=True, max_length=60)),
                        ("external_id", models.CharField(blank=True, max_length=120)),
                        ("wants_public", models.BooleanField(default=False)),
                        ("is_public", models.BooleanField(default=False)),
                        ("sensitive", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("acknowledged", "Being looked at"),
                                    ("in_progress", "Being worked on"),
                                    ("planned", "Planned"),
                                    ("resolved", "Done"),
                                    ("referred", "Not ours"),
                                    ("no_action", "We cannot do this"),
                                    ("duplicate", "Same as another"),
                                    ("reopened", "Opened again"),
                                ],
                                default="received",
                                max_length=20,
                            ),
                        ),
                        (
                            "outcome",
                            models.TextField(blank=True, help_text="What was done, or why not."),
                        ),
                        ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reply_due_at", models.DateTimeField(blank=True, null=True)),
                        ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("first_answered_at", models.DateTimeField(blank=True, null=True)),
                        ("clock_started_at", models.DateTimeField(blank=True, null=True)),
                        ("resolve_due_at", models.DateTimeField(blank=True, null=True)),
                        ("waiting_since", models.DateTimeField(blank=True, null=True)),
                        ("wrote_back_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                            "assigned_to",
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
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="concerns.category",
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "entered_by",
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
                            "for_organization",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.organization",
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
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "resident",
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
                    name="ConcernReferral",
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
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="referral_links",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="concern_link",
                                to="referrals.referral",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Diversion",
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
                                    ("report", "A crime to report"),
                                    ("complaint", "A complaint about an officer"),
                                    ("praise", "Praise for an officer"),
                                    ("tip", "A tip about a crime"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("times", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["-on", "kind"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("on", "kind"), name="one_count_a_day_and_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["report", "complaint", "praise", "tip"])
                                ),
                                name="a_diversion_is_of_a_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
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
                            "clock",
                            models.CharField(
                                choices=[("reply", "Answer"), ("resolution", "End")], max_length=12
                            ),
                        ),
                        (
                            "when",
                            models.CharField(
                                choices=[("soon", "Due soon"), ("late", "Late")], max_length=6
                            ),
                        ),
                        ("started_at", models.DateTimeField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="escalations",
                                to="concerns.concern",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("concern", "clock", "when", "started_at"),
                                name="told_once_per_clock",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("clock__in", ["reply", "resolution"]),
                                    ("when__in", ["soon", "late"]),
                                ),
                                name="an_escalation_is_of_a_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingLink",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meeting_links",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="concern_links",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["session__starts_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("concern", "session"),
                                name="one_link_per_concern_and_meeting",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutsideNote",
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
                        ("at", models.DateTimeField()),
                        ("text", models.TextField()),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outside_notes",
                                to="concerns.concern",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Redaction",
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
                        ("start", models.PositiveIntegerField()),
                        ("end", models.PositiveIntegerField()),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("name", "a name"),
                                    ("phone", "a phone number"),
                                    ("email", "an email address"),
                                    ("plate", "a license plate"),
                                    ("address", "an address"),
                                    ("looks", "how someone looks"),
                                    ("belief", "what someone believes"),
                                    ("other", "something private"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="redactions",
                                to="concerns.concern",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["start"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gt", models.F("start"))),
                                name="a_redaction_hides_words",
                            ),
                            models.UniqueConstraint(
                                fields=("concern", "start", "end"), name="one_redaction_per_stretch"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReplyTemplate",
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
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="These are filled in: {place}, {category}, {officer}, {date} (today), {area}. Nothing else may stand in braces.",
                                max_length=5000,
                                validators=[engagement.concerns.wording.check],
                                verbose_name="words",
                            ),
                        ),
                        (
                            "retired",
                            models.BooleanField(default=False, verbose_name="no longer offered"),
                        ),
                    ],
                    options={
                        "verbose_name": "reply template",
                        "verbose_name_plural": "reply templates",
                        "ordering": ["language", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("language", "name"),
                                name="one_template_per_name",
                                violation_error_message="There is already one with this name. Choose another.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="a_template_says_something",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="replytemplate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "concerns_replytemplateevent" ("id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "text") VALUES (OLD."id", OLD."language", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."retired", OLD."text"); RETURN NULL;',
                            hash="78f41c9da652754fd2a1ab583be7d3f94ad0a89f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8f282",
                            table="concerns_replytemplate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="replytemplate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "concerns_replytemplateevent" ("id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "text") VALUES (OLD."id", OLD."language", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."retired", OLD."text"); RETURN NULL;',
                            hash="4e9bbcf0f80b1a615b05fc6bb20a242ff863a7a2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ba572",
                            table="concerns_replytemplate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="concern",
                    trigger=pgtrigger.compiler.Trigger(
                        name="a_change_has_its_time",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."cell" IS DISTINCT FROM (NEW."cell") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."redacted_text" IS DISTINCT FROM (NEW."redacted_text") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                            func="NEW.changed_at = now(); RETURN NEW;",
                            hash="cdc1ea94dd472ba2d90851bfbdbed6a31e1c6473",
                            operation='UPDATE OF "text", "redacted_text", "category_id", "area_id", "cell", "state", "outcome", "is_public"',
                            pgid="pgtrigger_a_change_has_its_time_5079c",
                            table="concerns_concern",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="concern",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."acknowledged_at" IS DISTINCT FROM (NEW."acknowledged_at") OR OLD."anonymous" IS DISTINCT FROM (NEW."anonymous") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."area_supplied" IS DISTINCT FROM (NEW."area_supplied") OR OLD."assigned_to_id" IS DISTINCT FROM (NEW."assigned_to_id") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."cell" IS DISTINCT FROM (NEW."cell") OR OLD."clock_started_at" IS DISTINCT FROM (NEW."clock_started_at") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."duplicate_of_id" IS DISTINCT FROM (NEW."duplicate_of_id") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."first_answered_at" IS DISTINCT FROM (NEW."first_answered_at") OR OLD."for_organization_id" IS DISTINCT FROM (NEW."for_organization_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."near_cell" IS DISTINCT FROM (NEW."near_cell") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at") OR OLD."redacted_text" IS DISTINCT FROM (NEW."redacted_text") OR OLD."reply_due_at" IS DISTINCT FROM (NEW."reply_due_at") OR OLD."resident_id" IS DISTINCT FROM (NEW."resident_id") OR OLD."resolve_due_at" IS DISTINCT FROM (NEW."resolve_due_at") OR OLD."sensitive" IS DISTINCT FROM (NEW."sensitive") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_system" IS DISTINCT FROM (NEW."source_system") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."waiting_since" IS DISTINCT FROM (NEW."waiting_since") OR OLD."wants_public" IS DISTINCT FROM (NEW."wants_public") OR OLD."when_worst" IS DISTINCT FROM (NEW."when_worst") OR OLD."wish" IS DISTINCT FROM (NEW."wish") OR OLD."wrote_back_at" IS DISTINCT FROM (NEW."wrote_back_at"))',
                            func='INSERT INTO "concerns_concernevent" ("acknowledged_at", "anonymous", "answered_at", "area_id", "area_supplied", "assigned_to_id", "category_id", "cell", "clock_started_at", "closed_at", "contact_email", "contact_name", "contact_phone", "duplicate_of_id", "entered_by_id", "external_id", "first_answered_at", "for_organization_id", "id", "is_public", "language", "latitude", "longitude", "near_cell", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "raised_at", "redacted_text", "reply_due_at", "resident_id", "resolve_due_at", "sensitive", "source", "source_system", "state", "text", "waiting_since", "wants_public", "when_worst", "wish", "wrote_back_at") VALUES (OLD."acknowledged_at", OLD."anonymous", OLD."answered_at", OLD."area_id", OLD."area_supplied", OLD."assigned_to_id", OLD."category_id", OLD."cell", OLD."clock_started_at", OLD."closed_at", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."duplicate_of_id", OLD."entered_by_id", OLD."external_id", OLD."first_answered_at", OLD."for_organization_id", OLD."id", OLD."is_public", OLD."language", OLD."latitude", OLD."longitude", OLD."near_cell", OLD."outcome", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place", OLD."raised_at", OLD."redacted_text", OLD."reply_due_at", OLD."resident_id", OLD."resolve_due_at", OLD."sensitive", OLD."source", OLD."source_system", OLD."state", OLD."text", OLD."waiting_since", OLD."wants_public", OLD."when_worst", OLD."wish", OLD."wrote_back_at"); RETURN NULL;',
                            hash="e0050aebd20939c86561dba4e74c295dd44891fa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_39f33",
                            table="concerns_concern",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="concern",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "concerns_concernevent" ("acknowledged_at", "anonymous", "answered_at", "area_id", "area_supplied", "assigned_to_id", "category_id", "cell", "clock_started_at", "closed_at", "contact_email", "contact_name", "contact_phone", "duplicate_of_id", "entered_by_id", "external_id", "first_answered_at", "for_organization_id", "id", "is_public", "language", "latitude", "longitude", "near_cell", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "raised_at", "redacted_text", "reply_due_at", "resident_id", "resolve_due_at", "sensitive", "source", "source_system", "state", "text", "waiting_since", "wants_public", "when_worst", "wish", "wrote_back_at") VALUES (OLD."acknowledged_at", OLD."anonymous", OLD."answered_at", OLD."area_id", OLD."area_supplied", OLD."assigned_to_id", OLD."category_id", OLD."cell", OLD."clock_started_at", OLD."closed_at", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."duplicate_of_id", OLD."entered_by_id", OLD."external_id", OLD."first_answered_at", OLD."for_organization_id", OLD."id", OLD."is_public", OLD."language", OLD."latitude", OLD."longitude", OLD."near_cell", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."raised_at", OLD."redacted_text", OLD."reply_due_at", OLD."resident_id", OLD."resolve_due_at", OLD."sensitive", OLD."source", OLD."source_system", OLD."state", OLD."text", OLD."waiting_since", OLD."wants_public", OLD."when_worst", OLD."wish", OLD."wrote_back_at"); RETURN NULL;',
                            hash="464dc29446ef4aedfdcd2bae45aae73ea54adf8c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3fc22",
                            table="concerns_concern",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="threadmessage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."concern_id" IS DISTINCT FROM (NEW."concern_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                            func='INSERT INTO "concerns_threadmessageevent" ("at", "author_id", "concern_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."at", OLD."author_id", OLD."concern_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."text"); RETURN NULL;',
                            hash="e3085128a5d40f701eaca062d51f7be5c9cf3b73",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4ab5a",
                            table="concerns_threadmessage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="threadmessage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "concerns_threadmessageevent" ("at", "author_id", "concern_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."at", OLD."author_id", OLD."concern_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;',
                            hash="1aa8515df325a3cf21dad103dfb1c30ef6e36a3b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_192fb",
                            table="concerns_threadmessage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attachment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."concern_id" IS DISTINCT FROM (NEW."concern_id") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."width" IS DISTINCT FROM (NEW."width"))',
                            func='INSERT INTO "concerns_attachmentevent" ("approved_at", "approved_by_id", "at", "concern_id", "content_type", "height", "id", "kind", "message_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "size", "width") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."at", OLD."concern_id", OLD."content_type", OLD."height", OLD."id", OLD."kind", OLD."message_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."position", OLD."size", OLD."width"); RETURN NULL;',
                            hash="ca2c852d1c3f5f12ed23157b9a724e25a8c4a5f1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_aff35",
                            table="concerns_attachment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="attachment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "concerns_attachmentevent" ("approved_at", "approved_by_id", "at", "concern_id", "content_type", "height", "id", "kind", "message_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "size", "width") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."at", OLD."concern_id", OLD."content_type", OLD."height", OLD."id", OLD."kind", OLD."message_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."size", OLD."width"); RETURN NULL;',
                            hash="883f45ec231f31a982d1772924f8d677b74de571",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a931a",
                            table="concerns_attachment",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
