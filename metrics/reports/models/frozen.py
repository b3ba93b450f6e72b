"""What the database refuses to change, whatever the code above it does."""

from __future__ import annotations

import pgtrigger

PUBLISHED = "What was published does not change. Publish a newer version."


def while_published(name: str, report: str, *columns: str) -> pgtrigger.Trigger:
    """Columns of a row that stand once its report is published, and the row with them.

    `report` is the column with the report's id.
    """
    changes = pgtrigger.UpdateOf(*columns)  # type: ignore[no-untyped-call]  # has no types here
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=changes | pgtrigger.Delete,
        func=(
            f"IF EXISTS (SELECT FROM reports_publication WHERE report_id = OLD.{report}) THEN "
            f"RAISE EXCEPTION '{PUBLISHED}'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )


def not_once_published(name: str) -> pgtrigger.Trigger:
    """No new row either."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=(
            "IF EXISTS (SELECT FROM reports_publication WHERE report_id = NEW.report_id) THEN "
            f"RAISE EXCEPTION '{PUBLISHED}'; END IF; RETURN NEW;"
        ),
    )
