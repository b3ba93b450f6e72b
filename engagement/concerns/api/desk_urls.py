from django.urls import path

from engagement.concerns.api import desk

urlpatterns = [
    path("", desk.Queue.as_view(), name="desk_concerns"),
    path("<int:pk>/", desk.ConcernAtDesk.as_view(), name="desk_concern"),
    *(
        path(f"<int:pk>/{act.name}/", act.as_view(), name=f"desk_concern_{act.name}")
        for act in desk.ACTS
    ),
]
