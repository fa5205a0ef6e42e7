#!/usr/bin/env python3
"""Runs a built test program in parts, several at a time: run-tests.py [--jobs N] [--minutes N] PROGRAM

A part is a test target, and of the end-to-end tests a suite. These come last, and half as many at a time: they wait for
other programs, within deadlines. Each part has a process of its own, since tests that wait hold the few threads that a
process has. A part that fails shows all it printed; one that has not ended in time is killed, and
its tests that had not ended are named. 1 if a part failed, or if it ran another number of tests than were listed.
"""

import argparse
import concurrent.futures
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

END_TO_END = "EndToEndTests"
LIBRARY = ["--testing-library", "swift-testing"]
# The sessions of the parts that run.
sessions = set()


def listed(program):
    """The number of tests of each part, by its name."""
    output = subprocess.run([program, *LIBRARY, "--list-tests"], capture_output=True, text=True, check=True).stdout
    counts = {}
    for test in output.split("\n"):
        if not test:
            continue
        target, _, rest = test.partition(".")
        name = f"{target}.{rest.partition('/')[0]}" if target == END_TO_END else target
        counts[name] = counts.get(name, 0) + 1
    return counts


def unfinished(output):
    """The tests that began and did not end."""
    started = set(re.findall(r"^\S+ Test (?!run |case )(.+) started\.$", output, re.MULTILINE))
    ended = re.findall(r"^\S+ Test (.+?)(?: with \d+ test cases?)? (?:passed|failed) after", output, re.MULTILINE)
    return sorted(started - set(ended))


def end_session(session):
    """Kills a process with all that it started: each of them may have a group of its own, but they share the session."""
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getsid(int(process)) == session:
                os.kill(int(process), signal.SIGKILL)
        except ProcessLookupError:
            continue


def run(program, name, count, minutes):
    """Runs a part. Returns its time in seconds, and what is wrong with it, or nothing."""
    begin = time.monotonic()
    pattern = "^" + re.escape(name) + ("/" if name.startswith(END_TO_END) else r"\.")
    # A file, not a pipe: what a part leaves behind must not keep anyone waiting.
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [program, *LIBRARY, "--filter", pattern],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        sessions.add(process.pid)
        is_late = False
        try:
            process.wait(timeout=minutes * 60)
        except subprocess.TimeoutExpired:
            end_session(process.pid)
            process.wait()
            is_late = True
        sessions.discard(process.pid)
        log.seek(0)
        output = log.read().decode(errors="replace")
    fault = ""
    if is_late:
        fault = f"not ended after {minutes:g} minutes; unfinished: {', '.join(unfinished(output)) or 'none'}"
    ran = re.findall(r"^\S+ Test run with (\d+) tests? in", output, re.MULTILINE)
    if not fault and process.returncode != 0:
        fault = f"ended with {process.returncode}"
    if not fault and ran != [str(count)]:
        fault = f"ran {' and '.join(ran) or 'no'} tests of {count}"
    return time.monotonic() - begin, f"{output}\n{fault}" if fault else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="parts at a time; the number of processors")
    parser.add_argument("--minutes", type=float, default=20, help="the longest time of a part; 20")
    parser.add_argument("program")
    options = parser.parse_args()

    counts = listed(options.program)
    if not counts:
        sys.exit("run-tests: the program lists no tests")
    failed, done, begin = [], 0, time.monotonic()
    # The tests send signals to programs, which begin with those ignored that are ignored here, as in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    for is_last in (False, True):
        names = sorted(name for name in counts if name.startswith(END_TO_END) == is_last)
        pool = concurrent.futures.ThreadPoolExecutor(max(1, options.jobs // 2) if is_last else options.jobs)
        parts = {pool.submit(run, options.program, name, counts[name], options.minutes): name for name in names}
        try:
            for part in concurrent.futures.as_completed(parts):
                name = parts[part]
                seconds, fault = part.result()
                done += counts[name]
                print(f"{'FAILED' if fault else 'ok'} {name}: {counts[name]} tests, {seconds:.1f} s", flush=True)
                if fault:
                    failed.append(name)
                    print(fault, flush=True)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for session in list(sessions):
                end_session(session)
            raise
    print(f"{done} tests in {len(counts)} parts, {time.monotonic() - begin:.0f} s; failed: {', '.join(failed) or 'none'}")
    sys.exit(1 if failed else 0)


main()
