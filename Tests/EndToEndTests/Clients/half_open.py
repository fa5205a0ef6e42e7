"""A connection whose network goes away without a word, on the loopback of a network namespace of its own.

usage (as root): unshare -n half_open.py IBSCRIPT SCRIPT

Starts a simulator and a run of SCRIPT against it, takes the loopback interface down once the script has printed a line,
and up again once the run has noticed. Prints one JSON object: the seconds until it noticed, the line, what the script
printed in all, and its exit code.
"""

import json
import subprocess
import sys
import time


def loopback(state):
    subprocess.run(["ip", "link", "set", "lo", state], check=True)


def main():
    ibscript, script = sys.argv[1:]
    loopback("up")
    simulator = subprocess.Popen(
        [ibscript, "sim", "--port", "0", "--speed", "1x"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    run = None
    try:
        port = simulator.stdout.readline().strip().rsplit(":", 1)[1]
        run = subprocess.Popen(
            [ibscript, "--paper", "--port", port, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        first = run.stdout.readline()
        loopback("down")
        begin = time.monotonic()
        line = next((line for line in run.stderr if "trying again" in line), "")
        seconds = time.monotonic() - begin
        loopback("up")
        output, _ = run.communicate(timeout=60)
        print(json.dumps({"seconds": seconds, "line": line, "output": first + output, "status": run.returncode}))
    finally:
        for process in (run, simulator):
            if process and process.poll() is None:
                process.kill()
                process.wait()


if __name__ == "__main__":
    main()
