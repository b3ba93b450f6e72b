from django.urls import path

from portal.accounts import data_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.me, name="me"),
    path("profile/", views.profile, name="profile"),
    path("data/", data_views.data, name="my_data"),
    path("data/<uuid:pk>/", data_views.file, name="my_data_file"),
    path("leaving/", views.leaving, name="leaving"),
    path("second-step/", views.second_step, name="second_step"),
]
