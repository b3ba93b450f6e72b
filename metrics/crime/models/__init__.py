from metrics.crime.models.category import Category
from metrics.crime.models.count import MonthlyCount
from metrics.crime.models.forecast import Forecast, ForecastRun, Surge
from metrics.crime.models.program import Program, ProgramArea

__all__ = [
    "Category",
    "Forecast",
    "ForecastRun",
    "MonthlyCount",
    "Program",
    "ProgramArea",
    "Surge",
]
