from portal.records.models.complaint_count import ComplaintCount
from portal.records.models.data_export import DataExport
from portal.records.models.legal_demand import LegalDemand
from portal.records.models.logs import AccessLog, Export, record_access, record_export
from portal.records.models.records_export import RecordsExport
from portal.records.models.records_request import RecordsRequest, RequestEntry

__all__ = [
    "AccessLog",
    "ComplaintCount",
    "DataExport",
    "Export",
    "LegalDemand",
    "RecordsExport",
    "RecordsRequest",
    "RequestEntry",
    "record_access",
    "record_export",
]
