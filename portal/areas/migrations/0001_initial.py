import django.contrib.postgres.fields
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
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Portrait",
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
                            "alt",
                            models.CharField(max_length=160, verbose_name="what the picture shows"),
                        ),
                        (
                            "member",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="portrait",
                                to="areas.teammember",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "portrait",
                        "verbose_name_plural": "portraits",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("content_type", "image/jpeg"), ("width", models.F("height"))
                                ),
                                name="a_portrait_is_a_square_jpeg",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("alt", ""), _negated=True),
                                name="a_portrait_says_what_it_shows",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Area",
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
                            "level",
                            models.CharField(
                                choices=[
                                    ("district", "District"),
                                    ("sector", "Sector"),
                                    ("beat", "Beat"),
                                    ("neighborhood", "Neighborhood"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                help_text="The number or name the agency uses.",
                                max_length=80,
                                verbose_name="code",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(max_length=140, unique=True, verbose_name="address"),
                        ),
                        (
                            "about",
                            models.CharField(
                                blank=True,
                                help_text="Such as: between Mill Street and the river.",
                                max_length=200,
                                verbose_name="where it lies",
                            ),
                        ),
                        ("path", models.CharField(editable=False, max_length=400, unique=True)),
                        ("latitude", models.FloatField(blank=True, editable=False, null=True)),
                        ("longitude", models.FloatField(blank=True, editable=False, null=True)),
                        (
                            "population",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="people who live here"
                            ),
                        ),
                        (
                            "team_email",
                            models.EmailField(
                                blank=True,
                                help_text="One the whole team reads.",
                                max_length=254,
                                verbose_name="email of the team",
                            ),
                        ),
                        (
                            "team_phone",
                            models.CharField(
                                blank=True,
                                help_text="An office number. Never anyone's own phone.",
                                max_length=40,
                                verbose_name="phone of the team",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="areas.area",
                                verbose_name="part of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "area",
                        "verbose_name_plural": "areas",
                        "ordering": ["path"],
                        "indexes": [
                            models.Index(
                                fields=["path"], name="area_subtree", opclasses=["text_pattern_ops"]
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("level", "code"), name="one_area_per_level_and_code"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("code", ""), _negated=True),
                                name="an_area_has_a_code",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("path__endswith", "/")),
                                name="an_area_path_ends_with_a_slash",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Boundary",
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
                        ("geometry", models.JSONField(help_text="GeoJSON MultiPolygon, WGS84.")),
                        (
                            "outline",
                            models.JSONField(help_text="The same with few points, for drawing."),
                        ),
                        ("west", models.FloatField()),
                        ("south", models.FloatField()),
                        ("east", models.FloatField()),
                        ("north", models.FloatField()),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "area",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="boundary",
                                to="areas.area",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "boundaries",
                    },
                ),
                migrations.CreateModel(
                    name="HandoverNote",
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
                            "groups",
                            models.TextField(
                                blank=True,
                                help_text="Watch groups, block clubs, congregations, schools. Roles, not private persons.",
                                max_length=4000,
                                verbose_name="Groups, and who speaks for them",
                            ),
                        ),
                        (
                            "places",
                            models.TextField(
                                blank=True,
                                help_text="Where people meet, what is open late, what worries them.",
                                max_length=4000,
                                verbose_name="Key places",
                            ),
                        ),
                        (
                            "works",
                            models.TextField(
                                blank=True,
                                help_text="What you would do again, and what you would not.",
                                max_length=4000,
                                verbose_name="What works",
                            ),
                        ),
                        (
                            "issues",
                            models.TextField(
                                blank=True,
                                help_text="What is not settled, and what was promised to whom.",
                                max_length=4000,
                                verbose_name="Open issues",
                            ),
                        ),
                        (
                            "languages_spoken",
                            models.TextField(
                                blank=True,
                                help_text="What people speak here, and who can interpret.",
                                max_length=4000,
                                verbose_name="Languages",
                            ),
                        ),
                        (
                            "dates",
                            models.TextField(
                                blank=True,
                                help_text="Meetings, visits and deadlines of the coming weeks.",
                                max_length=4000,
                                verbose_name="Next dates",
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="handed over"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handover_notes",
                                to="areas.area",
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
                        (
                            "posting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handover_note",
                                to="areas.teammember",
                                verbose_name="the posting that ends",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "handover note",
                        "verbose_name_plural": "handover notes",
                        "ordering": ["-sent_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HandoverReading",
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
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="areas.handovernote",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("note", "by"), name="one_reading_of_a_note_a_person"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Population",
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
                            "age_band",
                            models.CharField(blank=True, max_length=40, verbose_name="age"),
                        ),
                        ("sex", models.CharField(blank=True, max_length=40, verbose_name="sex")),
                        (
                            "race_ethnicity",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="race or ethnicity"
                            ),
                        ),
                        ("people", models.PositiveIntegerField(verbose_name="people")),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cells",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "population count",
                        "verbose_name_plural": "population counts",
                        "ordering": ["area", "age_band", "sex", "race_ethnicity"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("area", "age_band", "sex", "race_ethnicity"),
                                name="one_count_per_cell",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
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
                                blank=True,
                                help_text="Before the name: Officer, Sgt.",
                                max_length=80,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "duty",
                            models.CharField(
                                blank=True,
                                help_text="Such as: leads the team.",
                                max_length=120,
                                verbose_name="what they do here",
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10),
                                blank=True,
                                default=list,
                                help_text="Codes with commas between: en, es.",
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "hours",
                            models.CharField(
                                blank=True,
                                help_text="Such as: Tuesdays 4 to 6, Cannery Hall.",
                                max_length=120,
                                verbose_name="when and where to find them",
                            ),
                        ),
                        ("since_on", models.DateField(verbose_name="here since")),
                        ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "away_until_on",
                            models.DateField(blank=True, null=True, verbose_name="away until"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="team",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "covered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="covers",
                                to="areas.teammember",
                                verbose_name="who covers",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "team member",
                        "verbose_name_plural": "team members",
                        "ordering": ["since_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on", None),
                                    ("until_on__gt", models.F("since_on")),
                                    _connector="OR",
                                ),
                                name="a_posting_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("covered_by", None),
                                    models.Q(("covered_by", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_covers_for_themselves",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PortraitHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("content_type", models.CharField(max_length=40)),
                        ("size", models.PositiveIntegerField()),
                        ("width", models.PositiveIntegerField(blank=True, null=True)),
                        ("height", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "alt",
                            models.CharField(max_length=160, verbose_name="what the picture shows"),
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
                                to="areas.portrait",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.teammember",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HandoverNoteHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "groups",
                            models.TextField(
                                blank=True,
                                help_text="Watch groups, block clubs, congregations, schools. Roles, not private persons.",
                                max_length=4000,
                                verbose_name="Groups, and who speaks for them",
                            ),
                        ),
                        (
                            "places",
                            models.TextField(
                                blank=True,
                                help_text="Where people meet, what is open late, what worries them.",
                                max_length=4000,
                                verbose_name="Key places",
                            ),
                        ),
                        (
                            "works",
                            models.TextField(
                                blank=True,
                                help_text="What you would do again, and what you would not.",
                                max_length=4000,
                                verbose_name="What works",
                            ),
                        ),
                        (
                            "issues",
                            models.TextField(
                                blank=True,
                                help_text="What is not settled, and what was promised to whom.",
                                max_length=4000,
                                verbose_name="Open issues",
                            ),
                        ),
                        (
                            "languages_spoken",
                            models.TextField(
                                blank=True,
                                help_text="What people speak here, and who can interpret.",
                                max_length=4000,
                                verbose_name="Languages",
                            ),
                        ),
                        (
                            "dates",
                            models.TextField(
                                blank=True,
                                help_text="Meetings, visits and deadlines of the coming weeks.",
                                max_length=4000,
                                verbose_name="Next dates",
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="handed over"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
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
                                to="areas.handovernote",
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
                        (
                            "posting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.teammember",
                                verbose_name="the posting that ends",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TeamMemberHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "title",
                            models.CharField(
                                blank=True,
                                help_text="Before the name: Officer, Sgt.",
                                max_length=80,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "duty",
                            models.CharField(
                                blank=True,
                                help_text="Such as: leads the team.",
                                max_length=120,
                                verbose_name="what they do here",
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10),
                                blank=True,
                                default=list,
                                help_text="Codes with commas between: en, es.",
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "hours",
                            models.CharField(
                                blank=True,
                                help_text="Such as: Tuesdays 4 to 6, Cannery Hall.",
                                max_length=120,
                                verbose_name="when and where to find them",
                            ),
                        ),
                        ("since_on", models.DateField(verbose_name="here since")),
                        ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "away_until_on",
                            models.DateField(blank=True, null=True, verbose_name="away until"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
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
                            "covered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.teammember",
                                verbose_name="who covers",
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
                                to="areas.teammember",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "areas_teammemberhistory" ("area_id", "away_until_on", "changed_at", "covered_by_id", "duty", "hours", "id", "languages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since_on", "title", "until_on", "user_id") VALUES (NEW."area_id", NEW."away_until_on", NEW."changed_at", NEW."covered_by_id", NEW."duty", NEW."hours", NEW."id", NEW."languages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since_on", NEW."title", NEW."until_on", NEW."user_id"); RETURN NULL;',
                            hash="87713773acf0f1da8e2e75b9a7b2cd0e4f3960df",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_13906",
                            table="areas_teammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "areas_teammemberhistory" ("area_id", "away_until_on", "changed_at", "covered_by_id", "duty", "hours", "id", "languages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since_on", "title", "until_on", "user_id") VALUES (OLD."area_id", OLD."away_until_on", OLD."changed_at", OLD."covered_by_id", OLD."duty", OLD."hours", OLD."id", OLD."languages", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since_on", OLD."title", OLD."until_on", OLD."user_id"); RETURN NULL;',
                            hash="4b22e1de23bd0c5394292ec86519a8a2ccbe3205",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d8494",
                            table="areas_teammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="portrait",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."alt" IS DISTINCT FROM (NEW."alt") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."width" IS DISTINCT FROM (NEW."width"))',
                            func='INSERT INTO "areas_portraithistory" ("alt", "at", "content_type", "height", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "width") VALUES (OLD."alt", OLD."at", OLD."content_type", OLD."height", OLD."id", OLD."member_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."size", OLD."width"); RETURN NULL;',
                            hash="90a1345a48755a20fdefc95812cc9b3c29032923",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_44331",
                            table="areas_portrait",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="portrait",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "areas_portraithistory" ("alt", "at", "content_type", "height", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "width") VALUES (OLD."alt", OLD."at", OLD."content_type", OLD."height", OLD."id", OLD."member_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."size", OLD."width"); RETURN NULL;',
                            hash="16a3a25eda3bf95edae6a81007a730c9389759da",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2bcb4",
                            table="areas_portrait",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handovernote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "areas_handovernotehistory" ("area_id", "changed_at", "created_at", "dates", "groups", "id", "issues", "languages_spoken", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "posting_id", "sent_at", "works", "written_by_id") VALUES (OLD."area_id", OLD."changed_at", OLD."created_at", OLD."dates", OLD."groups", OLD."id", OLD."issues", OLD."languages_spoken", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."places", OLD."posting_id", OLD."sent_at", OLD."works", OLD."written_by_id"); RETURN NULL;',
                            hash="c77b880a68d5d1e3faa3adffdc3fddc6d5e004c4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cfb67",
                            table="areas_handovernote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handovernote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "areas_handovernotehistory" ("area_id", "changed_at", "created_at", "dates", "groups", "id", "issues", "languages_spoken", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "posting_id", "sent_at", "works", "written_by_id") VALUES (OLD."area_id", OLD."changed_at", OLD."created_at", OLD."dates", OLD."groups", OLD."id", OLD."issues", OLD."languages_spoken", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."places", OLD."posting_id", OLD."sent_at", OLD."works", OLD."written_by_id"); RETURN NULL;',
                            hash="61fa907d366cda1d6673466a0d1b2901dab9db66",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cd99f",
                            table="areas_handovernote",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
