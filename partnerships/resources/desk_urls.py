from django.urls import path

from partnerships.resources import desk

app_name = "grants"
urlpatterns = [
    path("", desk.grants, name="list"),
    path("new/", desk.new, name="new"),
    path("gifts/<slug:kind>/<int:pk>/confirmation/", desk.confirmation, name="confirm"),
    path("<slug:slug>/", desk.grant, name="grant"),
    path("<slug:slug>/edit/", desk.edit, name="edit"),
    path("<slug:slug>/plan/", desk.plan, name="plan"),
    path("<slug:slug>/closing/", desk.closing, name="closing"),
    path("<slug:slug>/reports/<int:pk>/sending/", desk.sending, name="sending"),
    path("<slug:slug>/reports/<int:pk>/taking-back/", desk.taking_back, name="taking_back"),
    path("<slug:slug>/given/<slug:kind>/", desk.gift, name="gift"),
]
