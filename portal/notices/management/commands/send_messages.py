from typing import Any

from django.core.management.base import BaseCommand

from portal.notices import outbox


class Command(BaseCommand):
    help = "Send every mail that is due, once, and end. For installations with cron and no worker."

    def handle(self, **_options: Any) -> None:
        done = outbox.send_due()
        self.stdout.write(f"{done.sent} sent.")
