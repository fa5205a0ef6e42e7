#!/usr/bin/env python3
"""Messages a second from a socket into a script, of `ibscript` and of ib_async, on the same flood over loopback.

usage: flood.py [--kind KIND] [--messages N] [--repeats N] [--limit-ns NS] [--limit-ratio R] BINARY [IB_ASYNC_PYTHON]

The server is this program. After the handshake and the requests for data it sends frames as fast as they are read;
the last one has a price of its own, at which the client leaves. The time runs from the first frame to the client's
end of the connection. The kinds: `ticks`, a Lua handler is called with a table for every tickPrice, and ib_async updates
its ticker; `trades`, the same for tickByTickAllLast, without ib_async; `quotes`, 90 live quotes and no handler.
The script runs in the process of the run, where no message is left out.
Exit code 1 when a median is above its limit.
"""

import argparse
import socket
import statistics
import struct
import subprocess
import tempfile
import threading
import time

from startup import frame

LAST = 999
HEADER = """
--[[ibscript
api = 1
[budget]
instructions = 500000000
]]
"""
TICKS = f"""
local seen = 0
on("tickPrice", function(msg)
    seen = seen + 1
    if msg.price == {LAST} then print(seen) stop() end
end)
tws.reqMktData(1, contract("AAPL"), "", false, false)
"""
TRADES = f"""
local seen = 0
on("tickByTickAllLast", function(msg)
    seen = seen + 1
    if msg.price == {LAST} then print(seen) stop() end
end)
tws.reqTickByTickData(1, contract("AAPL"), "AllLast", 0, false)
"""
QUOTES = f"""
local contracts = {{}}
for number = 1, 90 do contracts[number] = contract("S" .. number) end
local quotes = quote(contracts)
every(0.01, function() if quotes[90].bid == {LAST} then stop() end end)
"""
PYTHON = f"""
import sys
from ib_async import IB, Contract, StartupFetchNONE
ib = IB()
ib.connect("127.0.0.1", int(sys.argv[1]), clientId=1, fetchFields=StartupFetchNONE)
ticker = ib.reqMktData(Contract(conId=265598, secType="STK", symbol="AAPL", exchange="SMART", currency="USD"))
def updated(ticker):
    if ticker.bid == {LAST}: ib.disconnect()
ticker.updateEvent += updated
while ib.isConnected(): ib.waitOnUpdate(1)
"""


def tick(request, price):
    return frame(1, 6, request, 1, price, 100, 0)


def trade(request, price):
    return frame(99, request, 2, 1767625200, price, 100, 0, "NASDAQ", "")


# By kind: the script, its request, how many of them, and the frame.
KINDS = {"ticks": (TICKS, b"1", 1, tick), "trades": (TRADES, b"97", 1, trade), "quotes": (QUOTES, b"1", 90, tick)}


class Connection:
    def __init__(self, connection):
        self.connection = connection
        self.data = b""

    def read(self, count):
        while len(self.data) < count:
            part = self.connection.recv(65536)
            if not part:
                raise SystemExit("the client closed the connection too early")
            self.data += part
        head, self.data = self.data[:count], self.data[count:]
        return head

    def read_frame(self):
        return self.read(struct.unpack(">I", self.read(4))[0]).split(b"\0")


def serve(connection, messages, kind):
    """Answers one client and floods it; returns nanoseconds per message."""
    _, wanted, streams, make = KINDS[kind]
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client = Connection(connection)
    client.read(4)
    highest = int(client.read_frame()[0].decode().split("..")[-1].split(" ")[0])
    connection.sendall(frame(min(200, highest), "20260105 10:00:00 US/Eastern"))
    client.read_frame()
    connection.sendall(frame(15, 1, "DU1234567") + frame(9, 1, 1))
    numbers = []
    while len(numbers) < streams:
        request = client.read_frame()
        if request[0] == wanted:
            numbers.append(int(request[2 if wanted == b"1" else 1]))
            connection.sendall(make(numbers[-1], 189))
    rows = max(1000 // streams, 1)
    block = b"".join(make(number, f"{190 + row % 100 / 100:.2f}") for row in range(rows) for number in numbers)
    flood = block * (messages // (rows * streams)) + make(numbers[-1], LAST)
    messages = messages // (rows * streams) * rows * streams
    begin = time.perf_counter()
    sender = threading.Thread(target=connection.sendall, args=(flood,))
    sender.start()
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        pass
    took = time.perf_counter() - begin
    sender.join()
    return took * 1e9 / messages


def once(listener, command, messages, kind):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    connection, _ = listener.accept()
    result = serve(connection, messages, kind)
    connection.close()
    process.wait(20)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--kind", choices=KINDS, default="ticks")
    parser.add_argument("--messages", type=int, default=500_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--limit-ns", type=float, default=600)
    parser.add_argument("--limit-ratio", type=float, default=5)
    parser.add_argument("binary")
    parser.add_argument("python", nargs="?")
    options = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    port = str(listener.getsockname()[1])
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script, tempfile.NamedTemporaryFile("w", suffix=".py") as peer:
        script.write(HEADER + KINDS[options.kind][0])
        script.flush()
        peer.write(PYTHON)
        peer.flush()
        ours = [options.binary, "--paper", "--port", port, "--in-process", script.name]
        theirs = [options.python, peer.name, port]
        pairs = []
        for _ in range(options.repeats):  # side by side, so that both meet the same neighbours
            mine = once(listener, ours, options.messages, options.kind)
            other = once(listener, theirs, options.messages, options.kind) if options.python else None
            pairs.append((mine, other))
    nanoseconds = statistics.median(mine for mine, _ in pairs)
    print(f"ibscript: median {nanoseconds:.0f} ns a message, limit {options.limit_ns:.0f} ns")
    failed = nanoseconds > options.limit_ns
    if options.python:
        ratio = statistics.median(other / mine for mine, other in pairs)
        print(f"ib_async: median {statistics.median(other for _, other in pairs):.0f} ns a message; "
              f"ratio {ratio:.1f}, at least {options.limit_ratio:.0f} wanted")
        failed = failed or ratio < options.limit_ratio
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
