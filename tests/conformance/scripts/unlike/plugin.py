# SPDX-License-Identifier: Apache-2.0
# tests/conformance/scripts/unlike/plugin.py: what differs between instances; the payload names it
import copy
import datetime
import logging
import os
import random
import secrets
import tempfile
import time
import uuid

generator = random.Random()
subclass_generator = type("Own", (random.Random,), {})()
drawn_from = random.Random()
drawn_from.random()
seeded = random.Random(42)
seeded_later = random.Random()
seeded_later.seed(42)
seeded_copy = copy.copy(random.Random(42))
seeded_by_state = random.Random()
seeded_by_state.setstate(random.Random(42).getstate())
started = time.time()


def run_e(payload):
    return str(globals()[payload]())


def module_random():
    return random.random(), random.sample(range(1000), 3), random.getrandbits(64)


def unseeded():
    return generator.random()


def unseeded_subclass():
    return subclass_generator.random()


def unseeded_and_used():
    return drawn_from.random()


def system_random():
    return random.SystemRandom().random()


def as_seeded():
    first = random.Random(42).random()
    given = seeded, seeded_later, seeded_copy, seeded_by_state
    return [each.random() == first for each in given]


def seeded_in_the_run():
    random.seed(42)
    return random.random() == random.Random(42).random()


def uuid1():
    return uuid.uuid1()


def uuid1_node():
    return uuid.getnode()


def uuid4():
    return uuid.uuid4()


def secret():
    return secrets.token_hex()


def urandom():
    return os.urandom(16)


def temporary_name():
    return tempfile.mktemp(dir="/plugin")


def moves():
    before = time.time_ns(), time.monotonic_ns(), time.perf_counter_ns()
    while time.monotonic_ns() < before[1] + 1_000_000:
        pass
    after = time.time_ns(), time.monotonic_ns(), time.perf_counter_ns()
    return [a < b for a, b in zip(before, after)], time.time() >= started


def now():
    return datetime.datetime.now().isoformat(), time.time_ns()


def timezone():
    return time.tzname[0], time.timezone, datetime.datetime.fromtimestamp(0).isoformat()


def logging_since_start():
    record = logging.makeLogRecord({})
    made = logging.LogRecord("n", 10, "p", 1, "m", (), None)
    return 0 <= made.relativeCreated < 60000, record.created > 1.6e9


def environment():
    return dict(os.environ), os.getenv("PATH"), os.environb


def sleep():
    before = time.monotonic()
    time.sleep(0.02)
    return 0.02 <= time.monotonic() - before < 5
