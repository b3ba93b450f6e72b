import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
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
                    name="Referral",
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
                            "help",
                            models.CharField(
                                choices=[
                                    ("housing", "Housing"),
                                    ("food", "Food"),
                                    ("mental_health", "Someone to talk to"),
                                    ("substances", "Alcohol or drugs"),
                                    ("youth", "Young people"),
                                    ("victims", "Support after a crime"),
                                    ("legal", "Legal advice"),
                                    ("seniors", "Older people"),
                                    ("jobs", "Work and training"),
                                    ("other", "Something else"),
                                ],
                                max_length=16,
                                verbose_name="what kind of help",
                            ),
                        ),
                        ("need", models.CharField(max_length=300, verbose_name="what is needed")),
                        (
                            "consent_how",
                            models.CharField(
                                choices=[
                                    ("in_person", "They said so to me"),
                                    ("in_writing", "In writing"),
                                    ("thread", "In the thread of their concern"),
                                ],
                                max_length=12,
                                verbose_name="how they agreed",
                            ),
                        ),
                        ("consent_on", models.DateField(verbose_name="agreed on")),
                        (
                            "consent_words",
                            models.CharField(max_length=300, verbose_name="what they agreed to"),
                        ),
                        ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("answer_due_at", models.DateTimeField()),
                        ("contact_due_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "Waiting for an answer"),
                                    ("accepted", "Accepted"),
                                    ("acting", "In contact"),
                                    ("closed", "Closed"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="sent",
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("begun_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("helped", "Helped"),
                                    ("not_reached", "We could not reach them"),
                                    ("not_wanted", "They did not want it"),
                                    ("passed_on", "Passed on to somebody else"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="what came of it",
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=300)),
                        ("contact_erased_at", models.DateTimeField(blank=True, null=True)),
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
                                related_name="referrals",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="organizations.organization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="referrals",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "request for help",
                        "verbose_name_plural": "requests for help",
                        "ordering": ["-sent_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["organization", "answer_due_at"],
                                name="referrals_open",
                            ),
                            models.Index(
                                fields=["sent_by", "-sent_at"], name="referrals_of_sender"
                            ),
                            models.Index(
                                condition=models.Q(("contact_erased_at", None)),
                                fields=["ended_at"],
                                name="referrals_to_erase",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("consent_words__gt", "")),
                                name="a_referral_has_consent_in_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("contact_due_at__gte", models.F("answer_due_at"))
                                ),
                                name="an_answer_comes_before_contact",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at", None),
                                        ("state__in", ["sent", "accepted", "acting"]),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("state__in", ["closed", "declined", "withdrawn"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_referral_that_is_over_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), ("outcome__gt", "")),
                                    models.Q(
                                        models.Q(("state", "closed"), _negated=True),
                                        ("outcome", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_closed_referral_says_what_came_of_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    ("words__gt", ""),
                                    _connector="OR",
                                ),
                                name="a_declined_referral_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "help",
                            models.CharField(
                                choices=[
                                    ("housing", "Housing"),
                                    ("food", "Food"),
                                    ("mental_health", "Someone to talk to"),
                                    ("substances", "Alcohol or drugs"),
                                    ("youth", "Young people"),
                                    ("victims", "Support after a crime"),
                                    ("legal", "Legal advice"),
                                    ("seniors", "Older people"),
                                    ("jobs", "Work and training"),
                                    ("other", "Something else"),
                                ],
                                max_length=16,
                                verbose_name="what kind of help",
                            ),
                        ),
                        ("need", models.CharField(max_length=300, verbose_name="what is needed")),
                        (
                            "consent_how",
                            models.CharField(
                                choices=[
                                    ("in_person", "They said so to me"),
                                    ("in_writing", "In writing"),
                                    ("thread", "In the thread of their concern"),
                                ],
                                max_length=12,
                                verbose_name="how they agreed",
                            ),
                        ),
                        ("consent_on", models.DateField(verbose_name="agreed on")),
                        (
                            "consent_words",
                            models.CharField(max_length=300, verbose_name="what they agreed to"),
                        ),
                        ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("answer_due_at", models.DateTimeField()),
                        ("contact_due_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "Waiting for an answer"),
                                    ("accepted", "Accepted"),
                                    ("acting", "In contact"),
                                    ("closed", "Closed"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="sent",
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("begun_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("helped", "Helped"),
                                    ("not_reached", "We could not reach them"),
                                    ("not_wanted", "They did not want it"),
                                    ("passed_on", "Passed on to somebody else"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="what came of it",
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=300)),
                        ("contact_erased_at", models.DateTimeField(blank=True, null=True)),
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
                                verbose_name="area",
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
                                to="referrals.referral",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
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
                    name="ReferralLink",
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
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("to", models.EmailField(max_length=254)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="referrals.referral",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                                name="a_link_ends_after_it_is_made",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralStep",
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
                                choices=[
                                    ("sent", "Sent"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("begun", "First contact made"),
                                    ("closed", "Closed"),
                                    ("withdrawn", "Taken back"),
                                    ("erased", "How to reach the person erased"),
                                    ("link", "A link to answer was mailed"),
                                    ("read", "How to reach the person was read"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=400)),
                        ("by_link", models.BooleanField(default=False)),
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
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="referrals.referral",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralContact",
                    fields=[
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="contact",
                                serialize=False,
                                to="referrals.referral",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="what to call them")),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="phone"),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email"),
                        ),
                        (
                            "through_us",
                            models.BooleanField(default=False, verbose_name="through us"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("phone__gt", ""),
                                    ("email__gt", ""),
                                    ("through_us", True),
                                    _connector="OR",
                                ),
                                name="a_person_can_be_reached",
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "referrals_referralhistory" ("answer_due_at", "answered_at", "area_id", "begun_at", "changed_at", "consent_how", "consent_on", "consent_words", "contact_due_at", "contact_erased_at", "ended_at", "help", "id", "need", "organization_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "state", "submission", "words") VALUES (OLD."answer_due_at", OLD."answered_at", OLD."area_id", OLD."begun_at", OLD."changed_at", OLD."consent_how", OLD."consent_on", OLD."consent_words", OLD."contact_due_at", OLD."contact_erased_at", OLD."ended_at", OLD."help", OLD."id", OLD."need", OLD."organization_id", OLD."outcome", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."sent_at", OLD."sent_by_id", OLD."state", OLD."submission", OLD."words"); RETURN NULL;',
                            hash="c62a28d3b87974c275af2857ba8e30df6ca08517",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_223e7",
                            table="referrals_referral",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "referrals_referralhistory" ("answer_due_at", "answered_at", "area_id", "begun_at", "changed_at", "consent_how", "consent_on", "consent_words", "contact_due_at", "contact_erased_at", "ended_at", "help", "id", "need", "organization_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "state", "submission", "words") VALUES (OLD."answer_due_at", OLD."answered_at", OLD."area_id", OLD."begun_at", OLD."changed_at", OLD."consent_how", OLD."consent_on", OLD."consent_words", OLD."contact_due_at", OLD."contact_erased_at", OLD."ended_at", OLD."help", OLD."id", OLD."need", OLD."organization_id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."sent_by_id", OLD."state", OLD."submission", OLD."words"); RETURN NULL;',
                            hash="dbc92f99f5829ec12a537859b28f24e48197dfa9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e24da",
                            table="referrals_referral",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
