"""Where concerns repeat: found, settled, and found again only when it grows."""

import threading
from datetime import timedelta

import h3
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from engagement.problems import cluster_counts, clusters
from engagement.problems.models import Cluster, ClusterCount, ClusterMark, Problem
from portal.refusals import NotPossible
from tests.factories.clusters import HERE, THERE, ClusterFactory, middle_of, raise_at


@pytest.fixture
def usual(millrace):
    """The year before: a little of everything, spread over the city."""
    for number in range(8):
        point = (THERE[0] + 0.01 * number, THERE[1])
        raise_at(millrace, point, times=3, days=150 + 10 * number, slug="noise")
        raise_at(millrace, point, times=3, days=150 + 10 * number, slug="dumping")


def number_of_counts():
    return sum(ClusterCount.objects.values_list("number", flat=True))


def test_a_corner_where_much_more_is_raised_than_before_stands_out(millrace, usual):
    raise_at(millrace, times=9)

    assert clusters.find() == 1
    (found,) = Cluster.objects.all()
    assert (found.count, found.raisers, found.state) == (9, 9, "suggested")
    assert (found.area, found.place, str(found.category)) == (millrace, "Mill Bridge", "Noise")
    assert found.expected < 1
    assert found.chance < 0.001


def test_what_goes_on_as_it_always_did_does_not(millrace, usual):
    for days in range(5, 450, 10):
        raise_at(millrace, days=days)

    assert clusters.find() == 0


def test_one_person_who_writes_nine_times_is_one(millrace, usual):
    raise_at(millrace, times=9, named=True)

    assert clusters.find() == 0


@pytest.mark.parametrize("about", [{"sensitive": True}, {"category": None}])
def test_sensitive_concerns_and_those_without_a_kind_never_count(millrace, usual, about):
    clusters.find()
    before = number_of_counts()
    for concern in raise_at(millrace, times=9):
        for name, value in about.items():
            setattr(concern, name, value)
        concern.save()

    assert clusters.find() == 0
    assert number_of_counts() == before


def test_neighbors_of_one_ring_count_together_and_are_suggested_once(millrace, usual):
    ring = h3.grid_disk(h3.latlng_to_cell(*HERE, 9), 1)
    for cell in ring:
        raise_at(millrace, h3.cell_to_latlng(cell), times=2)

    assert clusters.find() == 1
    assert Cluster.objects.get().count == 14


def test_a_near_cell_lies_in_the_cell_that_h3_names(millrace):
    points = [HERE, THERE, (-33.9, 18.4), (64.1, -21.9), (1.35, 103.8)]
    for point in points:
        raise_at(millrace, point)
    cluster_counts.count()

    assert set(ClusterCount.objects.values_list("cell", flat=True)) == set(map(middle_of, points))


def test_looking_again_changes_nothing(millrace, usual):
    raise_at(millrace, times=9)
    clusters.find()
    clusters.find()

    assert Cluster.objects.count() == 1
    assert cluster_counts.differences() == 0


def test_a_concern_that_turns_out_sensitive_is_taken_out_of_the_counts(millrace, usual):
    mine = raise_at(millrace, times=9)
    clusters.find()
    before = number_of_counts()
    mine[0].sensitive = True
    mine[0].save()
    mine[1].delete()
    clusters.find()

    assert number_of_counts() == before - 2
    assert cluster_counts.differences() == 0
    assert Cluster.objects.get().count == 7


def test_what_no_longer_stands_out_fades_and_may_come_back(millrace, usual):
    raise_at(millrace, times=9)
    clusters.find()
    later = timezone.localdate() + timedelta(days=120)
    clusters.find(later)
    assert Cluster.objects.get().state == "faded"

    clusters.find()
    assert Cluster.objects.get().state == "suggested"


def test_a_dismissed_one_comes_back_when_it_grows_by_half(millrace, usual, dana):
    raise_at(millrace, times=8)
    clusters.find()
    Cluster.objects.get().dismiss("One broken exhaust, mended.", dana)
    raise_at(millrace, times=3)
    clusters.find()
    assert Cluster.objects.get().is_dismissed

    raise_at(millrace, times=1)
    clusters.find()
    assert Cluster.objects.get().is_waiting


def test_one_that_is_worked_on_is_not_suggested_again(millrace, usual, dana):
    raise_at(millrace, times=8)
    clusters.find()
    problem = Problem.objects.begin(title="Noise", area=millrace, by=dana)
    Cluster.objects.get().take(problem, dana)
    raise_at(millrace, times=20)
    clusters.find()

    assert Cluster.objects.get().is_taken


def test_it_is_settled_once(millrace, dana):
    cluster = ClusterFactory.create(area=millrace)
    with pytest.raises(NotPossible, match="why"):
        cluster.dismiss(" ", dana)
    cluster.dismiss("Mended.", dana)
    cluster.dismiss("Mended.", dana)

    with pytest.raises(NotPossible, match="meanwhile"):
        cluster.take(Problem.objects.begin(title="Noise", area=millrace, by=dana), dana)


def test_the_command_makes_the_counts_again_and_says_whether_they_are_right(
    millrace, usual, capsys
):
    raise_at(millrace, times=9)
    call_command("rebuild_clusters")
    call_command("rebuild_clusters", "--check")
    assert "1 places stand out" in capsys.readouterr().out

    ClusterCount.objects.filter(cell=middle_of(HERE)).update(number=3)
    with pytest.raises(CommandError, match="differ"):
        call_command("rebuild_clusters", "--check")


def test_old_days_are_forgotten(millrace):
    raise_at(millrace, times=2, days=480)
    cluster_counts.count()
    assert number_of_counts() == 2

    cluster_counts.count(timezone.localdate() + timedelta(days=30))
    assert number_of_counts() == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_still_being_written_is_counted_later_though_its_number_is_lower(millrace):
    """A slow writer takes a number first and is seen last."""
    cluster_counts.count()
    written, go_on = threading.Event(), threading.Event()

    def slowly():
        from django.db import transaction

        with transaction.atomic():
            raise_at(millrace, times=1)
            written.set()
            go_on.wait(10)
        connection.close()

    writer = threading.Thread(target=slowly)
    writer.start()
    written.wait(10)
    raise_at(millrace, times=1, slug="dumping", days=9)  # a higher number, seen at once
    cluster_counts.count()
    cluster_counts.count()
    assert number_of_counts() == 1
    go_on.set()
    writer.join()
    cluster_counts.count()

    assert number_of_counts() == 2
    assert cluster_counts.differences() == 0


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_count_once(millrace):
    cluster_counts.count()
    raise_at(millrace, times=5)
    barrier = threading.Barrier(2)

    def run():
        barrier.wait(5)
        cluster_counts.count()
        connection.close()

    runs = [threading.Thread(target=run) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()

    assert number_of_counts() == 5
    assert ClusterMark.objects.count() == 1
