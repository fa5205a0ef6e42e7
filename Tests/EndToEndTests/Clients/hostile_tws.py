"""A TWS that means no good, and a run of ibscript against it.

usage: hostile_tws.py KIND COUNT IBSCRIPT SCRIPT [ARGUMENT ...]

Serves one client in the text form of server version 157, lets it place its first order, then does what KIND says COUNT
times and closes the connection (`silent` keeps it open and says nothing). Prints one JSON object about the run: status,
peak memory in kB, seconds, bytes of output, its last line, and the control bytes in it.
"""

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time

EVIL = "a\x1b[31m\x07\r\x9b2J\x1b]0;x\x07b"


def frame(*fields):
    body = b"".join(str(field).encode() + b"\0" for field in fields)
    return len(body).to_bytes(4, "big") + body


def status(order, word="Submitted", why=""):
    return frame(3, order, word, 0, 10, 0, 5_000_000 + order, 0, 0, 1, why, 0)


def execution(order, number, shares=1, execId=None):
    contract = (0, "AAPL", "STK", "", 0, "", "", "SMART", "USD", "AAPL", "NMS")
    done = (execId or f"h.{number}.01.01", "20260105  10:00:00", "DU1", "SMART", "BOT", shares, 190)
    return frame(11, -1, order, *contract, *done, 5_000_000 + order, 1, 0, shares, 190, "", "", "", "", 1)


def commission(number):
    return frame(59, 1, f"h.{number}.01.01", 1.0, "USD", 0, "", "")


def error(ident, code, text):
    return frame(4, 2, ident, code, text)


def unknown(number):
    order = 1_000_000 + number
    return status(order) + execution(order, number) + commission(10_000_000 + number)


def garbage(number):
    chance = random.Random(number)
    body = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 60)))
    if number % 2:
        body = str(chance.randrange(110)).encode() + b"\0" + body
    return len(body).to_bytes(4, "big") + body


def escapes(number):
    return (status(1, EVIL, EVIL) + execution(1, number, execId=f"{EVIL}.{number}")
            + error(1, 399, EVIL) + error(-1, 504, EVIL))


KINDS = {
    "unknown": unknown,
    "overfilled": lambda number: execution(1, number, shares=1_000_000),
    "errors": lambda number: error(-1, 504, f"{number} " + "x" * 300),
    "statuses": lambda number: status(1, f"Odd{number}"),
    "notices": lambda number: error(1, 399, f"{number} " + "x" * 1900),
    "words": lambda number: status(1, f"{number}" + "w" * 1900, f"{number}" + "h" * 1900),
    "long": lambda number: (execution(1_000_000 + number, number, execId=f"{number}." + "x" * 300_000 + ".01.01")
                            + execution(1, number, execId=f"o{number}." + "x" * 300_000 + ".01.01")),
    "garbage": garbage,
    "escapes": escapes,
}


def read(connection, count):
    data = b""
    while len(data) < count:
        block = connection.recv(count - len(data))
        if not block:
            raise ConnectionError("the client has gone")
        data += block
    return data


def requests(connection):
    """The fields of each request."""
    while True:
        body = read(connection, int.from_bytes(read(connection, 4), "big"))
        yield body.split(b"\0")


def details(request):
    """Which instrument AAPL is, in the form of version 157, and the end of the answer."""
    ident = int(request[2])
    hours = "20260105:0930-20260105:1600"
    row = (10, 8, ident, "AAPL", "STK", "", 0, "", "SMART", "USD", "AAPL", "NMS", "NMS", 265598, 0.01, 100, "", "MKT",
           "SMART,NASDAQ", 1, 0, "APPLE INC", "NASDAQ", "", "Technology", "Computers", "Computers", "US/Eastern", hours,
           hours, "", 0, 0, 1, "", "", "26,26", "", "COMMON")
    return frame(*row) + frame(52, 1, ident)


# What is asked before an order: next order id, open orders, executions, completed orders and positions of an account
# without any; the contract and its price steps.
ANSWERS = {
    b"9": details,
    b"91": lambda request: frame(93, int(request[1]), 1, 0, 0.01),
    b"8": lambda request: frame(9, 1, 1),
    b"16": lambda request: frame(53, 1),
    b"7": lambda request: frame(55, 1, int(request[2])),
    b"99": lambda request: frame(102),
    b"61": lambda request: frame(62, 1),
}


def swallow(connection):
    try:
        while connection.recv(65536):
            pass
    except OSError:
        pass


def serve(listener, kind, count):
    connection, _ = listener.accept()
    try:
        read(connection, 4)
        read(connection, int.from_bytes(read(connection, 4), "big"))
        connection.sendall(frame(157, "20260105 10:00:00 EST"))
        for request in requests(connection):
            if request[0] == b"71":
                connection.sendall(frame(15, 1, "DU1") + frame(9, 1, 1))
            if request[0] in ANSWERS:
                connection.sendall(ANSWERS[request[0]](request))
            if request[0] == b"3":
                break
        threading.Thread(target=swallow, args=(connection,), daemon=True).start()
        if kind == "silent":
            return
        connection.sendall(status(1))
        make = KINDS[kind]
        for start in range(0, count, 1000):
            connection.sendall(b"".join(make(number) for number in range(start, min(count, start + 1000))))
        if kind == "garbage":
            connection.sendall(b"\xff\xff\xff\xff")
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def main():
    kind, count, program, *arguments = sys.argv[1:]
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    threading.Thread(target=serve, args=(listener, kind, int(count)), daemon=True).start()
    with tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen([program, "--paper", "--port", str(port), *arguments], stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=output)
        watchdog = threading.Timer(400, process.kill)
        watchdog.start()
        _, code, usage = os.wait4(process.pid, 0)
        watchdog.cancel()
        seconds = time.monotonic() - begin
        output.seek(0)
        data = output.read()
    text = data.decode()
    lines = text.splitlines()
    print(json.dumps({
        "status": os.waitstatus_to_exitcode(code),
        "kilobytes": usage.ru_maxrss,
        "seconds": seconds,
        "bytes": len(data),
        "last": lines[-1] if lines else "",
        "control": sorted({ord(letter) for letter in text
                           if (ord(letter) < 32 and letter != "\n") or 127 <= ord(letter) < 160}),
        "head": lines[:60],
    }))


if __name__ == "__main__":
    main()
