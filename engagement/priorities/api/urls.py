from django.urls import path

from engagement.priorities.api import public

urlpatterns = [
    path("", public.Priorities.as_view(), name="priorities"),
    path("<int:pk>/", public.PriorityInFull.as_view(), name="priority"),
]
