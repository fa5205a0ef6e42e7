#!/usr/bin/env python3
"""Ticks that `ibscript sim` sends to fifty clients in a second of its processor time, coding and sockets included.

usage: clients.py [--seconds N] [--speed X] [--least TICKS] BINARY

Fifty connections with twenty streams of market data each, read by this program, which counts bytes only; how long a tick is
on average is read off the first ones. Exit code 1 with fewer ticks a second of processor time than wanted.
"""

import argparse
import os
import selectors
import socket
import struct
import subprocess
import tempfile
import time

from startup import frame

CLIENTS = 50
SYMBOLS = "AAPL MSFT IBM SPY QQQ AMZN GOOGL META NVDA TSLA JPM V JNJ WMT PG XOM KO PFE DIS NFLX".split()
SAMPLE = 1 << 20
TICKS = 1 / os.sysconf("SC_CLK_TCK")


def connect(port, number):
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(b"API\0" + struct.pack(">I", 9) + b"v100..178")
    client.recv(4096)
    client.sendall(frame(71, 2, number, ""))
    for request, symbol in enumerate(SYMBOLS, 1):
        contract = (0, symbol, "STK", "", 0, "", "", "SMART", "", "USD", "", "")
        client.sendall(frame(1, 11, request, *contract, 0, "", 0, 0, ""))
    return client


def tick_length(data):
    """The mean length of a frame, from whole frames at the start of a connection."""
    count = position = 0
    while position + 4 <= len(data):
        position += 4 + struct.unpack_from(">I", data, position)[0]
        count += 1
    return position / count


def processor_time(process):
    fields = open(f"/proc/{process}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * TICKS


def read(selector, seconds, sample=None):
    """The number of bytes that come to all clients in so many seconds."""
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        for key, _ in selector.select(0.1):
            data = key.fileobj.recv(1 << 20)
            if not data:
                raise SystemExit("the simulator closed a connection")
            count += len(data)
            if sample is not None and key.data == 0 and len(sample) < SAMPLE:
                sample += data
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--speed", default="100x")
    parser.add_argument("--least", type=float, default=0)
    parser.add_argument("binary")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        server = subprocess.Popen(
            [options.binary, "sim", "--port", "0", "--speed", options.speed],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "XDG_STATE_HOME": data},
        )
        try:
            port = int(server.stdout.readline().decode().strip().rsplit(":", 1)[1])
            selector, sample = selectors.DefaultSelector(), bytearray()
            for number in range(CLIENTS):
                selector.register(connect(port, number + 1), selectors.EVENT_READ, number)
            read(selector, 1, sample)
            begin = processor_time(server.pid)
            count = read(selector, options.seconds)
            busy = processor_time(server.pid) - begin
        finally:
            server.terminate()
            server.wait(20)
    ticks = count / tick_length(bytes(sample))
    print(f"{ticks / options.seconds:,.0f} ticks a second to {CLIENTS} clients; {ticks / busy:,.0f} a second of processor time")
    raise SystemExit(ticks / busy < options.least)


if __name__ == "__main__":
    main()
