from django.urls import path

from engagement.commitments.api import public

urlpatterns = [
    path("", public.Commitments.as_view(), name="commitments"),
    path("<int:pk>/", public.CommitmentInFull.as_view(), name="commitment"),
]
