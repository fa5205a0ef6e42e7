#!/usr/bin/env python3
"""A year of one-minute bars by `history` into a series, and their closes into a sum in Lua, over a real connection.

usage: history.py [--repeats N] [--limit-s S] [--limit-mb MB] BINARY

The server is `ibscript sim`, the same binary in a process of its own, whose time runs as fast as its clients let it, so that
the pauses that IB wants between requests take no time. The figures are the client's: its processor time less that of a
script that connects and ends, and its peak memory. Exit code 1 when a median is above its limit.
"""

import argparse
import os
import statistics
import subprocess
import tempfile

HEADER = """--[[ibscript
api = 1
[budget]
main_instructions = 5000000000
]]
"""
NOTHING = HEADER + 'print(0, 0)\n'
SUM = HEADER + """
local series, sum = history(contract("AAPL"), { bars = "1 min", duration = "1 Y" }), 0
for number = 1, #series do sum = sum + series[number].close end
print(#series, sum)
"""


def run(command, environment):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    output, errors = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise SystemExit(errors.decode())
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, int(output.split()[0])


def once(binary, folder):
    """Seconds, megabytes and bars, of a simulator and a data folder of their own."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "XDG_STATE_HOME": data}
        server = subprocess.Popen(
            [binary, "sim", "--port", "0", "--speed", "max"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )
        try:
            port = server.stdout.readline().decode().strip().rsplit(":", 1)[1]
            command = [binary, "--paper", "--port", port, "--in-process", "--journal", "off"]
            nothing = run([*command, folder + "/nothing.lua"], environment)
            year = run([*command, folder + "/sum.lua"], environment)
        finally:
            server.terminate()
            server.wait(20)
    return year[0] - nothing[0], year[1], year[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--limit-s", type=float, default=float("inf"))
    parser.add_argument("--limit-mb", type=float, default=float("inf"))
    parser.add_argument("binary")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("nothing", NOTHING), ("sum", SUM)):
            with open(f"{folder}/{name}.lua", "w") as file:
                file.write(text)
        found = [once(options.binary, folder) for _ in range(options.repeats)]
    seconds, memory = (statistics.median(run[column] for run in found) for column in (0, 1))
    print(f"{found[0][2]:,} bars: {seconds:.3f} s of processor time, {memory:.0f} MB")
    raise SystemExit(seconds > options.limit_s or memory > options.limit_mb)


if __name__ == "__main__":
    main()
