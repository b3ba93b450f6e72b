import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("concerns", "0002_categories"),
        ("events", "0001_initial"),
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("resources", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutreachEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Sent"),
                            ("approved", "Approved"),
                            ("returned", "Sent back"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                (
                    "others",
                    models.CharField(
                        blank=True,
                        max_length=240,
                        verbose_name="who else was there from the police",
                    ),
                ),
                (
                    "happened_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="day"),
                ),
                ("started_at", models.TimeField(blank=True, null=True, verbose_name="start")),
                ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="minutes")),
                (
                    "staff",
                    models.PositiveSmallIntegerField(default=1, verbose_name="officers there"),
                ),
                (
                    "diverted",
                    models.BooleanField(
                        default=False, verbose_name="I was called away to another job"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Community meeting"),
                            ("patrol", "Foot or bike patrol"),
                            ("business", "Visit to a business"),
                            ("door_knock", "Door to door"),
                            ("school", "School"),
                            ("youth", "Youth program"),
                            ("presentation", "Presentation"),
                            ("office_hours", "Coffee or office hours"),
                            ("cpted", "Looking at a place’s safety"),
                            ("watch", "Watch meeting"),
                            ("problem", "Visit about a problem"),
                            ("partner", "Meeting with a partner"),
                            ("public_event", "Public event"),
                            ("online", "Online session"),
                            ("follow_up", "Follow-up with someone harmed"),
                            ("referral", "Referral to help"),
                            ("other", "Something else"),
                        ],
                        default="meeting",
                        max_length=20,
                        verbose_name="what it was",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("relationship", "Getting to know people"),
                            ("problem_solving", "Working on a problem"),
                            ("other", "Something else"),
                        ],
                        default="relationship",
                        max_length=20,
                        verbose_name="what it was for",
                    ),
                ),
                (
                    "started_by",
                    models.CharField(
                        choices=[
                            ("resident", "A resident"),
                            ("partner", "A partner"),
                            ("officer", "The officer"),
                            ("command", "Command staff"),
                            ("decree", "A court order or agreement"),
                        ],
                        default="officer",
                        max_length=20,
                        verbose_name="whose idea it was",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("adults", models.PositiveIntegerField(default=0, verbose_name="adults")),
                ("youth", models.PositiveIntegerField(default=0, verbose_name="under 18")),
                (
                    "counted",
                    models.CharField(
                        choices=[
                            ("counted", "Counted"),
                            ("estimated", "Estimated"),
                            ("sign_in", "Sign-in total"),
                        ],
                        default="counted",
                        max_length=10,
                        verbose_name="how do you know?",
                    ),
                ),
                (
                    "languages",
                    models.CharField(blank=True, max_length=120, verbose_name="languages spoken"),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("traffic", "Traffic and crossings"),
                                ("noise", "Noise"),
                                ("lighting", "Lighting and places that feel unsafe"),
                                ("theft", "Theft and break-ins"),
                                ("violence", "Violence and gunfire"),
                                ("drugs", "Drugs and drinking in public"),
                                ("youth", "Young people"),
                                ("seniors", "Older people"),
                                ("housing", "Housing and people without homes"),
                                ("mental_health", "Mental health"),
                                ("businesses", "Shops and businesses"),
                                ("schools", "Schools"),
                                ("treatment", "How police treat people"),
                                ("services", "City services"),
                                ("other", "Something else"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("happened", models.TextField(verbose_name="what happened?")),
                (
                    "obstacles",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="what got in the way?"
                    ),
                ),
                (
                    "confirmed_warnings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("review_note", models.CharField(blank=True, max_length=400)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outreach",
                        to="areas.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "concerns",
                    models.ManyToManyField(
                        blank=True, related_name="outreach", to="concerns.concern"
                    ),
                ),
                (
                    "grants",
                    models.ManyToManyField(
                        blank=True, related_name="outreach", to="resources.grant"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outreach_led",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organizations",
                    models.ManyToManyField(
                        blank=True, related_name="outreach", to="organizations.organization"
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outreach",
                        to="events.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "outreach entry",
                "verbose_name_plural": "outreach entries",
                "ordering": ["-happened_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OutreachHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Sent"),
                            ("approved", "Approved"),
                            ("returned", "Sent back"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                (
                    "others",
                    models.CharField(
                        blank=True,
                        max_length=240,
                        verbose_name="who else was there from the police",
                    ),
                ),
                (
                    "happened_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="day"),
                ),
                ("started_at", models.TimeField(blank=True, null=True, verbose_name="start")),
                ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="minutes")),
                (
                    "staff",
                    models.PositiveSmallIntegerField(default=1, verbose_name="officers there"),
                ),
                (
                    "diverted",
                    models.BooleanField(
                        default=False, verbose_name="I was called away to another job"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Community meeting"),
                            ("patrol", "Foot or bike patrol"),
                            ("business", "Visit to a business"),
                            ("door_knock", "Door to door"),
                            ("school", "School"),
                            ("youth", "Youth program"),
                            ("presentation", "Presentation"),
                            ("office_hours", "Coffee or office hours"),
                            ("cpted", "Looking at a place’s safety"),
                            ("watch", "Watch meeting"),
                            ("problem", "Visit about a problem"),
                            ("partner", "Meeting with a partner"),
                            ("public_event", "Public event"),
                            ("online", "Online session"),
                            ("follow_up", "Follow-up with someone harmed"),
                            ("referral", "Referral to help"),
                            ("other", "Something else"),
                        ],
                        default="meeting",
                        max_length=20,
                        verbose_name="what it was",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("relationship", "Getting to know people"),
                            ("problem_solving", "Working on a problem"),
                            ("other", "Something else"),
                        ],
                        default="relationship",
                        max_length=20,
                        verbose_name="what it was for",
                    ),
                ),
                (
                    "started_by",
                    models.CharField(
                        choices=[
                            ("resident", "A resident"),
                            ("partner", "A partner"),
                            ("officer", "The officer"),
                            ("command", "Command staff"),
                            ("decree", "A court order or agreement"),
                        ],
                        default="officer",
                        max_length=20,
                        verbose_name="whose idea it was",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("adults", models.PositiveIntegerField(default=0, verbose_name="adults")),
                ("youth", models.PositiveIntegerField(default=0, verbose_name="under 18")),
                (
                    "counted",
                    models.CharField(
                        choices=[
                            ("counted", "Counted"),
                            ("estimated", "Estimated"),
                            ("sign_in", "Sign-in total"),
                        ],
                        default="counted",
                        max_length=10,
                        verbose_name="how do you know?",
                    ),
                ),
                (
                    "languages",
                    models.CharField(blank=True, max_length=120, verbose_name="languages spoken"),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("traffic", "Traffic and crossings"),
                                ("noise", "Noise"),
                                ("lighting", "Lighting and places that feel unsafe"),
                                ("theft", "Theft and break-ins"),
                                ("violence", "Violence and gunfire"),
                                ("drugs", "Drugs and drinking in public"),
                                ("youth", "Young people"),
                                ("seniors", "Older people"),
                                ("housing", "Housing and people without homes"),
                                ("mental_health", "Mental health"),
                                ("businesses", "Shops and businesses"),
                                ("schools", "Schools"),
                                ("treatment", "How police treat people"),
                                ("services", "City services"),
                                ("other", "Something else"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("happened", models.TextField(verbose_name="what happened?")),
                (
                    "obstacles",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="what got in the way?"
                    ),
                ),
                (
                    "confirmed_warnings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("review_note", models.CharField(blank=True, max_length=400)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
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
                    "lead",
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
                        related_name="events",
                        to="outreach.outreachentry",
                    ),
                ),
                (
                    "reviewed_by",
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
                        blank=True,
                        db_constraint=False,
                        null=True,
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
        migrations.AddIndex(
            model_name="outreachentry",
            index=models.Index(fields=["area", "happened_on"], name="outreach_by_area_and_day"),
        ),
        migrations.AddConstraint(
            model_name="outreachentry",
            constraint=models.UniqueConstraint(
                fields=("lead", "submission"), name="one_entry_per_form_sent"
            ),
        ),
        migrations.AddConstraint(
            model_name="outreachentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("adults__lte", 100000), ("youth__lte", 100000)),
                name="a_crowd_is_smaller_than_a_city",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreachentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                name="outreach_lasts_within_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreachentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("staff__gte", 1), ("staff__lte", 500)),
                name="someone_led_the_outreach",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outreachentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "outreach_outreachhistory" ("adults", "area_id", "changed_at", "confirmed_warnings", "counted", "created_at", "diverted", "happened", "happened_on", "id", "kind", "languages", "lead_id", "minutes", "obstacles", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "purpose", "review_note", "reviewed_at", "reviewed_by_id", "session_id", "staff", "started_at", "started_by", "status", "submission", "topics", "youth") VALUES (OLD."adults", OLD."area_id", OLD."changed_at", OLD."confirmed_warnings", OLD."counted", OLD."created_at", OLD."diverted", OLD."happened", OLD."happened_on", OLD."id", OLD."kind", OLD."languages", OLD."lead_id", OLD."minutes", OLD."obstacles", OLD."others", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place", OLD."purpose", OLD."review_note", OLD."reviewed_at", OLD."reviewed_by_id", OLD."session_id", OLD."staff", OLD."started_at", OLD."started_by", OLD."status", OLD."submission", OLD."topics", OLD."youth"); RETURN NULL;',
                    hash="a45f71a4270ae4dbfce48a8907bb9f2c8711a2df",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_76d61",
                    table="outreach_outreachentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outreachentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "outreach_outreachhistory" ("adults", "area_id", "changed_at", "confirmed_warnings", "counted", "created_at", "diverted", "happened", "happened_on", "id", "kind", "languages", "lead_id", "minutes", "obstacles", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "purpose", "review_note", "reviewed_at", "reviewed_by_id", "session_id", "staff", "started_at", "started_by", "status", "submission", "topics", "youth") VALUES (OLD."adults", OLD."area_id", OLD."changed_at", OLD."confirmed_warnings", OLD."counted", OLD."created_at", OLD."diverted", OLD."happened", OLD."happened_on", OLD."id", OLD."kind", OLD."languages", OLD."lead_id", OLD."minutes", OLD."obstacles", OLD."others", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."purpose", OLD."review_note", OLD."reviewed_at", OLD."reviewed_by_id", OLD."session_id", OLD."staff", OLD."started_at", OLD."started_by", OLD."status", OLD."submission", OLD."topics", OLD."youth"); RETURN NULL;',
                    hash="2c6b0f3c4eece22dc9c804e30720e8b2b63b4d34",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f1d18",
                    table="outreach_outreachentry",
                    when="AFTER",
                ),
            ),
        ),
    ]
