"""R1, R2, R4, R5, R6: a mail arrives once, whatever is killed, counted at the wire.

Every drill asks the same two questions of the wire: which mail came more than once, and which one
the table calls sent though it never came.
"""

import os
import random
import subprocess
import time

import pytest

from smartpick.machine import servers
from tests.drills.house import House
from tests.drills.sink import Sink
from tests.drills.variants import STEPS

pytestmark = [pytest.mark.drill("R1"), pytest.mark.worker]
SLOW = (0.025, 0.075)
SENDERS = 4


@pytest.fixture(scope="module")
def redis():
    with servers.redis() as variables:
        yield variables["REDIS_URL"]


@pytest.fixture
def postgres():
    """The run's own PostgreSQL, in which each house makes a database for itself."""
    if "PGHOST" not in os.environ:
        pytest.fail("run it through python3 manage.py test")
    return {"PGHOST": os.environ["PGHOST"]}


def lost(states, sink):
    counts = name_counts(sink)
    return sorted(name for name, state in states.items() if state != "unconfirmed" and
                  (state != "sent" or not counts.get(name)))  # fmt: skip


def doubled(sink):
    return sorted(name for name, count in name_counts(sink).items() if count > 1)


def name_counts(sink):
    return {f"{message} {to}": count for (message, to), count in sink.counts().items()}


def await_mail(sink):
    """Until one more has come over the wire: a kill in an idle moment proves nothing."""
    before, end = len(sink.received), time.monotonic() + 5
    while len(sink.received) == before and time.monotonic() < end:
        time.sleep(0.005)


