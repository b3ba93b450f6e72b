"""Addresses under /accounts/ that are ours; the rest there is allauth's."""

from django.urls import path

from portal.accounts import sign_in

urlpatterns = [
    path("demo/", sign_in.demo_people, name="demo_people"),
    path("2fa/webauthn/keys/<int:pk>/remove/", sign_in.remove_key, name="mfa_remove_webauthn"),
]
