from django.urls import path

from partnerships.agreements import workspace

app_name = "workspace_agreements"
urlpatterns = [
    path("", workspace.agreements, name="agreements"),
    path("consents/<slug:item>/", workspace.consent, name="consent"),
    path("<int:pk>/", workspace.agreement, name="agreement"),
    path("<int:pk>/sheet/", workspace.sheet, name="sheet"),
    path("<int:pk>/comments/", workspace.comment, name="comment"),
    path("<int:pk>/signature/", workspace.signature, name="signature"),
    path("<int:pk>/withdrawal/", workspace.withdrawal, name="withdrawal"),
    path("<int:pk>/files/<slug:name>/", workspace.file, name="file"),
]
