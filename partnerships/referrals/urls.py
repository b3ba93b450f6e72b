from django.urls import path

from partnerships.referrals import by_link

app_name = "referrals"
urlpatterns = [
    path("<slug:token>/", by_link.link, name="link"),
    path("<slug:token>/contact/", by_link.contact, name="link_contact"),
    path("<slug:token>/renewal/", by_link.renewal, name="link_renewal"),
    path("<slug:token>/acts/<slug:name>/", by_link.act, name="link_act"),
]
