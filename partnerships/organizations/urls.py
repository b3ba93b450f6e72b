from django.urls import path

from partnerships.organizations import views

app_name = "organizations"
urlpatterns = [
    path("", views.list_organizations, name="list"),
    path("<slug:slug>/", views.show_organization, name="organization"),
]
