from django.urls import path

from engagement.training import desk

app_name = "training"
urlpatterns = [
    path("", desk.mine, name="mine"),
    path("due/", desk.due, name="due"),
    path("due.csv", desk.due_csv, name="due_csv"),
    path("completions/", desk.completions, name="completions"),
    path("completions/new/", desk.enter, name="enter"),
    path("completions/list/", desk.sheet, name="sheet"),
    path("completions/<int:pk>/correction/", desk.correction, name="correction"),
    path("courses/", desk.courses, name="courses"),
    path("courses/new/", desk.course, name="new"),
    path("courses/<slug:slug>/", desk.course, name="edit"),
]
