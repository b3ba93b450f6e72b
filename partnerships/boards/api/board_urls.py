from django.urls import path

from partnerships.boards.api import public

urlpatterns = [
    path("", public.Boards.as_view(), name="boards"),
    path("<slug:slug>/", public.BoardInFull.as_view(), name="board"),
]
