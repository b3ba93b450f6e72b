from django.urls import path

from engagement.outreach import entry_views, export, reviewing, sync, views

app_name = "outreach"
urlpatterns = [
    path("", views.list_entries, name="list"),
    path("new/", entry_views.new_entry, name="new"),
    path("sync/", sync.sync, name="sync"),
    path("export.csv", export.csv, name="export_csv"),
    path("review/", reviewing.queue, name="review"),
    path("review/approvals/", reviewing.approvals, name="approvals"),
    path("<int:pk>/", views.show_entry, name="entry"),
    path("<int:pk>/history/", views.show_history, name="history"),
    path("<int:pk>/sending/", reviewing.sending, name="sending"),
    path("<int:pk>/approval/", reviewing.approval, name="approval"),
    path("<int:pk>/return/", reviewing.giving_back, name="giving_back"),
    path("<int:pk>/check/", reviewing.check, name="check"),
    path("<int:pk>/showing/", reviewing.showing, name="showing"),
    path("<int:pk>/edit/", entry_views.edit_entry, name="edit"),
]
