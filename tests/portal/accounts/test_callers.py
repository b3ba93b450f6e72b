import pytest
from django.test import RequestFactory

from portal.accounts.callers import caller


def call(address="203.0.113.7", forwarded=None):
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return caller(RequestFactory().get("/", REMOTE_ADDR=address, headers=headers))


def test_one_place_is_one_caller_and_another_is_another():
    assert call() == call()
    assert call() != call("203.0.113.8")


def test_the_key_does_not_show_the_address_and_needs_our_secret(settings):
    before = call()
    settings.SECRET_KEY = "another"

    assert "203" not in before[:3]
    assert call() != before


def test_tomorrow_it_is_another_key(time_machine):
    time_machine.move_to("2026-10-01 23:00Z")
    today = call()
    time_machine.move_to("2026-10-02 01:00Z")
    assert call() != today


def test_without_proxies_of_ours_a_forwarding_header_is_not_believed():
    assert call(forwarded="198.51.100.1") == call()


def test_the_outermost_proxy_of_ours_is_believed_and_nothing_before_it(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    assert call("10.0.0.1", "6.6.6.6, 198.51.100.1") == call("198.51.100.1")
    assert call("10.0.0.1", "7.7.7.7, 198.51.100.1") == call("198.51.100.1")

    settings.TRUSTED_PROXY_COUNT = 2
    assert call("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.9") == call("198.51.100.1")


def test_a_call_past_the_proxy_is_known_by_where_it_came_from(settings):
    settings.TRUSTED_PROXY_COUNT = 2
    assert call("203.0.113.7", "198.51.100.1") == call("203.0.113.7")


def test_one_household_has_one_key_in_the_new_internet():
    assert call("2001:db8:1:2:aaaa::1") == call("2001:db8:1:2:bbbb::9")
    assert call("2001:db8:1:2::1") != call("2001:db8:1:3::1")


@pytest.mark.parametrize("address", ["", "unix:", "not an address", "1.2.3.4.5", "٣.1.1.1"])
def test_a_strange_address_is_still_some_caller(address):
    assert len(call(address)) == 64
