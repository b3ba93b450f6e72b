"""The packs: what each report contains. A module a pack, each registered by its `PACK`."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django import forms
    from django.utils.functional import _StrOrPromise

    from metrics.dashboards.slices import Slice
    from metrics.reports.document import Document
    from portal.accounts.models import User

MODULES: tuple[str, ...] = (
    "district",
    "annual",
    "calea",
    "register",
    "grant",
    "guarantee",
    "plan",
    "programs",
    "brief",
    "monthly",
)


@dataclass(frozen=True)
class Asked:
    """What a report is asked for: where and when, by whom, and the answers to the pack's own form.

    `answers` is what the form cleaned, as JSON can hold it: ids, not rows.
    """

    these: Slice
    by: User | None
    language: str
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """One kind of report.

    `write` counts and says it in the language that is switched on, inside one snapshot of the
    record. `period` is what people usually ask it for; `area` whether it is about one area, may
    be, or is always about the whole city. `form` asks for more, such as which grant. Where not
    `publishable` the report is for staff alone (it names people or what they said).
    """

    kind: str
    label: _StrOrPromise
    about: _StrOrPromise
    write: Callable[[Asked], Document]
    period: str = "last-quarter"
    area: Literal["one", "any", "none"] = "any"
    form: type[forms.Form] | None = None
    publishable: bool = True


def packs() -> dict[str, Pack]:
    """All of them by kind, in the order in which they are offered."""
    found = [import_module(f"{__name__}.{name}").PACK for name in MODULES]
    return {pack.kind: pack for pack in found}
