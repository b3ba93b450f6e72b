from django.urls import path

from engagement.problems import public

app_name = "problems"
urlpatterns = [
    path("", public.problems, name="problems"),
    path("photos/<slug:name>/", public.photo, name="photo"),
    path("<slug:slug>/", public.problem, name="problem"),
]
