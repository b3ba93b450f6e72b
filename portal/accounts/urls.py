from django.urls import path

from portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.me, name="me"),
    path("profile/", views.profile, name="profile"),
    path("data/", views.data, name="my_data"),
    path("leaving/", views.leaving, name="leaving"),
    path("second-step/", views.second_step, name="second_step"),
]
