from metrics.dashboards.models.saved_view import SavedView
from metrics.dashboards.models.tally import MonthTally, Rollup, Standing, Tally, Touched

__all__ = ["MonthTally", "Rollup", "SavedView", "Standing", "Tally", "Touched"]
