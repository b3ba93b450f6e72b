from django.urls import path

from metrics.surveys import views
from metrics.surveys.waves import declining

app_name = "surveys"
urlpatterns = [
    path("<str:token>/decline/", declining.decline, name="decline"),
    path("<str:token>/", views.answer, name="answer"),
]
