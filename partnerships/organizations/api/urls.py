from django.urls import path

from partnerships.organizations.api import public

urlpatterns = [
    path("organizations/", public.Organizations.as_view(), name="organizations"),
    path("services/", public.Services.as_view(), name="services"),
]
