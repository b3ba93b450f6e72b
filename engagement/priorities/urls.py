from django.urls import path

from engagement.priorities import public

app_name = "priorities"
urlpatterns = [
    path("<slug:slug>/priorities/", public.priorities, name="priorities"),
    path("<slug:slug>/vote/", public.vote, name="vote"),
]
