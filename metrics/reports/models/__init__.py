from metrics.reports.models.asking import LEASE, MOST_ATTEMPTS, READERS
from metrics.reports.models.distribution import DistributionList, ListedPerson
from metrics.reports.models.file import ReportFile
from metrics.reports.models.publication import Publication, PublicFile, Withdrawal
from metrics.reports.models.report import Report
from metrics.reports.models.review import Review
from metrics.reports.models.schedule import ReportSchedule
from metrics.reports.models.written import Written

__all__ = [
    "LEASE",
    "MOST_ATTEMPTS",
    "READERS",
    "DistributionList",
    "ListedPerson",
    "PublicFile",
    "Publication",
    "Report",
    "ReportFile",
    "ReportSchedule",
    "Review",
    "Withdrawal",
    "Written",
]
