"""Programs on a port that are no TWS, or one that does not answer: prints its port, then a
line for each client, and serves until its input ends.

usage: peers.py http | wedged | garbage
"""

import socket
import sys
import threading


def serve(connection, kind):
    if kind == "http":
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        connection.close()
    elif kind == "garbage":
        connection.sendall(b"\xff\xff\xff\xff garbage")
    # wedged: accepts, never answers


def main():
    kind = sys.argv[1]
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    kept = []

    def accept():
        while True:
            connection, _ = listener.accept()
            kept.append(connection)
            print("accepted", flush=True)
            serve(connection, kind)

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
