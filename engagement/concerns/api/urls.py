from django.urls import path

from engagement.concerns.api import public

urlpatterns = [
    path("", public.Concerns.as_view(), name="concerns"),
    path("categories/", public.Categories.as_view(), name="categories"),
    path("thread/", public.Thread.as_view(), name="thread"),
    path("<int:pk>/", public.ConcernInFull.as_view(), name="concern"),
]
