from django.urls import path

from engagement.problems.api import public

urlpatterns = [
    path("", public.Problems.as_view(), name="problems"),
    path("<slug:slug>/", public.ProblemInFull.as_view(), name="problem"),
]
