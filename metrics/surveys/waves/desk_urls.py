from django.urls import path

from metrics.surveys.waves import views

app_name = "desk_waves"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("sensitive/", views.sensitive, name="sensitive"),
    path("<int:pk>/", views.show, name="wave"),
    path("<int:pk>/plan/", views.edit, name="edit"),
    path("<int:pk>/quotas/", views.wanted, name="quotas"),
    path("<int:pk>/launch/", views.launch, name="launch"),
    path("<int:pk>/removal/", views.delete, name="delete"),
    path("<int:pk>/invitations/", views.invite, name="invite"),
    path("<int:pk>/hold/", views.hold, name="hold"),
    path("<int:pk>/end/", views.close, name="close"),
    path("<int:pk>/poster/", views.poster, name="poster"),
]
