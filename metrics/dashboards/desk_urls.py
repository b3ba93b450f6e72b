from django.urls import path

from metrics.dashboards import desk_views

app_name = "desk"
urlpatterns = [path("", desk_views.home, name="home")]
