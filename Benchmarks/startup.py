#!/usr/bin/env python3
"""Time from exec to the placeOrder frame, and peak memory, of `ibscript` against a TWS that answers at once.

usage: startup.py [--runs N] [--limit-ms MS] [--limit-mb MB] BINARY [ARGUMENT...]

The server is this program: handshake, managedAccounts, nextValidId, and an end at once for whatever is asked of the
orders, executions and positions of before; it notes when the placeOrder frame arrives. Every start has a data
folder of its own, so its journal is made within the time. The figure includes what this program needs to start a process (printed as "spawn", measured with /bin/true).
Exit code 1 when a median is above its limit.
"""

import argparse
import os
import socket
import statistics
import struct
import subprocess
import tempfile
import time

SCRIPT = 'place(contract("AAPL"), order("BUY", 1))\nstop()\n'


def frame(*fields):
    body = b"".join(str(field).encode() + b"\0" for field in fields)
    return struct.pack(">I", len(body)) + body


# By request: open orders, all open orders, executions, positions, completed orders, current time.
ANSWERS = {
    b"5": lambda _: frame(53, 1),
    b"16": lambda _: frame(53, 1),
    b"7": lambda fields: frame(55, 1, fields[2].decode()),
    b"61": lambda _: frame(62, 1),
    b"99": lambda _: frame(102),
    b"49": lambda _: frame(49, 1, int(time.time())),
}


def read_exactly(connection, count):
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise SystemExit("the program closed the connection before its order")
        data += part
    return data


def read_frame(connection):
    return read_exactly(connection, struct.unpack(">I", read_exactly(connection, 4))[0])


def serve(connection):
    """Answers one client; returns the moment its placeOrder arrived."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    read_exactly(connection, 4)
    read_frame(connection)
    connection.sendall(frame(200, "20260105 10:00:00 US/Eastern"))
    read_frame(connection)
    connection.sendall(frame(15, 1, "DU1234567") + frame(9, 1, 1))
    while True:
        fields = read_frame(connection).split(b"\0")
        if fields[0] == b"3":
            return time.perf_counter()
        answer = ANSWERS.get(fields[0])
        if answer:
            connection.sendall(answer(fields))


def once(listener, command):
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "XDG_STATE_HOME": data}
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        )
        connection, _ = listener.accept()
        placed = serve(connection)
        connection.close()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return (placed - begin) * 1000, usage.ru_maxrss / 1024


def spawn():
    begin = time.perf_counter()
    subprocess.run(["/bin/true"], check=True)
    return (time.perf_counter() - begin) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--limit-ms", type=float, default=12)
    parser.add_argument("--limit-mb", type=float, default=24)
    parser.add_argument("binary")
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    port = listener.getsockname()[1]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        command = [options.binary, "--paper", "--port", str(port), script.name, *options.arguments]
        results = [once(listener, command) for _ in range(options.runs)]
    milliseconds = statistics.median(result[0] for result in results)
    megabytes = statistics.median(result[1] for result in results)
    print(f"exec to placeOrder: median {milliseconds:.1f} ms, minimum {min(r[0] for r in results):.1f} ms "
          f"(spawn {statistics.median(spawn() for _ in range(options.runs)):.1f} ms), limit {options.limit_ms} ms")
    print(f"peak memory: median {megabytes:.1f} MB, limit {options.limit_mb} MB")
    raise SystemExit(milliseconds > options.limit_ms or megabytes > options.limit_mb)


if __name__ == "__main__":
    main()
