#!/usr/bin/env python3
"""Messages a second from a socket into a handler, of `ibscript` and of ib_async, on the same flood over loopback.

usage: flood.py [--messages N] [--repeats N] [--limit-ns NS] [--limit-ratio R] BINARY [IB_ASYNC_PYTHON]

The server is this program. After the handshake and one reqMktData it sends tickPrice frames as fast as they are read;
the last one has a price of its own, at which the client leaves. The time runs from the first frame to the client's
end of the connection. ibscript calls a Lua handler with a table for every message; ib_async updates its ticker.
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
SCRIPT = f"""
local seen = 0
on("tickPrice", function(msg)
    seen = seen + 1
    if msg.price == {LAST} then print(seen) stop() end
end)
tws.reqMktData(1, contract("AAPL"), "", false, false)
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


def serve(connection, messages):
    """Answers one client and floods it; returns nanoseconds per message."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client = Connection(connection)
    client.read(4)
    highest = int(client.read_frame()[0].decode().split("..")[-1].split(" ")[0])
    connection.sendall(frame(min(200, highest), "20260105 10:00:00 US/Eastern"))
    client.read_frame()
    connection.sendall(frame(15, 1, "DU1234567") + frame(9, 1, 1))
    request = client.read_frame()
    while request[0] != b"1":
        request = client.read_frame()
    number = int(request[2])
    block = b"".join(tick(number, f"{190 + index % 100 / 100:.2f}") for index in range(1000))
    flood = block * (messages // 1000) + tick(number, LAST)
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


def once(listener, command, messages):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    connection, _ = listener.accept()
    result = serve(connection, messages)
    connection.close()
    process.wait(20)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
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
        script.write(SCRIPT)
        script.flush()
        peer.write(PYTHON)
        peer.flush()
        ours = [options.binary, "--paper", "--port", port, script.name]
        theirs = [options.python, peer.name, port]
        pairs = []
        for _ in range(options.repeats):  # side by side, so that both meet the same neighbours
            mine = once(listener, ours, options.messages)
            other = once(listener, theirs, options.messages) if options.python else None
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
