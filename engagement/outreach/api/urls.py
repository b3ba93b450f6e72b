from django.urls import path

from engagement.outreach.api import public

urlpatterns = [
    path("", public.Outreach.as_view(), name="outreach"),
    path("<int:pk>/", public.OutreachInFull.as_view(), name="outreach_entry"),
]