def killed_again_and_again(house, sink, *, mails, kills):
    """Each life of the worker gets its share of mails, and ends at a random moment in them."""
    for life in range(kills):
        house.ask("enqueue", mails // kills, f"life{life}-")
        worker = house.start()
        await_mail(sink)
        time.sleep(random.uniform(0, 0.15))  # noqa: S311
        house.kill(worker)
    house.start()
    return house.settle()


@pytest.mark.feature("X32")
@pytest.mark.parametrize("where", ["PostgreSQL and Redis", "SQLite and files"])
def test_kill_of_the_worker_loses_and_doubles_nothing(size, told, postgres, redis, where):
    school = where.startswith("PostgreSQL")
    mails, kills = size((300, 15), (2000, 110)) if school else size((120, 6), (300, 15))
    house = {"database": postgres, "redis": redis} if school else {}
    with Sink(delay=SLOW) as sink, House(sink, **house) as world:
        states = killed_again_and_again(world, sink, mails=mails, kills=kills)
        doubt = [name for name, state in states.items() if state == "unconfirmed"]
        arrived = sum(name in name_counts(sink) for name in doubt)

        told.figure(f"{where}: {len(states)} mails, {kills} kills: {len(lost(states, sink))} lost,"
                    f" {len(doubled(sink))} doubled, {len(doubt)} unconfirmed ({arrived} of them"
                    " had arrived)")  # fmt: skip
        assert (lost(states, sink), doubled(sink)) == ([], [])
        assert len(doubt) <= SENDERS * kills
        assert len(states) == mails // kills * kills


@pytest.mark.parametrize("broken", ["hand over, then mark", "mark, then hand over"])
def test_a_sender_without_its_marks_is_noticed(size, told, postgres, redis, broken):
    mails, kills = size((80, 8), (300, 20))
    with (
        Sink(delay=SLOW) as sink,
        House(sink, database=postgres, redis=redis, broken=broken) as world,
    ):
        states = killed_again_and_again(world, sink, mails=mails, kills=kills)

        told.figure(f"{len(lost(states, sink))} lost, {len(doubled(sink))} doubled")
        with told.control(broken):
            assert (lost(states, sink), doubled(sink)) == ([], [])


@pytest.mark.drill("R2")
def test_each_step_that_dies_ends_as_it_is_written(size, told, postgres):
    times = size(2, 20)
    with Sink() as sink, House(sink, database=postgres) as world:
        wrong, checked = [], 0
        for step, (_, state, copies) in STEPS.items():
            for _ in range(times):
                checked += 1
                world.ask("enqueue", 1, f"step{checked}-")
                world.ask("pass", step, 1)
                world.ask("flush_leases")
                world.ask("pass", "", 1)
                name = next(n for n in world.ask("states") if f"step{checked}-" in n)
                seen = world.ask("states")[name], name_counts(sink).get(name, 0)
                wrong += [(step, *seen)] if seen != (state, copies) else []

        told.figure(f"{len(STEPS)} steps x {times}: {len(wrong)} ended otherwise than written")
        assert wrong == []


@pytest.mark.drill("R4")
def test_redis_flushed_and_restarted_and_away(size, told, postgres):
    share = size(40, 300)
    with Sink(delay=(0.005, 0.02)) as sink, servers.redis() as variables:
        url = variables["REDIS_URL"]
        path = url.removeprefix("redis+socket://")
        with House(sink, database=postgres, redis=url) as world:
            world.start()
            world.ask("enqueue", share, "before-")
            subprocess.run(["redis-cli", "-s", path, "FLUSHALL"], check=True, capture_output=True)
            world.ask("enqueue", share, "flushed-")
            subprocess.run(["redis-cli", "-s", path, "SHUTDOWN", "NOSAVE"], check=False)
            slowest = world.ask("enqueue", share, "away-")
            began = time.monotonic()
            again = ["redis-server", "--port", "0", "--unixsocket", path, "--save", ""]
            server = subprocess.Popen(again, stdout=subprocess.DEVNULL)
            try:
                world.ask("enqueue", share, "back-")
                states = world.settle()
            finally:
                server.terminate()
                server.wait()

        told.figure(f"{len(states)} mails: {len(lost(states, sink))} lost, {len(doubled(sink))}"
                    f" doubled; caught up {time.monotonic() - began:.0f} s after Redis came back;"
                    f" the slowest page waited {slowest:.1f} s")  # fmt: skip
        assert (lost(states, sink), doubled(sink)) == ([], [])
        assert len(states) == 4 * share


@pytest.mark.drill("R5")
def test_postgresql_stopped_at_once_again_and_again(size, told, redis):
    mails, stops = size((160, 8), (800, 8))
    with servers.postgres("") as database, Sink(delay=SLOW) as sink:
        with House(sink, database=database, redis=redis) as world:
            world.ask("enqueue", mails, "m")
            world.start()
            for _ in range(stops):
                time.sleep(random.uniform(0.1, 0.5))  # noqa: S311
                servers.restart(database)
            world.ask("reconnect")
            began = time.monotonic()
            states = world.settle()
        doubt = sum(state == "unconfirmed" for state in states.values())

        told.figure(f"{mails} mails, {stops} stops: {len(lost(states, sink))} lost,"
                    f" {len(doubled(sink))} doubled, {doubt} unconfirmed; done"
                    f" {time.monotonic() - began:.0f} s after the last")  # fmt: skip
        assert (lost(states, sink), doubled(sink)) == ([], [])


@pytest.mark.drill("R6")
@pytest.mark.parametrize("where", ["PostgreSQL and Redis", "SQLite and files"])
def test_two_schedules_and_three_workers_do_no_harm(size, told, postgres, redis, where):
    school = where.startswith("PostgreSQL")
    mails = size(400, 1000) if school else size(150, 1000)
    house = {"database": postgres, "redis": redis} if school else {}
    with Sink() as sink, House(sink, **house) as world:
        for number in range(3):
            world.start(beat=number < 2, pool="prefork" if school else "solo")
        world.ask("enqueue", mails, "m")
        states = world.settle()

        told.figure(f"{where}: {mails} due at once, 3 workers, 2 schedules:"
                    f" {len(lost(states, sink))} lost, {len(doubled(sink))} doubled")  # fmt: skip
        assert (lost(states, sink), doubled(sink)) == ([], [])
        assert set(states.values()) == {"sent"}


@pytest.mark.drill("R6")
def test_senders_that_ask_nobody_are_noticed(told, postgres, redis):
    broken = "no conditional update"
    with (
        Sink(delay=(0.005, 0.02)) as sink,
        House(sink, database=postgres, redis=redis, broken=broken) as world,
    ):
        world.ask("enqueue", 100, "m")
        for _ in range(2):
            world.start()
        world.settle()

        told.figure(f"{len(doubled(sink))} of 100 doubled")
        with told.control(broken):
            assert doubled(sink) == []
