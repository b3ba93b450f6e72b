from django.urls import path

from metrics.crime import public

app_name = "public_crime"
urlpatterns = [
    path("", public.counts, name="counts"),
    path("model-card/", public.model_card, name="model_card"),
]
