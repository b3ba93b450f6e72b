"""At the desk: from the evening to its minutes. Part of `desk_events`."""

from django.urls import path

from engagement.events import closing_views, notes_views

urlpatterns = [
    path("minutes/", closing_views.list_minutes, name="minutes"),
    path("<int:pk>/close/", closing_views.close, name="close"),
    path("<int:pk>/notes/", notes_views.show_notes, name="notes"),
    path(
        "<int:pk>/notes/decisions/",
        notes_views.note_line,
        {"kind": "decision"},
        name="note_decision",
    ),
    path(
        "<int:pk>/notes/questions/",
        notes_views.note_line,
        {"kind": "question"},
        name="note_question",
    ),
    path("<int:pk>/notes/promises/", notes_views.note_promise, name="note_promise"),
    path("<int:pk>/notes/concerns/", notes_views.note_concern, name="note_concern"),
    path("<int:pk>/notes/carried/<int:number>/", notes_views.settle_carried, name="carried"),
    path("lines/<int:pk>/", notes_views.edit_line, name="line"),
    path("lines/<int:pk>/removal/", notes_views.remove_line, name="line_removal"),
]
