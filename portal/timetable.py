"""Which job runs how often. Each only looks what is due: the database is the queue of record."""

HOUR = 3600
DAY = 24 * HOUR


def timetable(sweep: int) -> dict[str, dict[str, object]]:
    """Celery's schedule. `sweep` seconds until a lost nudge is made up for."""
    seconds = {
        "portal.celery.heartbeat": 30,
        "portal.notices.tasks.send_messages": sweep,
        "portal.records.tasks.make_records_exports": min(sweep, 30),
        "portal.records.tasks.make_data_exports": min(sweep, 30),
        "portal.records.tasks.erase_data_exports": HOUR,
        "partnerships.agreements.tasks.remind": HOUR,
        "partnerships.boards.tasks.remind": HOUR,
        "partnerships.referrals.tasks.remind": HOUR,
        "partnerships.referrals.tasks.erase_contacts": DAY,
        "partnerships.resources.tasks.remind": HOUR,
        "engagement.commitments.tasks.remind": HOUR,
        "engagement.concerns.tasks.escalate": 300,
        "engagement.events.tasks.end_offers": 120,
        "engagement.events.tasks.remind": 300,
        "engagement.events.tasks.remind_of_minutes": HOUR,
        "engagement.events.tasks.forget_old_seats": HOUR,
        "engagement.priorities.tasks.nag": HOUR,
        "engagement.problems.tasks.find_clusters": DAY,
        "engagement.training.tasks.remind": HOUR,
        "metrics.crime.tasks.measure_programs": HOUR,
        "metrics.crime.tasks.look_ahead": DAY,
        "metrics.dashboards.tasks.add_up": 60,
        "metrics.dashboards.tasks.mail_views": 300,
        "metrics.reports.tasks.write_reports": min(sweep, 15),
        "metrics.reports.tasks.ask_for_due": 60,
        "metrics.surveys.tasks.fold_answers": 60,
        "metrics.surveys.tasks.ask_after_meetings": 600,
        "metrics.surveys.tasks.ask_partners": DAY,
        "metrics.surveys.tasks.tidy_waves": HOUR,
        "metrics.transparency.tasks.prepare_publications": HOUR,
        "metrics.transparency.tasks.render_pages": 600,
    }
    return {task: {"task": task, "schedule": every} for task, every in seconds.items()}
