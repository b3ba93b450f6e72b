from django.urls import path

from portal.pages import views
from portal.pages.kit import kit

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("help/", views.help_page, name="help"),
    path("theme/", views.theme, name="theme"),
    path("kit/", kit, name="kit"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.svg", views.favicon, name="favicon"),
]
