from django.urls import path

from partnerships.referrals import desk

app_name = "desk_referrals"
urlpatterns = [
    path("", desk.referrals, name="referrals"),
    path("new/", desk.new, name="new"),
    path("<int:pk>/", desk.referral, name="referral"),
    path("<int:pk>/contact/", desk.contact, name="contact"),
    path("<int:pk>/withdrawal/", desk.withdrawal, name="withdrawal"),
]
