from django.urls import path

from partnerships.organizations import desk_views

app_name = "desk_partners"
urlpatterns = [
    path("", desk_views.register, name="register"),
    path("<int:pk>/", desk_views.organization, name="organization"),
    path("<int:pk>/approval/", desk_views.approval, name="approval"),
    path("<int:pk>/decline/", desk_views.decline, name="decline"),
    path("<int:pk>/lapse/", desk_views.lapse, name="lapse"),
    path("<int:pk>/merge/", desk_views.merge, name="merge"),
]
