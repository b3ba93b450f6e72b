"""What lies around the promises: whom we reach, what works, at what effort, and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.dashboards import around_charts as charts
from metrics.dashboards import around_findings as findings
from metrics.dashboards.doors import Doors
from metrics.dashboards.network import Network
from metrics.dashboards.numbers import effort, partners, problems, reach, surges, training
from metrics.dashboards.rollups.reading import standing, tallied

if TYPE_CHECKING:
    from metrics.dashboards.charts import Chart, Table
    from metrics.dashboards.numbers.problems import Work
    from metrics.dashboards.slices import Slice
    from portal.accounts.models import User

TALLIED = tuple({*reach.TALLIED, *effort.TALLIED, *partners.TALLIED})
STANDING = tuple({*effort.STANDING, *training.STANDING})


@dataclass(frozen=True)
class Section:
    """What the numbers say, drawn where that helps, and as tables."""

    finding: str
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Around:
    """All of it for one slice and one reader, in a constant number of statements."""

    these: Slice
    reach: Section
    surges: Section
    rises: list[charts.Rising]
    problems: Section
    work: Work
    effort: Section
    training: Section
    may_arrange: bool
    partners: Section
    network: Network

    @classmethod
    def of(cls, these: Slice, reader: User) -> Around:
        doors = Doors.of(these, reader)
        sums, now = tallied(these, TALLIED), standing(these, STANDING)
        places = reach.reach(these, sums)
        spent = effort.effort(these, sums, now)
        held = training.training(these, now)
        joined = partners.partners(these, sums)
        work = problems.work(these, reader)
        risen = surges.sudden(these)
        return cls(
            these=these,
            reach=Section(
                findings.reach(places), charts.reach(places), (charts.reach_table(places),)
            ),
            surges=Section(findings.surges(risen)),
            rises=charts.rising(risen, doors),
            problems=Section(findings.problems(work), tables=charts.problem_tables(work)),
            work=work,
            effort=Section(
                findings.effort(spent),
                charts.effort(spent, these),
                (charts.effort_table(spent, doors),),
            ),
            training=Section(
                findings.training(held), charts.training(held), charts.training_tables(held)
            ),
            may_arrange=reader.has_perm("training.enter"),
            partners=Section(
                findings.partners(joined), tables=(charts.partners_table(joined, these),)
            ),
            network=Network.of(these, reader),
        )
