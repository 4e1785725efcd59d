"""Rates: how many requests a token may send."""

import re

from addonctl.server import limits
from addonctl.server.limits import RateLimit
from tests.server.running import Api, running


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        """Begin at some moment."""
        self.now = 1000.0

    def __call__(self) -> float:
        """Say the time."""
        return self.now


def test_burst_is_allowed_at_once_and_the_rate_after_it() -> None:
    """100 at once, then 20 a second."""
    clock = Clock()
    limit = RateLimit(rate=20, burst=100, clock=clock)
    assert all(limit.take("a").is_allowed for _ in range(100))
    refused = limit.take("a")
    assert (refused.is_allowed, refused.remaining, refused.wait_seconds) == (False, 0, 1)
    clock.now += 1
    assert [limit.take("a").is_allowed for _ in range(21)] == [True] * 20 + [False]


def test_each_asker_has_their_own() -> None:
    """One who asks too much keeps nobody else waiting."""
    limit = RateLimit(rate=1, burst=1, clock=Clock())
    assert limit.take("a").is_allowed
    assert not limit.take("a").is_allowed
    assert limit.take("b").is_allowed


def test_quiet_time_is_not_saved_up_beyond_the_burst() -> None:
    """A bucket is full when it is full."""
    clock = Clock()
    limit = RateLimit(rate=20, burst=3, clock=clock)
    clock.now += 3600
    assert [limit.take("a").is_allowed for _ in range(4)] == [True, True, True, False]


def test_waiting_is_as_long_as_was_told() -> None:
    """Who waits so long is let through, also at a slow rate."""
    clock = Clock()
    limit = RateLimit(rate=10 / 60, burst=1, clock=clock)
    limit.take("a")
    wait = limit.take("a").wait_seconds
    assert wait == 6
    clock.now += wait
    assert limit.take("a").is_allowed


def test_memory_is_bounded(monkeypatch: object) -> None:
    """Whoever was quiet for longest is forgotten."""
    del monkeypatch
    limit = RateLimit(rate=1, burst=5, clock=Clock())
    for number in range(limits.MOST_BUCKETS + 500):
        limit.take(number)
    assert len(limit._buckets) == limits.MOST_BUCKETS  # noqa: SLF001  # what it holds


def test_answers_say_what_is_left(url: str) -> None:
    """As the IETF draft has it, informative; nothing of it where no token is needed."""
    with running(url, rate=1, burst=50) as api:
        first, second = api.get("/rulebook"), api.get("/accounts/nope")
        assert first.headers["ratelimit-policy"] == '"token";q=50;w=50'
        left = [
            re.fullmatch(r'"token";r=(\d+);t=\d+', r.headers["ratelimit"]) for r in (first, second)
        ]
        assert [int(each[1]) for each in left if each] == [49, 48]
        assert "ratelimit" not in api.get("/health").headers


def test_too_many_requests_are_429_with_how_long_to_wait(url: str) -> None:
    """Only for the token that sent them."""
    with running(url, rate=1, burst=3) as api:
        replies = [api.get("/rulebook") for _ in range(30)]
        statuses = [reply.status for reply in replies]
        assert statuses[:3] == [200] * 3
        assert 429 in statuses
        refused = replies[statuses.index(429)]
        assert refused.code == "RATE_LIMITED"
        assert refused.headers["retry-after"] == "1"
        assert refused.headers["ratelimit"].startswith('"token";r=0;')
        other = api.tokens.new("other", "read", now=api.site.now())
        assert api.get("/rulebook", token=other).status == 200


def test_defaults_are_those_that_are_promised(api: Api) -> None:
    """20 a second, 100 at once, 10 wrong tokens a minute, 10 s, 30 s, 64 connections."""
    del api
    from addonctl.model.serving import ServerOptions

    options = ServerOptions()
    assert (options.rate, options.burst, options.failures) == (20, 100, 10)
    assert (options.header_seconds, options.body_seconds, options.connections) == (10, 30, 64)
    assert (options.host, options.port) == ("127.0.0.1", 8642)
    assert 4 <= options.threads <= 8
