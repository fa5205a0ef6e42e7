#!/usr/bin/env python3
"""Makes seeds for the fuzz targets from the frames in Tests/TWSWireTests/Samples.

usage: make-corpus.py SAMPLES OUTPUT
"""
import hashlib
import pathlib
import sys


def save(folder, data):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)


def main(samples, output):
    for path in sorted(pathlib.Path(samples).rglob("*.txt")):
        version, side = None, None
        stream = b""
        for line in path.read_text(errors="replace").splitlines():
            if line.startswith("serverVersion:"):
                word = line.split(":")[1].strip()
                version = int(word) if word.isdigit() else None
            elif line.startswith(("client->server", "server->client")):
                side = line[:6]
            elif line.startswith("hex:") and version is not None:
                frame = bytes.fromhex(line.split(":")[1].strip())
                if version < 100:
                    stream += frame if side == "client" else b""
                    continue
                if frame[:4] == b"API\0" or int.from_bytes(frame[:4], "big") != len(frame) - 4:
                    continue
                choice = bytes([version - 100])
                save(output / f"{side}-messages", choice + frame[4:])
                save(output / "round-trip", (b"\0" if side == "server" else b"\1") + choice + frame[4:])
        # Behind the client version and the client id come the requests.
        if stream.count(b"\0") > 2:
            save(output / "unframed", stream.split(b"\0", 2)[2])


main(sys.argv[1], pathlib.Path(sys.argv[2]))
