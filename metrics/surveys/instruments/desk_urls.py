from django.urls import path

from metrics.surveys.instruments import parts, views

app_name = "desk_instruments"
urlpatterns = [
    path("", views.instruments, name="list"),
    path("new/", views.new, name="new"),
    path("upload/", views.upload, name="upload"),
    path("<int:pk>/", views.instrument, name="instrument"),
    path("<int:pk>/version/", views.next_version, name="version"),
    path("<int:pk>/retirement/", views.retirement, name="retirement"),
    path("<int:pk>/deletion/", views.deletion, name="deletion"),
    path("<int:pk>/codebook.csv", views.codebook, name="codebook"),
    path("<int:pk>/instrument.json", views.as_json, name="json"),
    path("<int:pk>/preview/<slug:language>/", views.preview, name="preview"),
    path("<int:pk>/languages/<slug:language>/", views.translation, name="translation"),
    path("<int:pk>/about/", parts.about, name="about"),
    path("<int:pk>/pages/", parts.new_page, name="new_page"),
    path("<int:pk>/pages/<int:number>/", parts.page, name="page"),
    path("<int:pk>/pages/<int:number>/deletion/", parts.page_deletion, name="page_deletion"),
    path("<int:pk>/pages/<int:number>/<slug:kind>/", parts.new_question, name="new_question"),
    path("<int:pk>/questions/<slug:code>/", parts.question, name="question"),
    path("<int:pk>/questions/<slug:code>/deletion/", parts.question_deletion, name="q_deletion"),
    path("<int:pk>/indices/", parts.new_index, name="new_index"),
    path("<int:pk>/indices/<slug:code>/", parts.index, name="index"),
    path("<int:pk>/indices/<slug:code>/deletion/", parts.index_deletion, name="index_deletion"),
    path("<int:pk>/order/", parts.order, name="order"),
]
