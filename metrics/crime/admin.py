from __future__ import annotations

from django.contrib import admin

from metrics.crime.models import Category


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    list_display = ["name", "code", "against_persons", "hardly_affected", "position"]
    search_fields = ["name", "code"]
    prepopulated_fields = {"code": ["name"]}
