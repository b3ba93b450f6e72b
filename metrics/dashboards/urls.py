from django.urls import path

from metrics.dashboards import saved_views, views

app_name = "dashboards"
urlpatterns = [
    path("", views.command, name="command"),
    path("views/", saved_views.views, name="views"),
    path("views/<int:pk>/", saved_views.view, name="view"),
    path("views/<int:pk>/removal/", saved_views.removal, name="view_removal"),
]
