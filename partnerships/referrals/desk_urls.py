from django.urls import URLPattern

app_name = "desk_referrals"
urlpatterns: list[URLPattern] = []
