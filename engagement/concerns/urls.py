from django.urls import path

from engagement.concerns import files, public, start, tracking, views, voices

app_name = "concerns"
urlpatterns = [
    path("", public.concerns, name="list"),
    path("start/", start.start, name="start"),
    path("elsewhere/<slug:kind>/", start.elsewhere, name="elsewhere"),
    path("new/", views.new, name="new"),
    path("receipt/", views.receipt, name="receipt"),
    path("voices/", voices.support, name="voices"),
    path("track/", tracking.track, name="track"),
    path("track/reply/", tracking.reply, name="reply"),
    path("track/reopening/", tracking.reopening, name="reopening"),
    path("track/verdict/", tracking.verdict, name="verdict"),
    path("follow/<str:token>/", tracking.follow, name="follow"),
    path("files/<str:token>/", files.for_resident, name="file"),
    path("photos/<slug:name>/", files.for_everyone, name="photo"),
    path("mine/", tracking.mine, name="mine"),
    path("mine/<int:pk>/", tracking.my_concern, name="my_concern"),
    path("<int:pk>/", public.concern, name="concern"),
]
