import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.AddField(
            model_name="role",
            name="area",
            field=models.ForeignKey(
                blank=True,
                help_text="Leave empty for the whole city.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="roles",
                to="areas.area",
                verbose_name="area",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="roles",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="roleevent",
            name="area",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="roleevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="roleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="accounts.role",
            ),
        ),
        migrations.AddField(
            model_name="roleevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="userevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="userevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="a_role_ends_after_it_begins",
                violation_error_message="A role has to end after it begins.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_roleevent" ("area_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") VALUES (NEW."area_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until", NEW."user_id"); RETURN NULL;',
                    hash="7d7d7b8511d3d1d29e94021073933f6c46039178",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d9a3a",
                    table="accounts_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "accounts_roleevent" ("area_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") VALUES (NEW."area_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until", NEW."user_id"); RETURN NULL;',
                    hash="fe3f20c969e9e06bb98566268a212f2aeee0dc64",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_023a0",
                    table="accounts_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_roleevent" ("area_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") VALUES (OLD."area_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until", OLD."user_id"); RETURN NULL;',
                    hash="0ed3c831d47b33f4bf32fd089d5ff0859b8f30d8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d75a6",
                    table="accounts_role",
                    when="AFTER",
                ),
            ),
        ),
    ]
