"""Fifty clients with twenty market data streams each, and one that never reads, on one simulator.

usage: clients.py PORT SIMULATOR_PID SECONDS

Every client gets the same ticks of an instrument, so what a client got of a stream must stand, in one piece, in what
the first client got of it, which subscribed before all others and left after them: then nothing was lost, doubled or
reordered. Prints "ok load" at the end.
"""

import selectors
import socket
import struct
import sys
import time

CLIENTS = 50
SYMBOLS = ("AAPL MSFT IBM SPY QQQ AMZN GOOGL META NVDA TSLA JPM V JNJ WMT PG XOM KO PFE DIS NFLX").split()
# Frames at the start of a stream that are the state at the subscription, not ticks.
BURST = 40
ENOUGH = 50
# What the client that never reads asks for: far more than the simulator lets wait for one client.
HISTORIES = 50
MEMORY_LIMIT_KB = 600_000


def frame(*fields):
    body = b"".join(str(field).encode() + b"\0" for field in fields)
    return struct.pack(">I", len(body)) + body


def subscribe(number, symbol):
    # reqMktData at 178 by the protocol's reference: version 11, reqId, contract (12 fields), combo and delta neutral
    # absent, generic ticks, snapshot, regulatory snapshot, options.
    contract = (0, symbol, "STK", "", 0, "", "", "SMART", "", "USD", "", "")
    return frame(1, 11, number, *contract, 0, "", 0, 0, "")


def history(number):
    # reqHistoricalData at 178: reqId, contract (12 fields), includeExpired, end, bar size, duration, useRTH, whatToShow,
    # formatDate, keepUpToDate, options.
    contract = (0, "AAPL", "STK", "", 0, "", "", "SMART", "", "USD", "", "")
    return frame(20, number, *contract, 0, "", "1 min", "5 D", 0, "TRADES", 1, 0, "")


class Client:
    def __init__(self, port, client_id):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(b"API\0" + struct.pack(">I", 9) + b"v100..178")
        self.buffer = b""
        self.errors = []
        self.streams = {number: [] for number in range(1, len(SYMBOLS) + 1)}
        while not self.buffer:
            self.buffer = self.socket.recv(4096)
        self.buffer = b""
        self.socket.sendall(frame(71, 2, client_id, ""))
        for number, symbol in enumerate(SYMBOLS, 1):
            self.socket.sendall(subscribe(number, symbol))

    def read(self):
        data = self.socket.recv(1 << 20)
        if not data:
            raise SystemExit("the simulator closed the connection of a client that reads")
        data = self.buffer + data
        position = 0
        while len(data) - position >= 4:
            end = position + 4 + int.from_bytes(data[position:position + 4], "big")
            if end > len(data):
                break
            self.take(data[position + 4:end])
            position = end
        self.buffer = data[position:]

    def take(self, body):
        fields = body.split(b"\0", 3)
        if fields[0] in (b"1", b"2", b"45", b"46"):
            self.streams[int(fields[2])].append(body)
        elif fields[0] == b"4" and not fields[3].startswith(b"21"):
            self.errors.append(body)


def pump(selector, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for key, _ in selector.select(timeout=0.1):
            key.data.read()


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def is_disconnected(slow):
    """Whether the server has ended a connection: everything it still holds can be read, then comes its end."""
    slow.settimeout(10)
    try:
        while slow.recv(1 << 20):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return False
    return True


def main():
    port, pid, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    selector = selectors.DefaultSelector()
    clients = []
    for client_id in range(CLIENTS):
        client = Client(port, client_id)
        clients.append(client)
        selector.register(client.socket, selectors.EVENT_READ, client)
        if client_id == 0:
            pump(selector, 1)
    slow = Client(port, CLIENTS).socket
    slow.sendall(b"".join(history(1000 + number) for number in range(HISTORIES)))
    begin = resident(pid)
    pump(selector, seconds)
    end = resident(pid)
    for client in clients[1:]:
        selector.unregister(client.socket)
        client.socket.close()
    pump(selector, 1)

    ticks = 0
    for client in clients:
        assert not client.errors, client.errors[:3]
        for number, stream in client.streams.items():
            assert len(stream) >= BURST + ENOUGH, f"only {len(stream)} ticks of {SYMBOLS[number - 1]}"
            ticks += len(stream)
            whole = b"\xff".join(clients[0].streams[number])
            assert b"\xff".join(stream[BURST:]) in whole, f"client {client}: ticks of {SYMBOLS[number - 1]} are missing"
    assert end < MEMORY_LIMIT_KB, f"{end} kB resident"
    assert is_disconnected(slow), "the client that never reads is still connected"
    print(f"{ticks} ticks, {begin} kB resident at first, {end} kB at last")
    print("ok load", flush=True)


if __name__ == "__main__":
    main()
