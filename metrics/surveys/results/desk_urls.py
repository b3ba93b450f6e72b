from django.urls import path

from metrics.surveys.results import desk

app_name = "desk_results"
urlpatterns = [
    path("<int:pk>/", desk.wave, name="wave"),
    path("<int:pk>/release/", desk.release, name="release"),
]
