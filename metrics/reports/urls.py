from django.urls import path

from metrics.reports import publishing, schedule_views, views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("new/", views.choose, name="choose"),
    path("new/<str:kind>/", views.new, name="new"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/cancellation/", views.cancellation, name="cancellation"),
    path("<int:pk>/files/<slug:kind>/", views.download, name="download"),
    path("<int:pk>/words/", publishing.words, name="words"),
    path("<int:pk>/review/", publishing.review, name="review"),
    path("<int:pk>/return/", publishing.return_to_draft, name="return"),
    path("<int:pk>/publication/", publishing.publication, name="publication"),
    path("<int:pk>/withdrawal/", publishing.withdrawal, name="withdrawal"),
    path("<int:pk>/check/", publishing.check, name="check"),
    path("schedules/", schedule_views.schedules, name="schedules"),
    path("schedules/new/<str:kind>/", schedule_views.new_schedule, name="new_schedule"),
    path("schedules/<int:pk>/pause/", schedule_views.pause, name="pause"),
    path("schedules/<int:pk>/deletion/", schedule_views.schedule_deletion, name="unschedule"),
    path("lists/", schedule_views.lists, name="lists"),
    path("lists/<int:pk>/", schedule_views.one_list, name="list"),
    path("lists/<int:pk>/deletion/", schedule_views.list_deletion, name="list_deletion"),
    path("lists/<int:pk>/people/<int:person>/removal/", schedule_views.person_removal, name="off"),
]
