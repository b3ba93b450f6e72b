from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "metrics.reports"
    label = "reports"

    def ready(self) -> None:
        from metrics.reports import told  # noqa: F401  # says what the public was told
        from portal.pages.kept import stamped_by

        stamped_by("SELECT max(id) FROM reports_publication")
        stamped_by("SELECT max(id) FROM reports_withdrawal")
