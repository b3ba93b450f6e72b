from django.urls import path

from metrics.dashboards import views

app_name = "dashboards"
urlpatterns = [path("", views.command, name="command")]
