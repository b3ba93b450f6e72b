from django.urls import path

from partnerships.referrals import workspace

app_name = "workspace_referrals"
urlpatterns = [
    path("", workspace.referrals, name="referrals"),
    path("<int:pk>/", workspace.referral, name="referral"),
    path("<int:pk>/contact/", workspace.contact, name="contact"),
    path("<int:pk>/acts/<slug:name>/", workspace.act, name="act"),
]
