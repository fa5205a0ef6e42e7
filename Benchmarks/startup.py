#!/usr/bin/env python3
"""Time from exec to the placeOrder frame, and peak memory, of `ibscript` against a TWS that answers at once.

usage: startup.py [--runs N] [--limit-ms MS] [--limit-mb MB] BINARY [ARGUMENT...]

The server is this program: handshake, managedAccounts, nextValidId, the contract of AAPL, and an immediate end to every
question about earlier orders, executions and positions; it notes when the placeOrder frame arrives. Every start has a
separate data folder, so its journal is made within the time; a limits file there lets the order pass without a price.
The figure includes what this program needs to start a process (printed as "spawn", measured with /bin/true).
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


ACCOUNT = "DU1234567"


def details(request):
    """The contract of AAPL, in the form of version 157, and the end of the answer."""
    hours = "20260105:0930-20260105:1600"
    row = (10, 8, int(request[2]), "AAPL", "STK", "", 0, "", "SMART", "USD", "AAPL", "NMS", "NMS", 265598, 0.01, 100,
           "", "MKT", "SMART,NASDAQ", 1, 0, "APPLE INC", "NASDAQ", "", "Technology", "Computers", "Computers",
           "US/Eastern", hours, hours, "", 0, 0, 1, "", "", "26,26", "", "COMMON")
    return frame(*row) + frame(52, 1, int(request[2]))


# By request: open orders, next order id, all open orders, executions, contract, price steps, positions, completed
# orders, current time.
ANSWERS = {
    b"5": lambda _: frame(53, 1),
    b"8": lambda _: frame(9, 1, 1),
    b"16": lambda _: frame(53, 1),
    b"7": lambda fields: frame(55, 1, fields[2].decode()),
    b"9": details,
    b"91": lambda fields: frame(93, int(fields[1]), 1, 0, 0.01),
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


def data_folder(folder, limits):
    """The environment of a client whose data is in the folder, where the account has these limits."""
    place = os.path.join(folder, "ibscript", "limits")
    os.makedirs(place, mode=0o700)
    with open(os.open(f"{place}/{ACCOUNT}.toml", os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write(f'account = "{ACCOUNT}"\nprice_collar = 0\n' + limits)
    return {**os.environ, "XDG_STATE_HOME": folder}


def serve(connection, last):
    """Answers one client, from the handshake to its first request with this id."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    read_exactly(connection, 4)
    read_frame(connection)
    connection.sendall(frame(157, "20260105 10:00:00 EST"))
    read_frame(connection)
    connection.sendall(frame(15, 1, ACCOUNT) + frame(9, 1, 1))
    while True:
        fields = read_frame(connection).split(b"\0")
        if fields[0] == last:
            return
        answer = ANSWERS.get(fields[0])
        if answer:
            connection.sendall(answer(fields))


def once(listener, command):
    with tempfile.TemporaryDirectory() as data:
        environment = data_folder(data, "")
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        )
        connection, _ = listener.accept()
        serve(connection, b"3")
        placed = time.perf_counter()
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
