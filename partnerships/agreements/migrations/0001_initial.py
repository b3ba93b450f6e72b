import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import partnerships.agreements.models.agreement
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
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Agreement",
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
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("events", "Meetings and events together"),
                                    ("referrals", "Help for people"),
                                    ("problems", "Working on problems together"),
                                    ("youth", "Programs for young people"),
                                    ("space", "Rooms and equipment"),
                                    ("numbers", "Sharing numbers"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="about",
                            ),
                        ),
                        ("aim", models.TextField(max_length=1500, verbose_name="what it is for")),
                        (
                            "ours",
                            models.TextField(max_length=3000, verbose_name="what the police do"),
                        ),
                        (
                            "theirs",
                            models.TextField(max_length=3000, verbose_name="what the partner does"),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "remind_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=partnerships.agreements.models.agreement.remind_days,
                                size=None,
                                verbose_name="remind before",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(blank=True, null=True)),
                        ("signed_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        (
                            "withdrawn_side",
                            models.CharField(
                                blank=True,
                                choices=[("agency", "The police"), ("partner", "The partner")],
                                max_length=10,
                            ),
                        ),
                        (
                            "withdrawn_why",
                            models.CharField(blank=True, max_length=600, verbose_name="why"),
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
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="organizations.organization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacements",
                                to="agreements.agreement",
                                verbose_name="replaces",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agreement",
                        "verbose_name_plural": "agreements",
                        "ordering": ["ends_on", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["organization", "ends_on"],
                                name="agreements_of_organization",
                            ),
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="agreements_last_changed",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="an_agreement_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdrawn_on", None),
                                        ("withdrawn_side", ""),
                                        ("withdrawn_why", ""),
                                    ),
                                    models.Q(
                                        ("withdrawn_on__isnull", False),
                                        ("withdrawn_side__gt", ""),
                                        ("withdrawn_why__gt", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawal_says_who_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("signed_on", None),
                                    ("proposed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_agreement_is_proposed_before_it_is_signed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("events", "Meetings and events together"),
                                    ("referrals", "Help for people"),
                                    ("problems", "Working on problems together"),
                                    ("youth", "Programs for young people"),
                                    ("space", "Rooms and equipment"),
                                    ("numbers", "Sharing numbers"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="about",
                            ),
                        ),
                        ("aim", models.TextField(max_length=1500, verbose_name="what it is for")),
                        (
                            "ours",
                            models.TextField(max_length=3000, verbose_name="what the police do"),
                        ),
                        (
                            "theirs",
                            models.TextField(max_length=3000, verbose_name="what the partner does"),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "remind_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=partnerships.agreements.models.agreement.remind_days,
                                size=None,
                                verbose_name="remind before",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(blank=True, null=True)),
                        ("signed_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        (
                            "withdrawn_side",
                            models.CharField(
                                blank=True,
                                choices=[("agency", "The police"), ("partner", "The partner")],
                                max_length=10,
                            ),
                        ),
                        (
                            "withdrawn_why",
                            models.CharField(blank=True, max_length=600, verbose_name="why"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
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
                            "organization",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="agreements.agreement",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="agreements.agreement",
                                verbose_name="replaces",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                            "item",
                            models.CharField(
                                choices=[
                                    ("logo", "Our logo"),
                                    ("contact", "The name of our contact person"),
                                    ("attendance", "How many came to what we did together"),
                                    ("referrals", "How many people we were asked to help"),
                                    ("photos", "Photos of what we did together"),
                                    ("problems", "Our name on pages about problems we work on"),
                                    ("quotes", "Words of ours, quoted"),
                                ],
                                max_length=12,
                                verbose_name="what may be shared",
                            ),
                        ),
                        ("given_on", models.DateField(default=django.utils.timezone.localdate)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        (
                            "given_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="organizations.organization",
                            ),
                        ),
                        (
                            "withdrawn_by",
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
                        "verbose_name": "consent",
                        "verbose_name_plural": "consents",
                        "ordering": ["-given_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_on", None)),
                                fields=("organization", "item"),
                                name="one_standing_consent_an_item",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on", None),
                                    ("withdrawn_on__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="a_consent_is_taken_back_after_it_was_given",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsentHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "item",
                            models.CharField(
                                choices=[
                                    ("logo", "Our logo"),
                                    ("contact", "The name of our contact person"),
                                    ("attendance", "How many came to what we did together"),
                                    ("referrals", "How many people we were asked to help"),
                                    ("photos", "Photos of what we did together"),
                                    ("problems", "Our name on pages about problems we work on"),
                                    ("quotes", "Words of ours, quoted"),
                                ],
                                max_length=12,
                                verbose_name="what may be shared",
                            ),
                        ),
                        ("given_on", models.DateField(default=django.utils.timezone.localdate)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        (
                            "given_by",
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
                            "organization",
                            models.ForeignKey(
                                db_constraint=False,
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
                                related_name="history",
                                to="agreements.consent",
                            ),
                        ),
                        (
                            "withdrawn_by",
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
                    name="SharedGoal",
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
                            models.CharField(max_length=240, verbose_name="what we want to change"),
                        ),
                        ("measure", models.CharField(max_length=160, verbose_name="how we see it")),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="where it stood",
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="where it should be"
                            ),
                        ),
                        (
                            "current",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="where it stands",
                            ),
                        ),
                        ("as_of", models.DateField(blank=True, null=True, verbose_name="as of")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="goals",
                                to="agreements.agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "shared goal",
                        "verbose_name_plural": "shared goals",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("as_of", None), ("current", None)),
                                    models.Q(("as_of__isnull", False), ("current__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_goal_says_as_of_when",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
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
                            "side",
                            models.CharField(
                                choices=[("agency", "The police"), ("partner", "The partner")],
                                max_length=10,
                            ),
                        ),
                        ("role", models.CharField(max_length=120, verbose_name="in which role")),
                        (
                            "signed_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="signed on"
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[("here", "Here, by a click"), ("paper", "On paper")],
                                default="here",
                                max_length=10,
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatures",
                                to="agreements.agreement",
                            ),
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
                        "ordering": ["signed_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "side"), name="each_side_signs_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__gt", "")),
                                name="a_signature_says_in_which_role",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedFile",
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="agreements.agreement",
                            ),
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
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("content_type", "application/pdf")),
                                name="a_signed_file_is_a_pdf",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedFileEvent",
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
                            "agreement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="agreements.agreement",
                            ),
                        ),
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
                                to="agreements.signedfile",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Word",
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
                            "side",
                            models.CharField(
                                choices=[("agency", "The police"), ("partner", "The partner")],
                                max_length=10,
                            ),
                        ),
                        ("text", models.CharField(max_length=1000, verbose_name="words")),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="agreements.agreement",
                            ),
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
                        "verbose_name": "comment",
                        "verbose_name_plural": "comments",
                        "ordering": ["at", "pk"],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agreement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agreements_agreementhistory" ("aim", "changed_at", "created_at", "created_by_id", "ends_on", "id", "organization_id", "ours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "purpose", "remind_days", "replaces_id", "signed_on", "starts_on", "submission", "theirs", "title", "withdrawn_on", "withdrawn_side", "withdrawn_why") VALUES (OLD."aim", OLD."changed_at", OLD."created_at", OLD."created_by_id", OLD."ends_on", OLD."id", OLD."organization_id", OLD."ours", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."proposed_at", OLD."purpose", OLD."remind_days", OLD."replaces_id", OLD."signed_on", OLD."starts_on", OLD."submission", OLD."theirs", OLD."title", OLD."withdrawn_on", OLD."withdrawn_side", OLD."withdrawn_why"); RETURN NULL;',
                            hash="0d1bfbad774e98d712b36af8045d01575f818670",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_36fdd",
                            table="agreements_agreement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agreement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agreements_agreementhistory" ("aim", "changed_at", "created_at", "created_by_id", "ends_on", "id", "organization_id", "ours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "purpose", "remind_days", "replaces_id", "signed_on", "starts_on", "submission", "theirs", "title", "withdrawn_on", "withdrawn_side", "withdrawn_why") VALUES (OLD."aim", OLD."changed_at", OLD."created_at", OLD."created_by_id", OLD."ends_on", OLD."id", OLD."organization_id", OLD."ours", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."purpose", OLD."remind_days", OLD."replaces_id", OLD."signed_on", OLD."starts_on", OLD."submission", OLD."theirs", OLD."title", OLD."withdrawn_on", OLD."withdrawn_side", OLD."withdrawn_why"); RETURN NULL;',
                            hash="d8795484865a1d69d27dbf582b32415f42eb6058",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a07e3",
                            table="agreements_agreement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "agreements_consenthistory" ("given_by_id", "given_on", "id", "item", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_by_id", "withdrawn_on") VALUES (OLD."given_by_id", OLD."given_on", OLD."id", OLD."item", OLD."organization_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."withdrawn_by_id", OLD."withdrawn_on"); RETURN NULL;',
                            hash="6f2cb920ac910805b925b83dd0092e980b0bcb5c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9d42c",
                            table="agreements_consent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agreements_consenthistory" ("given_by_id", "given_on", "id", "item", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_by_id", "withdrawn_on") VALUES (OLD."given_by_id", OLD."given_on", OLD."id", OLD."item", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."withdrawn_by_id", OLD."withdrawn_on"); RETURN NULL;',
                            hash="b0aa2668d044e3ae0c8c3aa5584020abb21b985b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_58319",
                            table="agreements_consent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="signedfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "agreements_signedfileevent" ("agreement_id", "at", "by_id", "content_type", "height", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "width") VALUES (OLD."agreement_id", OLD."at", OLD."by_id", OLD."content_type", OLD."height", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."size", OLD."width"); RETURN NULL;',
                            hash="1fc66f757d10a068a2acbc29cbd49b3e5f406cec",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9f334",
                            table="agreements_signedfile",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
