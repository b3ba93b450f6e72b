from django.urls import path

from engagement.commitments import public

app_name = "commitments"
urlpatterns = [
    path("", public.promises, name="promises"),
    path("<int:pk>/", public.promise, name="promise"),
]
