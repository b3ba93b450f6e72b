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
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("editor", "Editor"), ("viewer", "Viewer")],
                        default="editor",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            ("school", "School"),
                            ("non_profit", "Non-profit"),
                            ("faith", "Faith group"),
                            ("business", "Business"),
                            ("health", "Health or social service"),
                            ("neighborhood", "Neighborhood association"),
                            ("cultural", "Cultural group"),
                            ("government", "Local government"),
                            ("youth", "Youth group"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences, as it would say it.",
                        verbose_name="what it does",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        help_text="Codes with commas between, such as “en, es, vi”.",
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="public email address"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="public phone")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Until then only its members see it.",
                        null=True,
                        verbose_name="approved",
                    ),
                ),
                (
                    "areas",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None means the whole city.",
                        related_name="organizations",
                        to="areas.area",
                        verbose_name="areas",
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Whoever may speak for it here. They are not shown to the public.",
                        related_name="organizations",
                        through="organizations.Membership",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="members",
                    ),
                ),
            ],
            options={
                "verbose_name": "organization",
                "verbose_name_plural": "organizations",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="organizations.organization",
            ),
        ),
        migrations.CreateModel(
            name="OrganizationEvent",
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
                            ("school", "School"),
                            ("non_profit", "Non-profit"),
                            ("faith", "Faith group"),
                            ("business", "Business"),
                            ("health", "Health or social service"),
                            ("neighborhood", "Neighborhood association"),
                            ("cultural", "Cultural group"),
                            ("government", "Local government"),
                            ("youth", "Youth group"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences, as it would say it.",
                        verbose_name="what it does",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        help_text="Codes with commas between, such as “en, es, vi”.",
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="public email address"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="public phone")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Until then only its members see it.",
                        null=True,
                        verbose_name="approved",
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
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "organizations_organizationevent" ("about", "address", "approved_at", "email", "id", "kind", "languages", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "slug", "website") VALUES (OLD."about", OLD."address", OLD."approved_at", OLD."email", OLD."id", OLD."kind", OLD."languages", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone", OLD."slug", OLD."website"); RETURN NULL;',
                    hash="056aaaa2c30a01ccdd64e40a1abe3a4224ae2288",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73a92",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "organizations_organizationevent" ("about", "address", "approved_at", "email", "id", "kind", "languages", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "slug", "website") VALUES (OLD."about", OLD."address", OLD."approved_at", OLD."email", OLD."id", OLD."kind", OLD."languages", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."slug", OLD."website"); RETURN NULL;',
                    hash="8397dd2b0763f6da0ae9ce73828e136ea3d33530",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84ac6",
                    table="organizations_organization",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("organization", "user"), name="one_membership_a_person_and_organization"
            ),
        ),
    ]
