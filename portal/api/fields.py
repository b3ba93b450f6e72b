"""Fields that every room's part of the API has use for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class NamedSerializer(serializers.Serializer[Any]):
    """A thing with an address: its name there, and its name for people."""

    slug = serializers.CharField()
    name = serializers.SerializerMethodField()

    @extend_schema_field(str)
    def get_name(self, thing: object) -> str:
        return str(thing)


class BySlug(serializers.SlugRelatedField[Any]):
    """A thing by the name in its address, such as an area."""

    default_error_messages = {"does_not_exist": _("There is no “{value}” here.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="slug", **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or "\x00" in data:
            self.fail("invalid")
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError:
            self.fail("does_not_exist", value=data[:40])
