import django.contrib.postgres.fields
import django.core.validators
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
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Location",
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
                            models.CharField(max_length=200, verbose_name="name of the place"),
                        ),
                        (
                            "alternate_name",
                            models.CharField(blank=True, max_length=200, verbose_name="other name"),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="what is there")),
                        (
                            "transportation",
                            models.TextField(blank=True, verbose_name="how to get there"),
                        ),
                        (
                            "address_1",
                            models.CharField(
                                blank=True, max_length=255, verbose_name="street address"
                            ),
                        ),
                        (
                            "address_2",
                            models.CharField(
                                blank=True, max_length=255, verbose_name="suite, floor or building"
                            ),
                        ),
                        ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                        (
                            "region",
                            models.CharField(blank=True, max_length=80, verbose_name="state"),
                        ),
                        (
                            "postal_code",
                            models.CharField(blank=True, max_length=20, verbose_name="ZIP code"),
                        ),
                        (
                            "country",
                            models.CharField(blank=True, max_length=60, verbose_name="country"),
                        ),
                        (
                            "latitude",
                            models.FloatField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="latitude",
                            ),
                        ),
                        (
                            "longitude",
                            models.FloatField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="longitude",
                            ),
                        ),
                        (
                            "accessibility",
                            models.TextField(blank=True, verbose_name="accessibility"),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "phones",
                            models.JSONField(blank=True, default=list, verbose_name="phones"),
                        ),
                        (
                            "schedules",
                            models.JSONField(blank=True, default=list, verbose_name="hours"),
                        ),
                        ("source", models.CharField(blank=True, editable=False, max_length=120)),
                        (
                            "external_id",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("hsds", models.JSONField(blank=True, default=dict, editable=False)),
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
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="locations",
                                to="organizations.organization",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "site",
                        "verbose_name_plural": "sites",
                        "ordering": ["name", "pk"],
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="locations_last_changed",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("external_id", ""), _negated=True),
                                fields=("source", "external_id"),
                                name="one_location_an_external_id_and_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(
                                        ("latitude__range", (-90, 90)),
                                        ("longitude__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_location_is_on_the_map_or_not",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("owner", "Owner"),
                                    ("editor", "Editor"),
                                    ("viewer", "Viewer"),
                                ],
                                default="editor",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "since",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="organizations.organization",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organization", "user"),
                                name="one_membership_a_person_and_organization",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organization",
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
                        (
                            "alternate_name",
                            models.CharField(blank=True, max_length=160, verbose_name="other name"),
                        ),
                        (
                            "legal_status",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="legal status"
                            ),
                        ),
                        (
                            "year_incorporated",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="founded in"
                            ),
                        ),
                        (
                            "tax_id",
                            models.CharField(blank=True, max_length=60, verbose_name="tax number"),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="public email address"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="public phone"
                            ),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=200, verbose_name="address"),
                        ),
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
                            "declined_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="declined"
                            ),
                        ),
                        ("reason", models.CharField(blank=True, editable=False, max_length=600)),
                        (
                            "lapsed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="lapsed"
                            ),
                        ),
                        (
                            "left_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="left"
                            ),
                        ),
                        ("source", models.CharField(blank=True, editable=False, max_length=120)),
                        (
                            "external_id",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("hsds", models.JSONField(blank=True, default=dict, editable=False)),
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
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="parts",
                                to="organizations.organization",
                                verbose_name="part of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organization",
                        "verbose_name_plural": "organizations",
                        "ordering": ["name"],
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="organizations_last_changed",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("external_id", ""), _negated=True),
                                fields=("source", "external_id"),
                                name="one_organization_an_external_id_and_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("declined_at", None),
                                    models.Q(("approved_at", None), ("reason__gt", "")),
                                    _connector="OR",
                                ),
                                name="a_declined_organization_is_told_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent", None),
                                    models.Q(("parent", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="no_organization_is_part_of_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
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
                        ("text", models.TextField(max_length=8000, verbose_name="note")),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "author",
                            models.ForeignKey(
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
                                related_name="+",
                                to="organizations.organization",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="MembershipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("owner", "Owner"),
                                    ("editor", "Editor"),
                                    ("viewer", "Viewer"),
                                ],
                                default="editor",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "since",
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
                                to="organizations.membership",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Logo",
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
                            "organization",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="logo",
                                to="organizations.organization",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("content_type", "image/jpeg")),
                                name="a_logo_is_a_picture",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LocationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "name",
                            models.CharField(max_length=200, verbose_name="name of the place"),
                        ),
                        (
                            "alternate_name",
                            models.CharField(blank=True, max_length=200, verbose_name="other name"),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="what is there")),
                        (
                            "transportation",
                            models.TextField(blank=True, verbose_name="how to get there"),
                        ),
                        (
                            "address_1",
                            models.CharField(
                                blank=True, max_length=255, verbose_name="street address"
                            ),
                        ),
                        (
                            "address_2",
                            models.CharField(
                                blank=True, max_length=255, verbose_name="suite, floor or building"
                            ),
                        ),
                        ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                        (
                            "region",
                            models.CharField(blank=True, max_length=80, verbose_name="state"),
                        ),
                        (
                            "postal_code",
                            models.CharField(blank=True, max_length=20, verbose_name="ZIP code"),
                        ),
                        (
                            "country",
                            models.CharField(blank=True, max_length=60, verbose_name="country"),
                        ),
                        (
                            "latitude",
                            models.FloatField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="latitude",
                            ),
                        ),
                        (
                            "longitude",
                            models.FloatField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="longitude",
                            ),
                        ),
                        (
                            "accessibility",
                            models.TextField(blank=True, verbose_name="accessibility"),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "phones",
                            models.JSONField(blank=True, default=list, verbose_name="phones"),
                        ),
                        (
                            "schedules",
                            models.JSONField(blank=True, default=list, verbose_name="hours"),
                        ),
                        ("source", models.CharField(blank=True, editable=False, max_length=120)),
                        (
                            "external_id",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("hsds", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
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
                                to="organizations.location",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="JoinRequest",
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
                            models.CharField(
                                blank=True, max_length=300, verbose_name="who you are there"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("decided_at", models.DateTimeField(editable=False, null=True)),
                        ("accepted", models.BooleanField(default=False)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="join_requests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="join_requests",
                                to="organizations.organization",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at", None)),
                                fields=("organization", "user"),
                                name="one_open_request_a_person_and_organization",
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
                        ("email", models.EmailField(max_length=254, verbose_name="email address")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("owner", "Owner"),
                                    ("editor", "Editor"),
                                    ("viewer", "Viewer"),
                                ],
                                default="editor",
                                max_length=10,
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("accepted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "invited_by",
                            models.ForeignKey(
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
                                related_name="invitations",
                                to="organizations.organization",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("accepted_at", None)),
                                fields=("organization", "email"),
                                name="one_open_invitation_an_address",
                            )
                        ],
                    },
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
                        (
                            "alternate_name",
                            models.CharField(blank=True, max_length=160, verbose_name="other name"),
                        ),
                        (
                            "legal_status",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="legal status"
                            ),
                        ),
                        (
                            "year_incorporated",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="founded in"
                            ),
                        ),
                        (
                            "tax_id",
                            models.CharField(blank=True, max_length=60, verbose_name="tax number"),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="public email address"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="public phone"
                            ),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=200, verbose_name="address"),
                        ),
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
                            "declined_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="declined"
                            ),
                        ),
                        ("reason", models.CharField(blank=True, editable=False, max_length=600)),
                        (
                            "lapsed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="lapsed"
                            ),
                        ),
                        (
                            "left_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="left"
                            ),
                        ),
                        ("source", models.CharField(blank=True, editable=False, max_length=120)),
                        (
                            "external_id",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("hsds", models.JSONField(blank=True, default=dict, editable=False)),
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
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                to="organizations.organization",
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
                                to="organizations.organization",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Service",
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
                            "program",
                            models.CharField(blank=True, max_length=200, verbose_name="program"),
                        ),
                        (
                            "name",
                            models.CharField(max_length=200, verbose_name="name of the service"),
                        ),
                        (
                            "alternate_name",
                            models.CharField(blank=True, max_length=200, verbose_name="other name"),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="what it is")),
                        (
                            "url",
                            models.URLField(blank=True, max_length=500, verbose_name="website"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="email address"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("active", "Offered now"),
                                    ("inactive", "Not offered now"),
                                    ("defunct", "Ended"),
                                    ("temporarily closed", "Closed for a time"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "interpretation",
                            models.TextField(blank=True, verbose_name="interpreters"),
                        ),
                        (
                            "application_process",
                            models.TextField(blank=True, verbose_name="how to get it"),
                        ),
                        ("fees", models.TextField(blank=True, verbose_name="what it costs")),
                        ("eligibility", models.TextField(blank=True, verbose_name="who can come")),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="from age"
                            ),
                        ),
                        (
                            "maximum_age",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="up to age"
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "categories",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "Food"),
                                        ("housing", "Housing and shelter"),
                                        ("money", "Money and bills"),
                                        ("jobs", "Work and training"),
                                        ("health", "Health"),
                                        ("mind", "Mental health"),
                                        ("recovery", "Alcohol and drugs"),
                                        ("legal", "Legal help"),
                                        ("safety", "Violence and safety"),
                                        ("family", "Families and children"),
                                        ("youth", "Young people"),
                                        ("seniors", "Older people"),
                                        ("newcomers", "Newcomers and languages"),
                                        ("learning", "Learning"),
                                        ("other", "Other help"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="kinds of help",
                            ),
                        ),
                        (
                            "terms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "contacts",
                            models.JSONField(blank=True, default=list, verbose_name="contacts"),
                        ),
                        (
                            "phones",
                            models.JSONField(blank=True, default=list, verbose_name="phones"),
                        ),
                        (
                            "schedules",
                            models.JSONField(blank=True, default=list, verbose_name="hours"),
                        ),
                        ("source", models.CharField(blank=True, editable=False, max_length=120)),
                        (
                            "external_id",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("hsds", models.JSONField(blank=True, default=dict, editable=False)),
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
                            "areas",
                            models.ManyToManyField(
                                blank=True,
                                related_name="services",
                                to="areas.area",
                                verbose_name="areas",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="services",
                                to="organizations.organization",
                            ),
                        ),
                        (
                            "locations",
                            models.ManyToManyField(
                                blank=True,
                                related_name="services",
                                through="organizations.ServiceAtLocation",
                                to="organizations.location",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "service",
                        "verbose_name_plural": "services",
                        "ordering": ["name", "pk"],
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="services_last_changed",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("external_id", ""), _negated=True),
                                fields=("source", "external_id"),
                                name="one_service_an_external_id_and_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum_age", None),
                                    ("maximum_age", None),
                                    ("maximum_age__gte", models.F("minimum_age")),
                                    _connector="OR",
                                ),
                                name="a_service_is_for_ages_in_their_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceAtLocation",
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
                        ("description", models.TextField(blank=True)),
                        ("phones", models.JSONField(blank=True, default=list)),
                        ("schedules", models.JSONField(blank=True, default=list)),
                        ("source", models.CharField(blank=True, editable=False, max_length=120)),
                        (
                            "external_id",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("hsds", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "location",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="organizations.location",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="organizations.service",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("service", "location"),
                                name="a_service_is_once_at_a_location",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "program",
                            models.CharField(blank=True, max_length=200, verbose_name="program"),
                        ),
                        (
                            "name",
                            models.CharField(max_length=200, verbose_name="name of the service"),
                        ),
                        (
                            "alternate_name",
                            models.CharField(blank=True, max_length=200, verbose_name="other name"),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="what it is")),
                        (
                            "url",
                            models.URLField(blank=True, max_length=500, verbose_name="website"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="email address"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("active", "Offered now"),
                                    ("inactive", "Not offered now"),
                                    ("defunct", "Ended"),
                                    ("temporarily closed", "Closed for a time"),
                                ],
                                default="active",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "interpretation",
                            models.TextField(blank=True, verbose_name="interpreters"),
                        ),
                        (
                            "application_process",
                            models.TextField(blank=True, verbose_name="how to get it"),
                        ),
                        ("fees", models.TextField(blank=True, verbose_name="what it costs")),
                        ("eligibility", models.TextField(blank=True, verbose_name="who can come")),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="from age"
                            ),
                        ),
                        (
                            "maximum_age",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="up to age"
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "categories",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "Food"),
                                        ("housing", "Housing and shelter"),
                                        ("money", "Money and bills"),
                                        ("jobs", "Work and training"),
                                        ("health", "Health"),
                                        ("mind", "Mental health"),
                                        ("recovery", "Alcohol and drugs"),
                                        ("legal", "Legal help"),
                                        ("safety", "Violence and safety"),
                                        ("family", "Families and children"),
                                        ("youth", "Young people"),
                                        ("seniors", "Older people"),
                                        ("newcomers", "Newcomers and languages"),
                                        ("learning", "Learning"),
                                        ("other", "Other help"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="kinds of help",
                            ),
                        ),
                        (
                            "terms",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "contacts",
                            models.JSONField(blank=True, default=list, verbose_name="contacts"),
                        ),
                        (
                            "phones",
                            models.JSONField(blank=True, default=list, verbose_name="phones"),
                        ),
                        (
                            "schedules",
                            models.JSONField(blank=True, default=list, verbose_name="hours"),
                        ),
                        ("source", models.CharField(blank=True, editable=False, max_length=120)),
                        (
                            "external_id",
                            models.CharField(blank=True, editable=False, max_length=120),
                        ),
                        ("hsds", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
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
                                to="organizations.service",
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
                            func='INSERT INTO "organizations_organizationevent" ("about", "address", "alternate_name", "approved_at", "changed_at", "created_at", "created_by_id", "declined_at", "email", "external_id", "hsds", "id", "kind", "languages", "lapsed_at", "left_at", "legal_status", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reason", "slug", "source", "submission", "tax_id", "website", "year_incorporated") VALUES (OLD."about", OLD."address", OLD."alternate_name", OLD."approved_at", OLD."changed_at", OLD."created_at", OLD."created_by_id", OLD."declined_at", OLD."email", OLD."external_id", OLD."hsds", OLD."id", OLD."kind", OLD."languages", OLD."lapsed_at", OLD."left_at", OLD."legal_status", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone", OLD."reason", OLD."slug", OLD."source", OLD."submission", OLD."tax_id", OLD."website", OLD."year_incorporated"); RETURN NULL;',
                            hash="a8fb5fcdd8a0b77f228d42da41666ac9cdd7245c",
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
                            func='INSERT INTO "organizations_organizationevent" ("about", "address", "alternate_name", "approved_at", "changed_at", "created_at", "created_by_id", "declined_at", "email", "external_id", "hsds", "id", "kind", "languages", "lapsed_at", "left_at", "legal_status", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reason", "slug", "source", "submission", "tax_id", "website", "year_incorporated") VALUES (OLD."about", OLD."address", OLD."alternate_name", OLD."approved_at", OLD."changed_at", OLD."created_at", OLD."created_by_id", OLD."declined_at", OLD."email", OLD."external_id", OLD."hsds", OLD."id", OLD."kind", OLD."languages", OLD."lapsed_at", OLD."left_at", OLD."legal_status", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."reason", OLD."slug", OLD."source", OLD."submission", OLD."tax_id", OLD."website", OLD."year_incorporated"); RETURN NULL;',
                            hash="d0bf420ef88f096a44f53658e2d73e85cd9cd73d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_84ac6",
                            table="organizations_organization",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organizations_membershipevent" ("id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "user_id") VALUES (NEW."id", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."since", NEW."user_id"); RETURN NULL;',
                            hash="24d88540e162231b882253a7126932fdd83587a7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_df650",
                            table="organizations_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organizations_membershipevent" ("id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "user_id") VALUES (OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."role", OLD."since", OLD."user_id"); RETURN NULL;',
                            hash="865380624ff01a265ce8decc0440ebc4563ffed5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6cb9e",
                            table="organizations_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organizations_membershipevent" ("id", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "user_id") VALUES (OLD."id", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."since", OLD."user_id"); RETURN NULL;',
                            hash="c8e04ccdb1dcb7d0837fd402f5c59a7699be5e32",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0b96a",
                            table="organizations_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="location",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organizations_locationevent" ("accessibility", "address_1", "address_2", "alternate_name", "changed_at", "city", "country", "created_at", "description", "external_id", "hsds", "id", "languages", "latitude", "longitude", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phones", "postal_code", "region", "schedules", "source", "submission", "transportation") VALUES (OLD."accessibility", OLD."address_1", OLD."address_2", OLD."alternate_name", OLD."changed_at", OLD."city", OLD."country", OLD."created_at", OLD."description", OLD."external_id", OLD."hsds", OLD."id", OLD."languages", OLD."latitude", OLD."longitude", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phones", OLD."postal_code", OLD."region", OLD."schedules", OLD."source", OLD."submission", OLD."transportation"); RETURN NULL;',
                            hash="03cbe2c97792413d1a731dc77bbfd57b378691a2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_90cf8",
                            table="organizations_location",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="location",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organizations_locationevent" ("accessibility", "address_1", "address_2", "alternate_name", "changed_at", "city", "country", "created_at", "description", "external_id", "hsds", "id", "languages", "latitude", "longitude", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phones", "postal_code", "region", "schedules", "source", "submission", "transportation") VALUES (OLD."accessibility", OLD."address_1", OLD."address_2", OLD."alternate_name", OLD."changed_at", OLD."city", OLD."country", OLD."created_at", OLD."description", OLD."external_id", OLD."hsds", OLD."id", OLD."languages", OLD."latitude", OLD."longitude", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phones", OLD."postal_code", OLD."region", OLD."schedules", OLD."source", OLD."submission", OLD."transportation"); RETURN NULL;',
                            hash="e5a4ae93f6e697b638dec533913e9b2cba430278",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4ea83",
                            table="organizations_location",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="service",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organizations_serviceevent" ("alternate_name", "application_process", "categories", "changed_at", "contacts", "created_at", "description", "eligibility", "email", "external_id", "fees", "hsds", "id", "interpretation", "languages", "maximum_age", "minimum_age", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phones", "program", "schedules", "source", "status", "submission", "terms", "url") VALUES (OLD."alternate_name", OLD."application_process", OLD."categories", OLD."changed_at", OLD."contacts", OLD."created_at", OLD."description", OLD."eligibility", OLD."email", OLD."external_id", OLD."fees", OLD."hsds", OLD."id", OLD."interpretation", OLD."languages", OLD."maximum_age", OLD."minimum_age", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phones", OLD."program", OLD."schedules", OLD."source", OLD."status", OLD."submission", OLD."terms", OLD."url"); RETURN NULL;',
                            hash="358c12b5966b344b3c93bb9183c8756b7a90fda1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1a7da",
                            table="organizations_service",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="service",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organizations_serviceevent" ("alternate_name", "application_process", "categories", "changed_at", "contacts", "created_at", "description", "eligibility", "email", "external_id", "fees", "hsds", "id", "interpretation", "languages", "maximum_age", "minimum_age", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phones", "program", "schedules", "source", "status", "submission", "terms", "url") VALUES (OLD."alternate_name", OLD."application_process", OLD."categories", OLD."changed_at", OLD."contacts", OLD."created_at", OLD."description", OLD."eligibility", OLD."email", OLD."external_id", OLD."fees", OLD."hsds", OLD."id", OLD."interpretation", OLD."languages", OLD."maximum_age", OLD."minimum_age", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phones", OLD."program", OLD."schedules", OLD."source", OLD."status", OLD."submission", OLD."terms", OLD."url"); RETURN NULL;',
                            hash="f99c087b15f4f9a9d08af6f2367b5b00bb1731c9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_037db",
                            table="organizations_service",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
