import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import portal.files.models
import portal.migrating
import portal.wordings
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("concerns", "0002_categories"),
        ("events", "0001_initial"),
        ("organizations", "0001_initial"),
        ("outreach", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("resources", "0001_initial"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="CptedItem",
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
                        ("question", models.CharField(max_length=40)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "Yes"), ("no", "No"), ("na", "Does not apply")],
                                max_length=4,
                            ),
                        ),
                        ("recommendation", models.CharField(blank=True, max_length=300)),
                        ("done_on", models.DateField(blank=True, null=True)),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="problems.cptedvisit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on", None), ("recommendation__gt", ""), _connector="OR"
                                ),
                                name="only_what_was_recommended_is_done",
                            ),
                            models.UniqueConstraint(
                                models.F("visit"),
                                models.F("question"),
                                name="a_visit_asks_each_question_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Goal",
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
                            "words",
                            models.CharField(max_length=240, verbose_name="what should change"),
                        ),
                        (
                            "indicator",
                            models.CharField(max_length=160, verbose_name="what we count"),
                        ),
                        (
                            "unit",
                            models.CharField(blank=True, max_length=60, verbose_name="in what"),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="where it stood"
                            ),
                        ),
                        (
                            "baseline_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="counted on"
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="where it should be"
                            ),
                        ),
                        ("target_on", models.DateField(verbose_name="by which day")),
                        (
                            "direction",
                            models.CharField(
                                choices=[("down", "Lower is better"), ("up", "Higher is better")],
                                default="down",
                                max_length=10,
                            ),
                        ),
                        (
                            "result",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="where it stands now",
                            ),
                        ),
                        (
                            "result_on",
                            models.DateField(blank=True, null=True, verbose_name="counted on"),
                        ),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="goals",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("direction", "down"), ("target__lt", models.F("baseline"))
                                    ),
                                    models.Q(
                                        ("direction", "up"), ("target__gt", models.F("baseline"))
                                    ),
                                    _connector="OR",
                                ),
                                name="a_goal_leads_away_from_its_baseline",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("target_on__gt", models.F("baseline_on"))),
                                name="a_goal_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result", None), ("result_on", None)),
                                    models.Q(
                                        ("result__isnull", False),
                                        ("result_on__gte", models.F("baseline_on")),
                                        ("result_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_result_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("baseline__gte", 0),
                                    ("target__gte", 0),
                                    models.Q(("result", None), ("result__gte", 0), _connector="OR"),
                                ),
                                name="nothing_is_counted_below_zero",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
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
                            "done",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("partly", "Partly"),
                                    ("no", "No"),
                                    ("unknown", "We do not know"),
                                ],
                                max_length=10,
                                verbose_name="Were the steps done?",
                            ),
                        ),
                        (
                            "done_words",
                            models.TextField(
                                blank=True, verbose_name="What was done, and what was not?"
                            ),
                        ),
                        (
                            "changed",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("partly", "Partly"),
                                    ("no", "No"),
                                    ("unknown", "We do not know"),
                                ],
                                max_length=10,
                                verbose_name="Did what we count change?",
                            ),
                        ),
                        (
                            "changed_words",
                            models.TextField(blank=True, verbose_name="How do we know?"),
                        ),
                        (
                            "displaced",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("partly", "Partly"),
                                    ("no", "No"),
                                    ("unknown", "We do not know"),
                                ],
                                max_length=10,
                                verbose_name="Did it only move somewhere else?",
                            ),
                        ),
                        (
                            "displaced_words",
                            models.TextField(
                                blank=True,
                                verbose_name="Where to, or how do we know that it did not?",
                            ),
                        ),
                        (
                            "residents",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("partly", "Partly"),
                                    ("no", "No"),
                                    ("unknown", "We do not know"),
                                ],
                                max_length=10,
                                verbose_name="Do residents say it is better?",
                            ),
                        ),
                        (
                            "residents_words",
                            models.TextField(
                                blank=True, verbose_name="What do they say, and how did we ask?"
                            ),
                        ),
                        (
                            "on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="looked at on"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
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
                            "problem",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assessments",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done__in", ["yes", "partly", "no", "unknown"])
                                ),
                                name="an_assessment_says_whether_done",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("changed__in", ["yes", "partly", "no", "unknown"])
                                ),
                                name="an_assessment_says_whether_changed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("displaced__in", ["yes", "partly", "no", "unknown"])
                                ),
                                name="an_assessment_says_whether_displaced",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("residents__in", ["yes", "partly", "no", "unknown"])
                                ),
                                name="an_assessment_says_whether_residents",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cluster",
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
                        ("cell", models.BigIntegerField(editable=False)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("since_on", models.DateField()),
                        ("until_on", models.DateField()),
                        ("count", models.PositiveIntegerField()),
                        ("raisers", models.PositiveIntegerField()),
                        ("expected", models.FloatField()),
                        ("chance", models.FloatField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("suggested", "To be looked at"),
                                    ("taken", "Worked on as a problem"),
                                    ("dismissed", "Not a problem"),
                                    ("faded", "No longer stands out"),
                                ],
                                default="suggested",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why not"),
                        ),
                        ("settled_count", models.PositiveIntegerField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("found_on", models.DateField(default=django.utils.timezone.localdate)),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clusters",
                                to="areas.area",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="concerns.category",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="clusters",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["chance", "-count", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "suggested")),
                                fields=["area", "chance"],
                                name="clusters_to_look_at",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("cell", "category"),
                                name="one_cluster_a_corner_and_category",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until_on__gte", models.F("since_on"))),
                                name="a_cluster_has_a_window",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "dismissed"), _negated=True),
                                    ("reason__gt", ""),
                                    _connector="OR",
                                ),
                                name="a_dismissed_cluster_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["suggested", "faded"]),
                                    ("settled_count__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_settled_cluster_keeps_its_count",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClusterMark",
                    fields=[
                        (
                            "one",
                            models.BooleanField(default=True, primary_key=True, serialize=False),
                        ),
                        ("settled_concern", models.BigIntegerField(default=0)),
                        ("settled_change", models.BigIntegerField(default=0)),
                        ("seen_concern", models.BigIntegerField(default=0)),
                        ("seen_change", models.BigIntegerField(default=0)),
                        ("seen_at", models.BigIntegerField(default=0)),
                        ("first_day", models.DateField(null=True)),
                        ("counted_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("one", True)), name="the_mark_is_one"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CptedVisit",
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
                        ("place", models.CharField(max_length=200, verbose_name="which place")),
                        (
                            "contact_role",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="who walked along"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="what else was seen")),
                        (
                            "on",
                            models.DateField(
                                default=django.utils.timezone.localdate,
                                verbose_name="day of the visit",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cpted_visits",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "safety walk",
                        "verbose_name_plural": "safety walks",
                        "ordering": ["-on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("place__gt", "")), name="a_visit_says_where"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CptedItemHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("question", models.CharField(max_length=40)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "Yes"), ("no", "No"), ("na", "Does not apply")],
                                max_length=4,
                            ),
                        ),
                        ("recommendation", models.CharField(blank=True, max_length=300)),
                        ("done_on", models.DateField(blank=True, null=True)),
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
                                to="problems.cpteditem",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.cptedvisit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Problem",
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
                            "title",
                            models.CharField(
                                max_length=200, verbose_name="the problem in one sentence"
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                max_length=120, unique=True, verbose_name="address of its page"
                            ),
                        ),
                        ("cell", models.CharField(blank=True, max_length=15)),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="where, in words"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("meeting", "A meeting"),
                                    ("concern", "Concerns of residents"),
                                    ("data", "Numbers"),
                                    ("partner", "A partner"),
                                    ("officer", "An officer"),
                                ],
                                default="officer",
                                max_length=20,
                                verbose_name="brought up by",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("scanning", "Scanning"),
                                    ("analysis", "Analysis"),
                                    ("response", "Response"),
                                    ("assessment", "Assessment"),
                                    ("closed", "Closed"),
                                ],
                                default="scanning",
                                max_length=20,
                            ),
                        ),
                        (
                            "since_on",
                            models.DateField(
                                default=django.utils.timezone.localdate,
                                verbose_name="worked on since",
                            ),
                        ),
                        (
                            "cheers",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        (
                                            "community",
                                            "Community: it happens to residents, not only to us",
                                        ),
                                        (
                                            "harm",
                                            "Harm: people are hurt, frightened, robbed of sleep or of money",
                                        ),
                                        (
                                            "expectation",
                                            "Expectation: residents expect the police to do something",
                                        ),
                                        (
                                            "events",
                                            "Events: we can name what happens, one time after another",
                                        ),
                                        (
                                            "recurring",
                                            "Recurring: it has happened often, or is likely to happen again",
                                        ),
                                        (
                                            "similarity",
                                            "Similarity: the times are alike in place, hour, people or way",
                                        ),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("cheers_notes", models.JSONField(blank=True, default=dict)),
                        ("cheers_on", models.DateField(blank=True, null=True)),
                        (
                            "evidence",
                            models.TextField(blank=True, verbose_name="what we know so far"),
                        ),
                        (
                            "offenders",
                            models.TextField(blank=True, verbose_name="who or what causes it"),
                        ),
                        (
                            "handlers",
                            models.TextField(blank=True, verbose_name="who has influence on them"),
                        ),
                        (
                            "targets",
                            models.TextField(blank=True, verbose_name="who or what is hurt"),
                        ),
                        (
                            "guardians",
                            models.TextField(blank=True, verbose_name="who could protect them"),
                        ),
                        ("places", models.TextField(blank=True, verbose_name="the place")),
                        (
                            "managers",
                            models.TextField(blank=True, verbose_name="who looks after the place"),
                        ),
                        (
                            "hypothesis",
                            models.TextField(blank=True, verbose_name="why we think it happens"),
                        ),
                        (
                            "public_summary",
                            portal.wordings.WordsField(
                                blank=True, default="", verbose_name="what everyone reads"
                            ),
                        ),
                        ("written_in", models.CharField(blank=True, max_length=10)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                        (
                            "close_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("solved", "Solved"),
                                    ("reduced", "Less than before"),
                                    ("moved_on", "It moved elsewhere"),
                                    ("merged", "Worked on as part of another problem"),
                                    ("not_ours", "We cannot solve it"),
                                    ("not_a_problem", "It was not a problem but an incident"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("lessons", models.TextField(blank=True, verbose_name="what we learned")),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                        ("told_count", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "stepped_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="problems",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="problems",
                                to="concerns.category",
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "concerns",
                            models.ManyToManyField(
                                blank=True, related_name="problems", to="concerns.concern"
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
                        (
                            "entries",
                            models.ManyToManyField(
                                blank=True, related_name="problems", to="outreach.outreachentry"
                            ),
                        ),
                        (
                            "events",
                            models.ManyToManyField(
                                blank=True, related_name="problems", to="events.event"
                            ),
                        ),
                        (
                            "grants",
                            models.ManyToManyField(
                                blank=True, related_name="problems", to="resources.grant"
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="problems",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who leads the work",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="problems.problem",
                            ),
                        ),
                        (
                            "organizations",
                            models.ManyToManyField(
                                blank=True, related_name="problems", to="organizations.organization"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "problem",
                        "verbose_name_plural": "problems",
                        "ordering": ["-since_on", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["area", "stage"], name="problems_by_area_and_stage"
                            ),
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="problems_last_changed",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title__gt", "")), name="a_problem_is_named"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "scanning",
                                            "analysis",
                                            "response",
                                            "assessment",
                                            "closed",
                                        ],
                                    )
                                ),
                                name="a_problem_has_a_known_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "source__in",
                                        ["meeting", "concern", "data", "partner", "officer"],
                                    )
                                ),
                                name="a_problem_has_a_known_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "cheers__contained_by",
                                        [
                                            "community",
                                            "harm",
                                            "expectation",
                                            "events",
                                            "recurring",
                                            "similarity",
                                        ],
                                    )
                                ),
                                name="cheers_has_six_letters",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        ("lessons__gt", ""),
                                        ("stage", "closed"),
                                        (
                                            "close_reason__in",
                                            [
                                                "solved",
                                                "reduced",
                                                "moved_on",
                                                "merged",
                                                "not_ours",
                                                "not_a_problem",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(("stage", "closed"), _negated=True),
                                        ("close_reason", ""),
                                        ("closed_on", None),
                                        ("told_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_closed_problem_says_how_and_what_we_learned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on", None),
                                    ("closed_on__gte", models.F("since_on")),
                                    _connector="OR",
                                ),
                                name="a_problem_closes_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into", None),
                                    models.Q(
                                        ("close_reason", "merged"),
                                        models.Q(("merged_into", models.F("id")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_merged_problem_goes_into_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_at", None),
                                    models.Q(("public_summary__in", ["", "{}"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_public_problem_says_what_it_is",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("told_at", None), ("told_count", None)),
                                    models.Q(
                                        ("told_at__isnull", False), ("told_count__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="who_was_told_is_counted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "words",
                            models.CharField(max_length=240, verbose_name="what should change"),
                        ),
                        (
                            "indicator",
                            models.CharField(max_length=160, verbose_name="what we count"),
                        ),
                        (
                            "unit",
                            models.CharField(blank=True, max_length=60, verbose_name="in what"),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="where it stood"
                            ),
                        ),
                        (
                            "baseline_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="counted on"
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="where it should be"
                            ),
                        ),
                        ("target_on", models.DateField(verbose_name="by which day")),
                        (
                            "direction",
                            models.CharField(
                                choices=[("down", "Lower is better"), ("up", "Higher is better")],
                                default="down",
                                max_length=10,
                            ),
                        ),
                        (
                            "result",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="where it stands now",
                            ),
                        ),
                        (
                            "result_on",
                            models.DateField(blank=True, null=True, verbose_name="counted on"),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
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
                                to="problems.goal",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CptedVisitHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("place", models.CharField(max_length=200, verbose_name="which place")),
                        (
                            "contact_role",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="who walked along"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="what else was seen")),
                        (
                            "on",
                            models.DateField(
                                default=django.utils.timezone.localdate,
                                verbose_name="day of the visit",
                            ),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "area",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "officer",
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
                                to="problems.cptedvisit",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClusterHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("cell", models.BigIntegerField(editable=False)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("since_on", models.DateField()),
                        ("until_on", models.DateField()),
                        ("count", models.PositiveIntegerField()),
                        ("raisers", models.PositiveIntegerField()),
                        ("expected", models.FloatField()),
                        ("chance", models.FloatField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("suggested", "To be looked at"),
                                    ("taken", "Worked on as a problem"),
                                    ("dismissed", "Not a problem"),
                                    ("faded", "No longer stands out"),
                                ],
                                default="suggested",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why not"),
                        ),
                        ("settled_count", models.PositiveIntegerField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("found_on", models.DateField(default=django.utils.timezone.localdate)),
                        (
                            "area",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="concerns.category",
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
                                to="problems.cluster",
                            ),
                        ),
                        (
                            "settled_by",
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
                            "problem",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AssessmentHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "done",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("partly", "Partly"),
                                    ("no", "No"),
                                    ("unknown", "We do not know"),
                                ],
                                max_length=10,
                                verbose_name="Were the steps done?",
                            ),
                        ),
                        (
                            "done_words",
                            models.TextField(
                                blank=True, verbose_name="What was done, and what was not?"
                            ),
                        ),
                        (
                            "changed",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("partly", "Partly"),
                                    ("no", "No"),
                                    ("unknown", "We do not know"),
                                ],
                                max_length=10,
                                verbose_name="Did what we count change?",
                            ),
                        ),
                        (
                            "changed_words",
                            models.TextField(blank=True, verbose_name="How do we know?"),
                        ),
                        (
                            "displaced",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("partly", "Partly"),
                                    ("no", "No"),
                                    ("unknown", "We do not know"),
                                ],
                                max_length=10,
                                verbose_name="Did it only move somewhere else?",
                            ),
                        ),
                        (
                            "displaced_words",
                            models.TextField(
                                blank=True,
                                verbose_name="Where to, or how do we know that it did not?",
                            ),
                        ),
                        (
                            "residents",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("partly", "Partly"),
                                    ("no", "No"),
                                    ("unknown", "We do not know"),
                                ],
                                max_length=10,
                                verbose_name="Do residents say it is better?",
                            ),
                        ),
                        (
                            "residents_words",
                            models.TextField(
                                blank=True, verbose_name="What do they say, and how did we ask?"
                            ),
                        ),
                        (
                            "on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="looked at on"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
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
                                related_name="history",
                                to="problems.assessment",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProblemHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "title",
                            models.CharField(
                                max_length=200, verbose_name="the problem in one sentence"
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                db_index=False, max_length=120, verbose_name="address of its page"
                            ),
                        ),
                        ("cell", models.CharField(blank=True, max_length=15)),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="where, in words"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("meeting", "A meeting"),
                                    ("concern", "Concerns of residents"),
                                    ("data", "Numbers"),
                                    ("partner", "A partner"),
                                    ("officer", "An officer"),
                                ],
                                default="officer",
                                max_length=20,
                                verbose_name="brought up by",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("scanning", "Scanning"),
                                    ("analysis", "Analysis"),
                                    ("response", "Response"),
                                    ("assessment", "Assessment"),
                                    ("closed", "Closed"),
                                ],
                                default="scanning",
                                max_length=20,
                            ),
                        ),
                        (
                            "since_on",
                            models.DateField(
                                default=django.utils.timezone.localdate,
                                verbose_name="worked on since",
                            ),
                        ),
                        (
                            "cheers",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        (
                                            "community",
                                            "Community: it happens to residents, not only to us",
                                        ),
                                        (
                                            "harm",
                                            "Harm: people are hurt, frightened, robbed of sleep or of money",
                                        ),
                                        (
                                            "expectation",
                                            "Expectation: residents expect the police to do something",
                                        ),
                                        (
                                            "events",
                                            "Events: we can name what happens, one time after another",
                                        ),
                                        (
                                            "recurring",
                                            "Recurring: it has happened often, or is likely to happen again",
                                        ),
                                        (
                                            "similarity",
                                            "Similarity: the times are alike in place, hour, people or way",
                                        ),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("cheers_notes", models.JSONField(blank=True, default=dict)),
                        ("cheers_on", models.DateField(blank=True, null=True)),
                        (
                            "evidence",
                            models.TextField(blank=True, verbose_name="what we know so far"),
                        ),
                        (
                            "offenders",
                            models.TextField(blank=True, verbose_name="who or what causes it"),
                        ),
                        (
                            "handlers",
                            models.TextField(blank=True, verbose_name="who has influence on them"),
                        ),
                        (
                            "targets",
                            models.TextField(blank=True, verbose_name="who or what is hurt"),
                        ),
                        (
                            "guardians",
                            models.TextField(blank=True, verbose_name="who could protect them"),
                        ),
                        ("places", models.TextField(blank=True, verbose_name="the place")),
                        (
                            "managers",
                            models.TextField(blank=True, verbose_name="who looks after the place"),
                        ),
                        (
                            "hypothesis",
                            models.TextField(blank=True, verbose_name="why we think it happens"),
                        ),
                        (
                            "public_summary",
                            portal.wordings.WordsField(
                                blank=True, default="", verbose_name="what everyone reads"
                            ),
                        ),
                        ("written_in", models.CharField(blank=True, max_length=10)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                        (
                            "close_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("solved", "Solved"),
                                    ("reduced", "Less than before"),
                                    ("moved_on", "It moved elsewhere"),
                                    ("merged", "Worked on as part of another problem"),
                                    ("not_ours", "We cannot solve it"),
                                    ("not_a_problem", "It was not a problem but an incident"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("lessons", models.TextField(blank=True, verbose_name="what we learned")),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                        ("told_count", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "area",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                                verbose_name="area",
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
                                verbose_name="kind",
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
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who leads the work",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.problem",
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
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProblemPhoto",
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
                            "moment",
                            models.CharField(
                                choices=[("before", "Before"), ("after", "After")],
                                max_length=10,
                                verbose_name="when",
                            ),
                        ),
                        ("caption", models.CharField(max_length=200, verbose_name="what it shows")),
                        (
                            "taken_on",
                            models.DateField(blank=True, null=True, verbose_name="taken on"),
                        ),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photos",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-moment", "taken_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("caption__gt", "")),
                                name="a_photo_says_what_it_shows",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("content_type", "image/jpeg")),
                                name="a_problem_photo_is_a_photo",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProblemPhotoHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "name",
                            models.CharField(
                                default=portal.files.models.new_name, editable=False, max_length=40
                            ),
                        ),
                        ("content_type", models.CharField(max_length=40)),
                        ("size", models.PositiveIntegerField()),
                        ("width", models.PositiveIntegerField(blank=True, null=True)),
                        ("height", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "moment",
                            models.CharField(
                                choices=[("before", "Before"), ("after", "After")],
                                max_length=10,
                                verbose_name="when",
                            ),
                        ),
                        ("caption", models.CharField(max_length=200, verbose_name="what it shows")),
                        (
                            "taken_on",
                            models.DateField(blank=True, null=True, verbose_name="taken on"),
                        ),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
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
                                related_name="history",
                                to="problems.problemphoto",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ResponseStep",
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
                        ("what", models.CharField(max_length=300, verbose_name="what is done")),
                        (
                            "side",
                            models.CharField(
                                choices=[("police", "The police"), ("community", "The community")],
                                max_length=12,
                                verbose_name="whose step",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="who does it, in words"
                            ),
                        ),
                        (
                            "planned_on",
                            models.DateField(blank=True, null=True, verbose_name="planned for"),
                        ),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        (
                            "cost",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="cost",
                            ),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=8,
                                null=True,
                                verbose_name="hours",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("dropped_on", models.DateField(blank=True, null=True)),
                        (
                            "why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it was dropped"
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="response_steps",
                                to="organizations.organization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="problems.problem",
                            ),
                        ),
                        (
                            "recorded_by",
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
                        "ordering": ["planned_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("what__gt", "")), name="a_step_says_what"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["police", "community"])),
                                name="a_step_is_somebodys",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("organization", None), ("side", "community"), _connector="OR"
                                ),
                                name="an_organizations_step_is_the_communitys",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on", None), ("dropped_on", None), _connector="OR"
                                ),
                                name="a_step_is_done_or_dropped",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dropped_on", None), ("why", "")),
                                    models.Q(("dropped_on__isnull", False), ("why__gt", "")),
                                    _connector="OR",
                                ),
                                name="a_dropped_step_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cost", None), ("cost__gte", 0), _connector="OR"),
                                    models.Q(("hours", None), ("hours__gte", 0), _connector="OR"),
                                ),
                                name="a_step_costs_no_less_than_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResponseStepHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("what", models.CharField(max_length=300, verbose_name="what is done")),
                        (
                            "side",
                            models.CharField(
                                choices=[("police", "The police"), ("community", "The community")],
                                max_length=12,
                                verbose_name="whose step",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="who does it, in words"
                            ),
                        ),
                        (
                            "planned_on",
                            models.DateField(blank=True, null=True, verbose_name="planned for"),
                        ),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        (
                            "cost",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="cost",
                            ),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=8,
                                null=True,
                                verbose_name="hours",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("dropped_on", models.DateField(blank=True, null=True)),
                        (
                            "why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it was dropped"
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
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
                                to="problems.responsestep",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.problem",
                            ),
                        ),
                        (
                            "recorded_by",
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
                    name="Turn",
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
                                    ("begun", "Begun"),
                                    ("changed", "Words changed"),
                                    ("moved", "Moved to another stage"),
                                    ("published", "Shown to everyone"),
                                    ("unpublished", "Hidden from the public"),
                                    ("linked", "Something was linked"),
                                    ("unlinked", "A link was taken away"),
                                    ("told", "Residents told"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "was_stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("scanning", "Scanning"),
                                    ("analysis", "Analysis"),
                                    ("response", "Response"),
                                    ("assessment", "Assessment"),
                                    ("closed", "Closed"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("scanning", "Scanning"),
                                    ("analysis", "Analysis"),
                                    ("response", "Response"),
                                    ("assessment", "Assessment"),
                                    ("closed", "Closed"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("words", models.TextField(blank=True)),
                        ("on", models.DateField(default=django.utils.timezone.localdate)),
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
                            "problem",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="turns",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ClusterCount",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "cell",
                                "category",
                                "day",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("cell", models.BigIntegerField()),
                        ("day", models.DateField()),
                        ("number", models.PositiveIntegerField()),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="concerns.category",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__gt", 0)),
                                name="a_count_counts_something",
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cpteditem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "problems_cpteditemhistory" ("answer", "done_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "recommendation", "visit_id") VALUES (OLD."answer", OLD."done_on", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."question", OLD."recommendation", OLD."visit_id"); RETURN NULL;',
                            hash="e5de5cae222a3c5dd7a625c5a2c6fe6b05f460ac",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4f6ed",
                            table="problems_cpteditem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cpteditem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "problems_cpteditemhistory" ("answer", "done_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "recommendation", "visit_id") VALUES (OLD."answer", OLD."done_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question", OLD."recommendation", OLD."visit_id"); RETURN NULL;',
                            hash="2ede2eef623b61832d0363887b9e0d05f4e43938",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2b704",
                            table="problems_cpteditem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="problem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."cell" IS DISTINCT FROM (NEW."cell") OR OLD."cheers" IS DISTINCT FROM (NEW."cheers") OR OLD."cheers_notes" IS DISTINCT FROM (NEW."cheers_notes") OR OLD."cheers_on" IS DISTINCT FROM (NEW."cheers_on") OR OLD."close_reason" IS DISTINCT FROM (NEW."close_reason") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."guardians" IS DISTINCT FROM (NEW."guardians") OR OLD."handlers" IS DISTINCT FROM (NEW."handlers") OR OLD."hypothesis" IS DISTINCT FROM (NEW."hypothesis") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."lessons" IS DISTINCT FROM (NEW."lessons") OR OLD."managers" IS DISTINCT FROM (NEW."managers") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."offenders" IS DISTINCT FROM (NEW."offenders") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."public_summary" IS DISTINCT FROM (NEW."public_summary") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."since_on" IS DISTINCT FROM (NEW."since_on") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."targets" IS DISTINCT FROM (NEW."targets") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."told_at" IS DISTINCT FROM (NEW."told_at") OR OLD."told_count" IS DISTINCT FROM (NEW."told_count") OR OLD."written_in" IS DISTINCT FROM (NEW."written_in"))',
                            func='INSERT INTO "problems_problemhistory" ("area_id", "category_id", "cell", "cheers", "cheers_notes", "cheers_on", "close_reason", "closed_on", "created_at", "created_by_id", "evidence", "guardians", "handlers", "hypothesis", "id", "lead_id", "lessons", "managers", "merged_into_id", "offenders", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "places", "public_summary", "published_at", "since_on", "slug", "source", "stage", "submission", "targets", "title", "told_at", "told_count", "written_in") VALUES (OLD."area_id", OLD."category_id", OLD."cell", OLD."cheers", OLD."cheers_notes", OLD."cheers_on", OLD."close_reason", OLD."closed_on", OLD."created_at", OLD."created_by_id", OLD."evidence", OLD."guardians", OLD."handlers", OLD."hypothesis", OLD."id", OLD."lead_id", OLD."lessons", OLD."managers", OLD."merged_into_id", OLD."offenders", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place", OLD."places", OLD."public_summary", OLD."published_at", OLD."since_on", OLD."slug", OLD."source", OLD."stage", OLD."submission", OLD."targets", OLD."title", OLD."told_at", OLD."told_count", OLD."written_in"); RETURN NULL;',
                            hash="d3844d1f033db00b1bfbfaf8248d8ee758c1d610",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5f1c4",
                            table="problems_problem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="problem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "problems_problemhistory" ("area_id", "category_id", "cell", "cheers", "cheers_notes", "cheers_on", "close_reason", "closed_on", "created_at", "created_by_id", "evidence", "guardians", "handlers", "hypothesis", "id", "lead_id", "lessons", "managers", "merged_into_id", "offenders", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "places", "public_summary", "published_at", "since_on", "slug", "source", "stage", "submission", "targets", "title", "told_at", "told_count", "written_in") VALUES (OLD."area_id", OLD."category_id", OLD."cell", OLD."cheers", OLD."cheers_notes", OLD."cheers_on", OLD."close_reason", OLD."closed_on", OLD."created_at", OLD."created_by_id", OLD."evidence", OLD."guardians", OLD."handlers", OLD."hypothesis", OLD."id", OLD."lead_id", OLD."lessons", OLD."managers", OLD."merged_into_id", OLD."offenders", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."places", OLD."public_summary", OLD."published_at", OLD."since_on", OLD."slug", OLD."source", OLD."stage", OLD."submission", OLD."targets", OLD."title", OLD."told_at", OLD."told_count", OLD."written_in"); RETURN NULL;',
                            hash="3fa943f2d7ec8b618fc7523509b41e43700f1098",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_68df7",
                            table="problems_problem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "problems_goalhistory" ("baseline", "baseline_on", "direction", "id", "indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "result", "result_on", "submission", "target", "target_on", "unit", "words") VALUES (OLD."baseline", OLD."baseline_on", OLD."direction", OLD."id", OLD."indicator", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."problem_id", OLD."result", OLD."result_on", OLD."submission", OLD."target", OLD."target_on", OLD."unit", OLD."words"); RETURN NULL;',
                            hash="7ddd04f34544b89dbcf9a37bbf187978c1eeb1fc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_39933",
                            table="problems_goal",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="goal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "problems_goalhistory" ("baseline", "baseline_on", "direction", "id", "indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "result", "result_on", "submission", "target", "target_on", "unit", "words") VALUES (OLD."baseline", OLD."baseline_on", OLD."direction", OLD."id", OLD."indicator", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."problem_id", OLD."result", OLD."result_on", OLD."submission", OLD."target", OLD."target_on", OLD."unit", OLD."words"); RETURN NULL;',
                            hash="d9f3ea3cae29bd1dfc14d96d01360c5674109f87",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_19746",
                            table="problems_goal",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cptedvisit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."contact_role" IS DISTINCT FROM (NEW."contact_role") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."problem_id" IS DISTINCT FROM (NEW."problem_id") OR OLD."submission" IS DISTINCT FROM (NEW."submission"))',
                            func='INSERT INTO "problems_cptedvisithistory" ("area_id", "contact_role", "id", "note", "officer_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "problem_id", "submission") VALUES (OLD."area_id", OLD."contact_role", OLD."id", OLD."note", OLD."officer_id", OLD."on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place", OLD."problem_id", OLD."submission"); RETURN NULL;',
                            hash="4fa142a8fa946ef9865937e626036fa502655689",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_141f4",
                            table="problems_cptedvisit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cptedvisit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "problems_cptedvisithistory" ("area_id", "contact_role", "id", "note", "officer_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "problem_id", "submission") VALUES (OLD."area_id", OLD."contact_role", OLD."id", OLD."note", OLD."officer_id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."problem_id", OLD."submission"); RETURN NULL;',
                            hash="536b6ba5ddd6fbc923d8c7a4eee839652162b051",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e335c",
                            table="problems_cptedvisit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cluster",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."problem_id" IS DISTINCT FROM (NEW."problem_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "problems_clusterhistory" ("area_id", "category_id", "cell", "chance", "count", "expected", "found_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "problem_id", "raisers", "reason", "settled_at", "settled_by_id", "settled_count", "since_on", "state", "until_on") VALUES (OLD."area_id", OLD."category_id", OLD."cell", OLD."chance", OLD."count", OLD."expected", OLD."found_on", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place", OLD."problem_id", OLD."raisers", OLD."reason", OLD."settled_at", OLD."settled_by_id", OLD."settled_count", OLD."since_on", OLD."state", OLD."until_on"); RETURN NULL;',
                            hash="56e996b9bb83db689490593b1b1c0b50e4138d59",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c370f",
                            table="problems_cluster",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="cluster",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "problems_clusterhistory" ("area_id", "category_id", "cell", "chance", "count", "expected", "found_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "problem_id", "raisers", "reason", "settled_at", "settled_by_id", "settled_count", "since_on", "state", "until_on") VALUES (OLD."area_id", OLD."category_id", OLD."cell", OLD."chance", OLD."count", OLD."expected", OLD."found_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."problem_id", OLD."raisers", OLD."reason", OLD."settled_at", OLD."settled_by_id", OLD."settled_count", OLD."since_on", OLD."state", OLD."until_on"); RETURN NULL;',
                            hash="7a21fa396626651337aa80e9e91378accd4b3a7e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dafe9",
                            table="problems_cluster",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assessment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "problems_assessmenthistory" ("at", "by_id", "changed", "changed_words", "displaced", "displaced_words", "done", "done_words", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "residents", "residents_words", "submission") VALUES (OLD."at", OLD."by_id", OLD."changed", OLD."changed_words", OLD."displaced", OLD."displaced_words", OLD."done", OLD."done_words", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."problem_id", OLD."residents", OLD."residents_words", OLD."submission"); RETURN NULL;',
                            hash="b717d3f443e403068ac8769d6aaccbffd75f9564",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e9258",
                            table="problems_assessment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assessment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "problems_assessmenthistory" ("at", "by_id", "changed", "changed_words", "displaced", "displaced_words", "done", "done_words", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "residents", "residents_words", "submission") VALUES (OLD."at", OLD."by_id", OLD."changed", OLD."changed_words", OLD."displaced", OLD."displaced_words", OLD."done", OLD."done_words", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."problem_id", OLD."residents", OLD."residents_words", OLD."submission"); RETURN NULL;',
                            hash="9aba634a38ea25e789929b265447e026e26d5619",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_31b4a",
                            table="problems_assessment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="problemphoto",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."caption" IS DISTINCT FROM (NEW."caption") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."moment" IS DISTINCT FROM (NEW."moment") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."problem_id" IS DISTINCT FROM (NEW."problem_id") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."taken_on" IS DISTINCT FROM (NEW."taken_on") OR OLD."width" IS DISTINCT FROM (NEW."width"))',
                            func='INSERT INTO "problems_problemphotohistory" ("added_by_id", "approved_at", "approved_by_id", "at", "caption", "content_type", "height", "id", "moment", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "size", "taken_on", "width") VALUES (OLD."added_by_id", OLD."approved_at", OLD."approved_by_id", OLD."at", OLD."caption", OLD."content_type", OLD."height", OLD."id", OLD."moment", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."problem_id", OLD."size", OLD."taken_on", OLD."width"); RETURN NULL;',
                            hash="b66430e64b4e3fd92c22bff9f474c27d8c61492a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_906e7",
                            table="problems_problemphoto",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="problemphoto",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "problems_problemphotohistory" ("added_by_id", "approved_at", "approved_by_id", "at", "caption", "content_type", "height", "id", "moment", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "size", "taken_on", "width") VALUES (OLD."added_by_id", OLD."approved_at", OLD."approved_by_id", OLD."at", OLD."caption", OLD."content_type", OLD."height", OLD."id", OLD."moment", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."problem_id", OLD."size", OLD."taken_on", OLD."width"); RETURN NULL;',
                            hash="15ae8b1a77adc609ac9c192d675fda4100cd9074",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fec25",
                            table="problems_problemphoto",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="responsestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "problems_responsestephistory" ("cost", "done_on", "dropped_on", "hours", "id", "note", "organization_id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "problem_id", "recorded_at", "recorded_by_id", "side", "submission", "what", "why") VALUES (OLD."cost", OLD."done_on", OLD."dropped_on", OLD."hours", OLD."id", OLD."note", OLD."organization_id", OLD."owner", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."planned_on", OLD."problem_id", OLD."recorded_at", OLD."recorded_by_id", OLD."side", OLD."submission", OLD."what", OLD."why"); RETURN NULL;',
                            hash="b18e6f4720ae0120d456b120f6172558d2fef528",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1364c",
                            table="problems_responsestep",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="responsestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "problems_responsestephistory" ("cost", "done_on", "dropped_on", "hours", "id", "note", "organization_id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "problem_id", "recorded_at", "recorded_by_id", "side", "submission", "what", "why") VALUES (OLD."cost", OLD."done_on", OLD."dropped_on", OLD."hours", OLD."id", OLD."note", OLD."organization_id", OLD."owner", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."problem_id", OLD."recorded_at", OLD."recorded_by_id", OLD."side", OLD."submission", OLD."what", OLD."why"); RETURN NULL;',
                            hash="990c243ef4035e27cb17524406aa01f2b2782e53",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_88ec2",
                            table="problems_responsestep",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
