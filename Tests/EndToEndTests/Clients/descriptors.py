"""`ibscript sim` without descriptors: more connections than it may hold.

usage: descriptors.py IBSCRIPT

It must not spin, must say why it takes nobody, and must serve a client again once there are descriptors.
"""

import os
import resource
import socket
import subprocess
import sys
import tempfile
import time

DESCRIPTORS = 40
SECONDS = 3


def connect(port):
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    connection.settimeout(5)
    return connection


def processor_time(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def greets(port):
    """Whether a client is told the version."""
    try:
        with connect(port) as client:
            client.sendall(b"API\0" + len(b"v100..200").to_bytes(4, "big") + b"v100..200")
            return b"200\0" in client.recv(100)
    except OSError:
        return False


def main():
    log = tempfile.NamedTemporaryFile()
    simulator = subprocess.Popen(
        [sys.argv[1], "sim", "--port", "0"], stdout=subprocess.PIPE, stderr=log,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS)))
    port = int(simulator.stdout.readline().rsplit(b":", 1)[1])
    clients = [connect(port) for _ in range(DESCRIPTORS + 20)]
    before = processor_time(simulator.pid)
    time.sleep(SECONDS)
    busy = processor_time(simulator.pid) - before
    for client in clients:
        client.close()
    deadline = time.monotonic() + 20
    served = False
    while not served and time.monotonic() < deadline:
        served = greets(port)
    said = open(log.name).read().count("no connection can be taken")
    alive = simulator.poll() is None
    simulator.terminate()
    status = simulator.wait()
    print(f"{busy:.2f} s of processor time in {SECONDS} s, said {said} times, served again: {served}, exit {status}")
    if alive and served and status == 0 and busy < SECONDS / 10 and 1 <= said <= 2 * SECONDS + 20:
        print("ok descriptors")


if __name__ == "__main__":
    main()
