#!/usr/bin/env python3
"""From a tick to the order that a script places for it, against a TWS that sends the next tick when the order has come.

usage: latency.py [--rounds N] [--warm N] [--runs N] [--cpu N] [--limit-us US] BINARY

Five rows, by turns: one order a tick without and with a journal, in the run's own process and in a process for the script,
and the third of three orders that one tick places. Client and server share a processor, so each waits for the other. A time
runs from before the tick is sent to the kernel's stamp of the bytes with the order. Every figure is the median of the runs.
TWS never reports on the orders here, so all of them stay in the ledger: the resident memory at the end is theirs as well.
About 10 microseconds of each time are this program's own: a server in C gives 37 where this one gives 47.
Exit code 1 when the first row's p50 is above the limit.
"""

import argparse
import os
import socket
import statistics
import struct
import subprocess
import tempfile
import time

from startup import ANSWERS, data_folder, frame, serve

STAMPS = getattr(socket, "SO_TIMESTAMPNS", 35)
SCRIPT = """
--[[ibscript
api = 1
[trade]
[budget]
memory_mib = 640
]]
local stock = contract("AAPL")
on("tickPrice", function(msg)
    for _ = 1, %d do place(stock, order("BUY", 1, msg.price)) end
end)
tws.reqMktData(1, stock, "", false, false)
"""
# What would stop a script that sends thousands of orders a second.
LIMITS = """allow_repeat = true
max_order_notional = 1e12
max_position = 1e12
max_gross_per_day = 1e12
max_open_orders = 100000000
max_open_orders_per_side = 100000000
max_orders_per_second = 100000000
max_orders_per_day = 100000000
max_repeats = 100000000
"""
ROWS = [
    ("in process, no journal", 1, ["--in-process", "--journal", "off"]),
    ("in process", 1, ["--in-process"]),
    ("a process of its own, no journal", 1, ["--journal", "off"]),
    ("a process of its own", 1, []),
    ("third order, in process, no journal", 3, ["--in-process", "--journal", "off"]),
]
SHARES = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999), ("worst", 1)]


def orders_in(data, connection):
    """How many orders the bytes hold, and what is left of them; other requests are answered."""
    count = 0
    while len(data) >= 4 and len(data) >= (end := 4 + struct.unpack_from(">I", data)[0]):
        fields = data[4:end].split(b"\0", 3)
        if fields[0] == b"3":
            count += 1
        elif fields[0] in ANSWERS:
            connection.sendall(ANSWERS[fields[0]](data[4:end].split(b"\0")))
        data = data[end:]
    return count, data


def play(connection, rounds, orders):
    """The nanoseconds of each round."""
    connection.setsockopt(socket.SOL_SOCKET, STAMPS, 1)
    taken, data = [], b""
    for number in range(rounds):
        tick = frame(1, 6, 1, 1, f"{100 + number % 1000 / 100:.2f}", 100, 0)
        seen = 0
        begin = time.clock_gettime_ns(time.CLOCK_REALTIME)
        connection.sendall(tick)
        while seen < orders:
            part, ancillary, _, _ = connection.recvmsg(65536, 64)
            if not part:
                raise SystemExit("the program closed the connection before its order")
            count, data = orders_in(data + part, connection)
            seen += count
        seconds, rest = struct.unpack("qq", ancillary[0][2])
        taken.append(seconds * 1_000_000_000 + rest - begin)
    return taken


def resident(process):
    """The resident memory of a process and its children, in MB."""
    children = open(f"/proc/{process}/task/{process}/children").read().split()
    total = 0
    for number in [str(process), *children]:
        for line in open(f"/proc/{number}/status"):
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) / 1024
    return total


def once(listener, command, orders, options):
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=data_folder(data, LIMITS)
        )
        connection, _ = listener.accept()
        connection.settimeout(20)
        try:
            serve(connection, b"1")
            taken = sorted(play(connection, options.warm + options.rounds, orders)[options.warm:])
            memory = resident(process.pid)
        finally:
            process.terminate()
            connection.close()
            process.wait(20)
    return [taken[min(int(len(taken) * share), len(taken) - 1)] / 1000 for _, share in SHARES] + [memory]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=10_000)
    parser.add_argument("--warm", type=int, default=2_500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cpu", type=int, default=max(os.sched_getaffinity(0)), help="the processor that both share")
    parser.add_argument("--limit-us", type=float, default=float("inf"))
    parser.add_argument("binary")
    options = parser.parse_args()
    os.sched_setaffinity(0, {options.cpu})
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    port = listener.getsockname()[1]
    found = [[] for _ in ROWS]
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.runs):  # by turns, so that all rows meet the same neighbours
            for row, (_, orders, arguments) in enumerate(ROWS):
                script = f"{folder}/orders{orders}.lua"
                with open(script, "w") as file:
                    file.write(SCRIPT % orders)
                command = [options.binary, "--paper", "--max-rate", "0", "--port", str(port), *arguments, script]
                found[row].append(once(listener, command, orders, options))
    print(f"{'microseconds':38}" + "".join(f"{name:>9}" for name, _ in SHARES) + f"{'MB':>8}")
    medians = [[statistics.median(run[column] for run in runs) for column in range(len(SHARES) + 1)] for runs in found]
    for (name, _, _), row in zip(ROWS, medians):
        print(f"{name:38}" + "".join(f"{value:9.1f}" for value in row[:-1]) + f"{row[-1]:8.0f}")
    raise SystemExit(medians[0][0] > options.limit_us)


if __name__ == "__main__":
    main()
