"""A proxy between a client and a simulator that spoils one connection, then passes everything on.

usage: fault_proxy.py PORT FAULT DIRECTION OFFSET

It prints its own port, and serves until its input ends. The first connection that carries OFFSET bytes in DIRECTION
(up: to the simulator, down: to the client) has its fault there, in the middle of a frame or not:

cut       both sides are closed in order
reset     both sides are closed with RST
truncate  that direction ends there, the other goes on until somebody closes
stall     that direction stands still from there, and nothing is closed; once its sender is gone the receiver is told,
          as a keep-alive would tell it: here the proxy's machine answers those
split     from there every byte of that direction is sent by itself
"""

import socket
import struct
import sys
import threading


class Proxy:
    def __init__(self, port, fault, direction, offset):
        self.port, self.fault, self.direction, self.offset = port, fault, direction, offset
        self.is_spent = False
        self.lock = threading.Lock()
        self.resetting = set()

    def serve(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.port))
        except OSError:
            client.close()
            return
        for one in (client, server):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self.pump, args=(client, server, "up"), daemon=True).start()
        threading.Thread(target=self.pump, args=(server, client, "down"), daemon=True).start()

    def pump(self, source, target, direction):
        passed = 0
        splits = False
        try:
            while data := source.recv(65536):
                if splits:
                    for byte in data:
                        target.sendall(bytes([byte]))
                    continue
                end = passed + len(data)
                if direction == self.direction and end >= self.offset and self.takes_place():
                    keep = self.offset - passed
                    target.sendall(data[:keep])
                    if self.fault == "split":
                        splits = True
                        for byte in data[keep:]:
                            target.sendall(bytes([byte]))
                        continue
                    return self.spoil(source, target)
                passed = end
                target.sendall(data)
            if source not in self.resetting:
                target.shutdown(socket.SHUT_WR)
        except OSError:
            if source in self.resetting:
                return
            for one in (source, target):
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def takes_place(self):
        with self.lock:
            was_spent, self.is_spent = self.is_spent, True
            return not was_spent

    def spoil(self, source, target):
        if self.fault == "truncate":
            target.shutdown(socket.SHUT_WR)
            while source.recv(65536):
                pass
        elif self.fault == "stall":
            while source.recv(65536):
                pass
            target.shutdown(socket.SHUT_RDWR)
        else:
            if self.fault == "reset":
                self.resetting.update((source, target))
            for one in (source, target):
                if self.fault == "reset":
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    # Sends nothing, and wakes the other thread: while it waits for bytes the socket is not closed.
                    one.shutdown(socket.SHUT_RD)
                else:
                    one.shutdown(socket.SHUT_RDWR)
                one.close()


def main():
    port, fault, direction, offset = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    proxy = Proxy(port, fault, direction, offset)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)

    def accept():
        while True:
            proxy.serve(listener.accept()[0])

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
