"""Clients that mean no good against `ibscript sim`, each followed by a good one.

usage: strangers.py PORT impossible|half|refused

impossible: after a frame of impossible length its client id is free at once, also if it keeps its end open.
half: more half greetings than there are places hold nobody back, and end nobody's connection.
refused: 3,000 requests that are refused are all answered; what the log says of them is for the caller to read.
"""

import socket
import sys
import time


def frame(*fields):
    body = b"".join(str(field).encode() + b"\0" for field in fields)
    return len(body).to_bytes(4, "big") + body


def connect(port):
    client = socket.create_connection(("127.0.0.1", port), timeout=5)
    client.settimeout(5)
    return client


def heard(client, words):
    """What a client is sent up to the first of some words; the end of the connection ends it too."""
    text = b""
    while not any(word in text for word in words):
        more = client.recv(65536)
        if not more:
            break
        text += more
    return text


def log_in(port, client_id):
    """A client that has said who it is, and what it was told: its accounts, or that the id is taken."""
    client = connect(port)
    client.sendall(b"API\0" + len(b"v100..200").to_bytes(4, "big") + b"v100..200")
    heard(client, [b"200\0"])
    client.sendall(frame(71, 2, client_id, ""))
    return client, heard(client, [b"DU", b"326\0"])


def impossible(port):
    client, told = log_in(port, 5)
    assert b"DU" in told, told
    # One that is there is told 326, so that the answer below means something.
    assert b"326\0" in log_in(port, 5)[1]
    client.sendall(b"\xff\xff\xff\xff")
    while client.recv(65536):
        pass  # until the server ends it; the socket stays open
    told = log_in(port, 5)[1]
    assert b"DU" in told, told
    client.close()


def half(port):
    begin = time.monotonic()
    good, told = log_in(port, 1)
    strangers = []
    for _ in range(300):
        strangers.append(connect(port))
        strangers[-1].sendall(b"API")
    other, told = log_in(port, 2)
    assert b"DU" in told, told
    good.sendall(frame(49, 1))
    assert heard(good, [b"49\0"]), "the first client is gone"
    assert time.monotonic() - begin < 15, "it has waited for a deadline of 30 s"


def refused(port):
    client, _ = log_in(port, 5)
    count = 3000
    client.sendall(b"".join(
        frame(9, 8, number + 1, 0, "NOSUCH", "STK", "", 0, "", "", "SMART", "", "USD", "", "", 0, "", "", "")
        for number in range(count)))
    client.sendall(frame(49, 1))
    answers = heard(client, [b"49\0" b"1\0"]).count(b"No security definition")
    assert answers == count, answers


if __name__ == "__main__":
    {"impossible": impossible, "half": half, "refused": refused}[sys.argv[2]](int(sys.argv[1]))
    print("ok")
