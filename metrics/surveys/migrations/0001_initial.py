import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.lookups
import django.utils.timezone
import metrics.surveys.models.wave
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
        ("events", "0001_initial"),
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Batch",
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
                        ("source", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "made_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="batches",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "batches",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("wave", "sha256"), name="a_batch_comes_in_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cell",
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
                        ("mode", models.CharField(max_length=10)),
                        ("age_band", models.CharField(blank=True, max_length=40)),
                        ("sex", models.CharField(blank=True, max_length=40)),
                        ("race_ethnicity", models.CharField(blank=True, max_length=80)),
                        ("weight", models.DecimalField(decimal_places=4, default=1, max_digits=9)),
                        ("item", models.CharField(blank=True, max_length=60)),
                        ("n", models.PositiveIntegerField()),
                        ("total", models.FloatField()),
                        ("squares", models.FloatField()),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cells",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=(
                                    "wave",
                                    "item",
                                    "area",
                                    "age_band",
                                    "sex",
                                    "race_ethnicity",
                                    "mode",
                                    "weight",
                                ),
                                name="people_alike_are_one_cell",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Disposition",
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
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not answered yet"),
                                    ("answered", "Answered"),
                                    ("declined", "Does not want to take part"),
                                    ("undelivered", "The mail came back"),
                                    ("ineligible", "Does not live here, or is a child"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("invitations", models.PositiveIntegerField()),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dispositions",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("wave", "area", "outcome"),
                                name="one_disposition_a_place",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "key_hash",
                            models.CharField(max_length=64, primary_key=True, serialize=False),
                        ),
                        ("answers", models.JSONField(default=dict)),
                        ("section", models.PositiveSmallIntegerField(default=1)),
                        ("lot", models.PositiveSmallIntegerField(default=0)),
                        ("language", models.CharField(blank=True, max_length=10)),
                        ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Index",
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
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        ("code", models.SlugField(max_length=40)),
                        ("names", models.JSONField(default=dict)),
                        (
                            "least_answered",
                            models.DecimalField(decimal_places=2, default=0.6, max_digits=3),
                        ),
                        ("is_headline", models.BooleanField(default=False)),
                        (
                            "instrument",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indices",
                                to="surveys.instrument",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("least_answered__gt", 0), ("least_answered__lte", 1)
                                ),
                                name="an_index_needs_some_of_its_items",
                            ),
                            models.UniqueConstraint(
                                fields=("instrument", "code"), name="one_index_per_code"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_headline", True)),
                                fields=("instrument",),
                                name="one_headline",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexItem",
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
                        ("is_reversed", models.BooleanField(default=False)),
                        (
                            "index",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="surveys.index",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="in_indices",
                                to="surveys.question",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["question__section__number", "question__number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("index", "question"), name="an_item_counts_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instrument",
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
                        ("slug", models.SlugField()),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("event", "Feedback after a meeting"),
                                    ("general", "Community trust and safety"),
                                    ("contact", "After contact with an officer"),
                                    ("partner", "Partners about working with us"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=160)),
                        (
                            "source",
                            models.TextField(blank=True, help_text="Where the wording comes from."),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("is_shipped", models.BooleanField(default=False, editable=False)),
                        ("fielded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "made_by",
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
                        "ordering": ["slug", "version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("slug", "version"), name="one_instrument_per_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
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
                            "token_hash",
                            models.CharField(editable=False, max_length=64, unique=True),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")], max_length=10
                            ),
                        ),
                        ("invited_on", models.DateField(default=django.utils.timezone.localdate)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not answered yet"),
                                    ("answered", "Answered"),
                                    ("declined", "Does not want to take part"),
                                    ("undelivered", "The mail came back"),
                                    ("ineligible", "Does not live here, or is a child"),
                                ],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OwnWords",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")], max_length=10
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("held", "To be read"),
                                    ("shown", "May be shown"),
                                    ("withheld", "Not shown"),
                                ],
                                default="held",
                                max_length=10,
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("names", "Names a person"),
                                    ("points", "Points to a person"),
                                    ("insults", "Insults someone"),
                                    ("nothing", "Says nothing"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("blacked_out", models.JSONField(blank=True, default=list)),
                        ("read_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="own_words",
                                to="surveys.question",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="own_words",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "own words",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "withheld"), models.Q(("why", ""), _negated=True)
                                    ),
                                    models.Q(
                                        models.Q(("state", "withheld"), _negated=True), ("why", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="own_words_are_withheld_for_a_reason",
                            )
                        ],
                        "indexes": [
                            models.Index(fields=["wave", "state"], name="own_words_to_read")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnWordsDecision",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("held", "To be read"),
                                    ("shown", "May be shown"),
                                    ("withheld", "Not shown"),
                                ],
                                default="held",
                                max_length=10,
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("names", "Names a person"),
                                    ("points", "Points to a person"),
                                    ("insults", "Insults someone"),
                                    ("nothing", "Says nothing"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("blacked_out", models.JSONField(blank=True, default=list)),
                        ("read_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                                related_name="decisions",
                                to="surveys.ownwords",
                            ),
                        ),
                        (
                            "read_by",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("code", models.SlugField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("scale", "A number on a scale"),
                                    ("likert", "One step of a few, each with a name"),
                                    ("single", "One of several answers"),
                                    ("multiple", "Any of several answers"),
                                    ("grid", "Several statements with the same answers"),
                                    ("open", "In own words"),
                                ],
                                default="scale",
                                max_length=10,
                            ),
                        ),
                        ("lowest", models.SmallIntegerField(default=0)),
                        ("highest", models.SmallIntegerField(default=10)),
                        ("codes", models.JSONField(blank=True, default=list)),
                        ("favorable", models.JSONField(blank=True, default=list)),
                        ("asked_if_codes", models.JSONField(blank=True, default=list)),
                        (
                            "trait",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("age_band", "Age"),
                                    ("sex", "Sex"),
                                    ("race_ethnicity", "Race or ethnicity"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("categories", models.JSONField(blank=True, default=dict)),
                        (
                            "asked_if",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="leads_to",
                                to="surveys.question",
                            ),
                        ),
                        (
                            "row_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="surveys.question",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="surveys.section",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["section", "number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("highest__lt", 77),
                                        ("lowest__gte", 0),
                                        ("lowest__lt", models.F("highest")),
                                    ),
                                    models.Q(("kind", "scale"), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_scale_rises_and_leaves_room_for_missing_codes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("codes__contains", [77]), _negated=True),
                                    models.Q(("codes__contains", [88]), _negated=True),
                                ),
                                name="answers_leave_room_for_missing_codes",
                            ),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("section", "number"),
                                name="questions_are_numbered",
                            ),
                            models.UniqueConstraint(
                                fields=("section", "code"), name="one_question_per_code"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quota",
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
                        ("wanted", models.PositiveIntegerField()),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quotas",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["area__path"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("wanted__gt", 0)), name="a_quota_wants_someone"
                            ),
                            models.UniqueConstraint(
                                fields=("wave", "area"), name="one_quota_an_area"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
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
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        (
                            "released_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("method_version", models.PositiveSmallIntegerField()),
                        ("tables", models.JSONField()),
                        ("counts", models.JSONField(default=dict)),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-released_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("wave", "number"), name="releases_are_numbered"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Response",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("answered_on", models.DateField(default=django.utils.timezone.localdate)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")], max_length=10
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("web", "On the web"),
                                    ("paper", "On paper"),
                                    ("phone", "By phone"),
                                    ("kiosk", "On a shared tablet"),
                                ],
                                default="web",
                                max_length=10,
                            ),
                        ),
                        ("reminders", models.PositiveSmallIntegerField(default=0)),
                        ("is_late", models.BooleanField(default=False)),
                        ("is_partial", models.BooleanField(default=False)),
                        ("flags", models.JSONField(blank=True, default=list)),
                        ("lot", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("age_band", models.CharField(blank=True, max_length=40)),
                        ("sex", models.CharField(blank=True, max_length=40)),
                        ("race_ethnicity", models.CharField(blank=True, max_length=80)),
                        ("weight", models.DecimalField(decimal_places=4, default=1, max_digits=9)),
                        ("is_folded", models.BooleanField(default=False, editable=False)),
                        ("answers", models.JSONField()),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses",
                                to="areas.area",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses",
                                to="surveys.batch",
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses",
                                to="surveys.wave",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["area", "answered_on"], name="responses_by_place_and_day"
                            ),
                            models.Index(
                                condition=models.Q(("is_folded", False)),
                                fields=["wave"],
                                name="responses_to_fold",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
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
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        ("asked_if_codes", models.JSONField(blank=True, default=list)),
                        ("is_shuffled", models.BooleanField(default=False)),
                        (
                            "asked_if",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="leads_to_sections",
                                to="surveys.question",
                            ),
                        ),
                        (
                            "instrument",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="surveys.instrument",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("instrument", "number"),
                                name="sections_are_numbered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SectionWording",
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
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")], max_length=10
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=160)),
                        ("intro", models.TextField(blank=True)),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wordings",
                                to="surveys.section",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("section", "language"),
                                name="one_section_wording_a_language",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sensitive",
                    fields=[
                        (
                            "fingerprint",
                            models.CharField(max_length=32, primary_key=True, serialize=False),
                        ),
                        (
                            "since",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                    ],
                    options={
                        "verbose_name_plural": "sensitive",
                    },
                ),
                migrations.CreateModel(
                    name="Translation",
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
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")], max_length=10
                            ),
                        ),
                        ("title", models.CharField(max_length=160)),
                        ("intro", models.TextField(blank=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Written, not read by a second person yet"),
                                    ("machine", "Made by a machine, not read by a person yet"),
                                    ("checked", "Read by a second person who speaks the language"),
                                    ("outdated", "The original changed after this was written"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("checked_on", models.DateField(blank=True, null=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "instrument",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translations",
                                to="surveys.instrument",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("instrument", "language"), name="one_translation_a_language"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wave",
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
                        ("title", models.CharField(max_length=200)),
                        (
                            "slug",
                            models.SlugField(
                                blank=True, editable=False, max_length=80, null=True, unique=True
                            ),
                        ),
                        (
                            "frame",
                            models.CharField(
                                choices=[
                                    ("attended", "Everyone who came to a meeting"),
                                    ("list", "A list of addresses"),
                                    ("link", "A link open to anyone"),
                                    ("qr", "A code on a poster or card"),
                                    ("imported", "Answers collected elsewhere"),
                                ],
                                default="attended",
                                max_length=10,
                            ),
                        ),
                        (
                            "sample_type",
                            models.CharField(
                                choices=[
                                    (
                                        "attended",
                                        "People who came to a meeting and chose to answer",
                                    ),
                                    ("listed", "Everyone on a list who chose to answer"),
                                    ("open", "Anyone who found the link and chose to answer"),
                                    ("probability", "A random sample of residents"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("web", "On the web"),
                                    ("paper", "On paper"),
                                    ("phone", "By phone"),
                                    ("kiosk", "On a shared tablet"),
                                ],
                                default="web",
                                max_length=10,
                            ),
                        ),
                        ("opens_at", models.DateTimeField()),
                        ("closes_at", models.DateTimeField()),
                        (
                            "launched_at",
                            models.DateTimeField(
                                blank=True,
                                default=django.utils.timezone.now,
                                editable=False,
                                null=True,
                            ),
                        ),
                        (
                            "link_code",
                            models.SlugField(
                                blank=True, editable=False, max_length=20, null=True, unique=True
                            ),
                        ),
                        ("has_kiosk", models.BooleanField(default=False)),
                        ("asks_area", models.BooleanField(default=False)),
                        (
                            "remind_on",
                            models.JSONField(
                                blank=True, default=metrics.surveys.models.wave.remind_on
                            ),
                        ),
                        ("held_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("held_because", models.CharField(blank=True, max_length=300)),
                        (
                            "margins",
                            models.JSONField(
                                blank=True, default=metrics.surveys.models.wave.margins
                            ),
                        ),
                        (
                            "weight_cap",
                            models.DecimalField(decimal_places=2, default=5, max_digits=4),
                        ),
                        (
                            "closed_invitations",
                            models.PositiveIntegerField(default=0, editable=False),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waves",
                                to="areas.area",
                            ),
                        ),
                        (
                            "instrument",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waves",
                                to="surveys.instrument",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waves",
                                to="organizations.organization",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="wave",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-opens_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="a_wave_closes_after_it_opens",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("frame__in", ["link", "qr"]), _negated=True),
                                    ("sample_type", "open"),
                                    _connector="OR",
                                ),
                                name="whoever_finds_a_link_is_no_random_sample",
                            ),
                            models.CheckConstraint(
                                condition=django.db.models.lookups.LessThanOrEqual(
                                    models.Func(
                                        models.F("remind_on"),
                                        function="jsonb_array_length",
                                        output_field=models.IntegerField(),
                                    ),
                                    3,
                                ),
                                name="no_one_is_reminded_more_than_three_times",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wording",
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
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")], max_length=10
                            ),
                        ),
                        ("ask", models.CharField(max_length=300)),
                        ("statement", models.CharField(blank=True, max_length=300)),
                        ("lowest_means", models.CharField(blank=True, max_length=80)),
                        ("highest_means", models.CharField(blank=True, max_length=80)),
                        ("labels", models.JSONField(blank=True, default=dict)),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wordings",
                                to="surveys.question",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("question", "language"), name="one_wording_a_language"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Asked",
                    fields=[
                        (
                            "fingerprint",
                            models.CharField(max_length=32, primary_key=True, serialize=False),
                        ),
                        ("asked_on", models.DateField()),
                        ("contact_on", models.DateField(blank=True, null=True)),
                        (
                            "mailed_on",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(), blank=True, default=list, size=None
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("mailed_on__len__lte", 12)),
                                name="no_one_gets_more_than_twelve_mails_a_year",
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="asked",
                    trigger=pgtrigger.compiler.Trigger(
                        name="a_rest_of_90_days",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.asked_on <> OLD.asked_on\n                       AND NEW.asked_on < OLD.asked_on + 90 THEN\n                        RAISE EXCEPTION 'No one is asked twice in 90 days.';\n                    END IF;\n                    IF NEW.contact_on <> OLD.contact_on\n                       AND NEW.contact_on < OLD.contact_on + 180 THEN\n                        RAISE EXCEPTION 'No one is asked about contact twice in half a year.';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="b9c4a2a3139be4d17eae5b52a7f1c46d76164316",
                            operation="UPDATE",
                            pgid="pgtrigger_a_rest_of_90_days_2becc",
                            table="surveys_asked",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="instrument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fixed_once_fielded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."fielded_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';",
                            hash="0e0477f91109e5a62099d236aa2bd3727e6cff11",
                            operation='UPDATE OF "slug", "version", "kind", "title", "source", "fielded_at" OR DELETE',
                            pgid="pgtrigger_fixed_once_fielded_e411c",
                            table="surveys_instrument",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="index",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fixed_once_fielded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT FROM surveys_instrument\n                       WHERE fielded_at IS NOT NULL AND id = COALESCE(NEW.instrument_id, OLD.instrument_id)) THEN\n                RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                            hash="5e314a034d524da2ccf18d3879e09b9b2aa2eea0",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_fixed_once_fielded_f0989",
                            table="surveys_index",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="index",
                    trigger=pgtrigger.compiler.Trigger(
                        name="one_meaning_per_code",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (\n        SELECT FROM surveys_question q JOIN surveys_section s ON s.id = q.section_id\n        WHERE q.code = NEW.code AND s.instrument_id = NEW.instrument_id \n    ) OR EXISTS (\n        SELECT FROM surveys_index i\n        WHERE i.code = NEW.code AND i.instrument_id = NEW.instrument_id AND i.id <> NEW.id\n    ) THEN\n        RAISE EXCEPTION 'The code % is taken in this instrument.', NEW.code\n            USING ERRCODE = 'unique_violation';\n    END IF;\n    RETURN NEW;\n",
                            hash="ce2a2fe4064312e898bbfe4fbc468c87c05ae938",
                            operation='INSERT OR UPDATE OF "code"',
                            pgid="pgtrigger_one_meaning_per_code_06923",
                            table="surveys_index",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="indexitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fixed_once_fielded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT FROM surveys_instrument\n                       WHERE fielded_at IS NOT NULL AND id = (SELECT instrument_id FROM surveys_index WHERE id = COALESCE(NEW.index_id, OLD.index_id))) THEN\n                RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                            hash="8bc8f8330bc58aa370a8ce15cc3bfbe79078a7e1",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_fixed_once_fielded_54c86",
                            table="surveys_indexitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="section",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fixed_once_fielded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT FROM surveys_instrument\n                       WHERE fielded_at IS NOT NULL AND id = COALESCE(NEW.instrument_id, OLD.instrument_id)) THEN\n                RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                            hash="31872f7a59b0498d245abe1c9424b5440c32fb1b",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_fixed_once_fielded_9301b",
                            table="surveys_section",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="question",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fixed_once_fielded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT FROM surveys_instrument\n                       WHERE fielded_at IS NOT NULL AND id = (SELECT instrument_id FROM surveys_section WHERE id = COALESCE(NEW.section_id, OLD.section_id))) THEN\n                RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                            hash="17d82087308bb4e4fea27a1175da90b0801fff6c",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_fixed_once_fielded_ac0f3",
                            table="surveys_question",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="question",
                    trigger=pgtrigger.compiler.Trigger(
                        name="one_meaning_per_code",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (\n        SELECT FROM surveys_question q JOIN surveys_section s ON s.id = q.section_id\n        WHERE q.code = NEW.code AND s.instrument_id = (SELECT instrument_id FROM surveys_section WHERE id = NEW.section_id) AND q.id <> NEW.id\n    ) OR EXISTS (\n        SELECT FROM surveys_index i\n        WHERE i.code = NEW.code AND i.instrument_id = (SELECT instrument_id FROM surveys_section WHERE id = NEW.section_id) \n    ) THEN\n        RAISE EXCEPTION 'The code % is taken in this instrument.', NEW.code\n            USING ERRCODE = 'unique_violation';\n    END IF;\n    RETURN NEW;\n",
                            hash="72ad59bb4c6ede96fa40650224d1229192c5314b",
                            operation='INSERT OR UPDATE OF "code"',
                            pgid="pgtrigger_one_meaning_per_code_736f0",
                            table="surveys_question",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sectionwording",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fixed_once_fielded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT FROM surveys_instrument\n                       WHERE fielded_at IS NOT NULL AND id = (SELECT instrument_id FROM surveys_section WHERE id = OLD.section_id)) THEN\n                RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                            hash="213cf8a796cef2ba277abf4089431bb9a050ef10",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_fixed_once_fielded_045f5",
                            table="surveys_sectionwording",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="translation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fixed_once_fielded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT FROM surveys_instrument\n                       WHERE fielded_at IS NOT NULL AND id = OLD.instrument_id) THEN\n                RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                            hash="55bbe3167c54687a05104277627353f8d33efedf",
                            operation='UPDATE OF "language", "title", "intro" OR DELETE',
                            pgid="pgtrigger_fixed_once_fielded_d5695",
                            table="surveys_translation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="wave",
                    trigger=pgtrigger.compiler.Trigger(
                        name="plan_fixed_once_launched",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."launched_at" IS NOT NULL)',
                            func="\n                    IF (OLD.instrument_id, OLD.area_id, OLD.operator_id, OLD.frame, OLD.sample_type, OLD.mode, OLD.asks_area, OLD.remind_on) IS DISTINCT FROM (NEW.instrument_id, NEW.area_id, NEW.operator_id, NEW.frame, NEW.sample_type, NEW.mode, NEW.asks_area, NEW.remind_on) OR NEW.launched_at IS NULL THEN\n                        RAISE EXCEPTION 'The plan of a wave is fixed once it is launched.';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="837977344a48ac34b950058af7524a1d0e746bce",
                            operation="UPDATE",
                            pgid="pgtrigger_plan_fixed_once_launched_e25ca",
                            table="surveys_wave",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="release",
                    trigger=pgtrigger.compiler.Trigger(
                        name="frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'What was published does not change. Publish a new release.';",
                            hash="a72925a69bea4f5d565cb6a051d7ab959d0c242a",
                            operation='UPDATE OF "wave_id", "number", "released_at", "method_version", "tables", "counts", "sha256" OR DELETE',
                            pgid="pgtrigger_frozen_dd25a",
                            table="surveys_release",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownwords",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."blacked_out" IS DISTINCT FROM (NEW."blacked_out") OR OLD."read_at" IS DISTINCT FROM (NEW."read_at") OR OLD."read_by_id" IS DISTINCT FROM (NEW."read_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."why" IS DISTINCT FROM (NEW."why"))',
                            func='INSERT INTO "surveys_ownwordsdecision" ("blacked_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "state", "why") VALUES (NEW."blacked_out", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."read_at", NEW."read_by_id", NEW."state", NEW."why"); RETURN NULL;',
                            hash="ad3a98f10e977dbf21897d5576a041cfcb30bc5e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7131b",
                            table="surveys_ownwords",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="wording",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fixed_once_fielded",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (SELECT FROM surveys_instrument\n                       WHERE fielded_at IS NOT NULL AND id = (SELECT instrument_id FROM surveys_section s JOIN surveys_question q ON q.section_id = s.id WHERE q.id = OLD.question_id)) THEN\n                RAISE EXCEPTION 'What has been asked cannot be changed. Make a new version.';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                            hash="c1676a2c88ebb634d2eab34a67c6e5540755bf80",
                            operation='UPDATE OF "language", "ask", "statement", "lowest_means", "highest_means", "labels" OR DELETE',
                            pgid="pgtrigger_fixed_once_fielded_e9a4c",
                            table="surveys_wording",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
