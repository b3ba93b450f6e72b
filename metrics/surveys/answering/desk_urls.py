from __future__ import annotations

from django.urls import path

from metrics.surveys.answering import entry
from metrics.surveys.imports import views as imports

app_name = "desk_entry"
urlpatterns = [
    path("<int:pk>/", entry.enter, name="enter"),
    path("<int:pk>/kiosk/", entry.kiosk, name="kiosk"),
    path("<int:pk>/file/", imports.paper_file, name="paper_file"),
]
