"""Words that people write into the portal, in each language someone has put them into.

A `WordsField` holds a `LazyI18nString`: `str()` gives it in the reader's language, or in the
nearest there is. The model says in `written_in` which language its words were written in; an
ordinary form shows and changes those alone, and leaves the translations beside them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from i18nfield.fields import I18nTextField
from i18nfield.strings import LazyI18nString

if TYPE_CHECKING:
    from django.db import models
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Expression


def wording(words: object, language: str = settings.LANGUAGE_CODE) -> LazyI18nString:
    """What was written, as words in one language; what already has its languages stays."""
    if isinstance(words, LazyI18nString):
        return words
    return LazyI18nString(words if isinstance(words, dict) else {language: str(words)})


def in_languages(words: object) -> dict[str, str]:
    """The words by language code, without those that are empty."""
    return {code: said for code, said in dict(wording(words).data or {}).items() if said}


class Kept:
    """Whatever is assigned becomes words in a language, also before it is saved."""

    def __init__(self, field: WordsField) -> None:
        self.name = field.attname

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        if self.name not in instance.__dict__:
            instance.refresh_from_db(fields=[self.name])
        return instance.__dict__[self.name]

    def __set__(self, instance: models.Model, words: object) -> None:
        instance.__dict__[self.name] = words if words is None else wording(words)


class WordsField(I18nTextField):  # type: ignore[misc]  # the library carries no types
    """Text in several languages. In forms a line, or a box with `lines=…`."""

    descriptor_class = Kept

    if TYPE_CHECKING:

        def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any: ...
        def __set__(self, instance: models.Model, value: object) -> None: ...

    def __init__(self, *args: Any, lines: int = 1, **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(*args, **kwargs)

    def to_python(self, value: object) -> LazyI18nString | None:
        return None if value is None else wording(value)

    def get_prep_value(self, value: object) -> str | None:
        # Real letters, not their numbers, so that the database can search them.
        if value is None:
            return None
        return json.dumps(in_languages(value), sort_keys=True, ensure_ascii=False)

    def from_db_value(
        self,
        value: str | None,
        expression: Expression,  # noqa: ARG002
        connection: BaseDatabaseWrapper,  # noqa: ARG002
    ) -> LazyI18nString | None:
        return None if value is None else LazyI18nString(json.loads(value))

    def value_from_object(self, obj: models.Model) -> str:
        """For forms: the words as they were first written."""
        return in_languages(getattr(obj, self.attname)).get(self.language_of(obj), "")

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(getattr(obj, self.attname)) or ""

    def save_form_data(self, instance: models.Model, data: object) -> None:
        words = in_languages(getattr(instance, self.attname))
        setattr(instance, self.attname, words | {self.language_of(instance): str(data or "")})

    def formfield(self, **kwargs: Any) -> forms.Field:
        asked = {
            "label": self.verbose_name[:1].upper() + self.verbose_name[1:],
            "required": not self.blank,
            "help_text": self.help_text,
            "max_length": self.max_length,
        }
        if self.lines > 1:
            asked["widget"] = forms.Textarea(attrs={"rows": self.lines})
        return forms.CharField(**(asked | kwargs))

    @staticmethod
    def language_of(obj: models.Model) -> str:
        return getattr(obj, "written_in", "") or settings.LANGUAGE_CODE
