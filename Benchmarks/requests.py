#!/usr/bin/env python3
"""Requests of a script in a backtest: whether the thousandth costs what the first does.

usage: requests.py BINARY

`scripts/guard.lua` looks at the account every 60 s, and every 15 s, of two days. The time is the processor's, the median of three
runs. Four times as many looks take up to four times as long, within noise; it fails at more than eight times.
"""

import os
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MOST = 8.0


def seconds(binary, pause):
    words = ["backtest", ROOT + "/scripts/guard.lua", f"every={pause}", "--data", ROOT + "/scripts/data"]
    found = []
    for _ in range(3):
        process = subprocess.Popen(
            [binary, *words, "--fills", "paper-ib", "--from", "2020-12-30", "--in-process"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"it ended with {status}: {errors.decode()}")
        found.append(usage.ru_utime + usage.ru_stime)
    return statistics.median(found)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    few, many = seconds(sys.argv[1], 60), seconds(sys.argv[1], 15)
    print(f"a look every 60 s: {few:.2f} s of processor time; every 15 s: {many:.2f} s, {many / few:.1f} times as long")
    if many > MOST * few:
        raise SystemExit(f"more than {MOST:.0f} times as long")


main()
