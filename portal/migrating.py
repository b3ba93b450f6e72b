"""A room's first tables, made in one step."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

# What the state calls an option that one of these adds to, and where it keeps what it adds.
OPTIONS: dict[type[Operation], tuple[str, str]] = {
    AddConstraint: ("constraints", "constraint"),
    AddIndex: ("indexes", "index"),
}


class CreateModels(Operation):
    """Makes several tables with their triggers.

    After each operation Django draws every model anew that is tied to the one just made, however
    far off. With two hundred tables around the people and areas of a city, that was nearly all
    the time of a first start. Here they are drawn once, when all of them are known; so each may
    point to any other, and comes with its fields, constraints and indexes.

    `operations` are `CreateModel` and `AddTrigger`, in any order that names a model first.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [], {"operations": self.operations}

    def describe(self) -> str:
        return f"Create models {', '.join(model.name for model in self._models())}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        drawn = state.__dict__.pop("apps", None)  # while it is away, nothing is drawn anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if drawn is not None:
            state.__dict__["apps"] = drawn
            state.reload_models(
                [(app_label, model.name.lower()) for model in self._models()], delay=False
            )

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django's signature
    ) -> None:
        # Each is undone where all of them still exist.
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, from_state)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(operation.references_model(name, app_label) for operation in self.operations)

    def _models(self) -> list[CreateModel]:
        return [model for model in self.operations if isinstance(model, CreateModel)]


def in_one_step(operations: Sequence[Operation]) -> list[Operation]:
    """The same tables from fewer operations: those of a first migration, as Django wrote them.

    Fields, constraints and indexes that were added to a table after it was made become a part of
    it. What is not about a table made here stays as it is, behind it.
    """
    made = {model.name.lower(): model for model in operations if isinstance(model, CreateModel)}
    triggers: list[Operation] = []
    rest: list[Operation] = []
    for operation in operations:
        if isinstance(operation, CreateModel):
            continue
        model = made.get(getattr(operation, "model_name", "").lower())
        if model is None or not isinstance(operation, (AddField, AddTrigger, *OPTIONS)):
            rest.append(operation)
        elif isinstance(operation, AddTrigger):
            triggers.append(operation)
        else:
            _fold(operation, model)
    if not made:
        return rest
    return [CreateModels([*made.values(), *triggers]), *rest]


def _fold(operation: Operation, model: CreateModel) -> None:
    if isinstance(operation, AddField):
        model.fields.append((operation.name, operation.field))
        return
    option, held = OPTIONS[type(operation)]
    model.options.setdefault(option, []).append(getattr(operation, held))
