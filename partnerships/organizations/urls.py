from django.urls import path

from partnerships.organizations import views

app_name = "organizations"
urlpatterns = [
    path("", views.list_organizations, name="list"),
    path("services/", views.find_help, name="services"),
    path("hsds.json", views.download, name="hsds"),
    path("<slug:slug>/", views.show_organization, name="organization"),
    path("<slug:slug>/logo/<str:name>/", views.logo, name="logo"),
]
