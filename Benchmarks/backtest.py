#!/usr/bin/env python3
"""Bars a second through `ibscript backtest`, and through backtrader, on the same file of one-minute bars.

usage: backtest.py [--bars N] [--repeats N] [--alone] [--least N] BINARY [BACKTRADER_PYTHON]

A crossing of two averages that never trades, and one that places a market order every 50 bars; one fill profile. The time is
the whole program's, reading the file included; with `cpu` it is the processor's time, with `handlers` without that of a script
that ends at once, so that the file is read and reported and nothing else. Memory is the largest resident size.

`--least N` fails if fewer bars than that pass through the handlers in a second of processor time, without orders.
"""

import argparse
import datetime
import os
import random
import statistics
import subprocess
import tempfile
import time

SCRIPT = """
--[[ibscript
api = 1
[trade]
[budget]
memory_mib = 256
]]
local stock = contract("ACME")
local fast, slow, bars = sma(10), sma(30), 0
local EVERY = %d
local series = history(stock, { bars = "1 min", duration = "1 D", live = true })
on("bar", function(bar)
    bars = bars + 1
    local quick, calm = fast:push(bar.close), slow:push(bar.close)
    if EVERY > 0 and calm and bars %% EVERY == 0 then
        place(stock, order(bars // EVERY %% 2 == 1 and "BUY" or "SELL", 100))
    end
end)
"""
PYTHON = """
import sys
import backtrader as bt
every = int(sys.argv[2])
class Crossing(bt.Strategy):
    def __init__(self):
        self.fast, self.slow = bt.ind.SMA(period=10), bt.ind.SMA(period=30)
    def next(self):
        self.fast[0] > self.slow[0]
        if every and len(self) % every == 0:
            self.buy(size=100) if len(self) // every % 2 == 1 else self.sell(size=100)
cerebro = bt.Cerebro()
cerebro.addstrategy(Crossing)
cerebro.adddata(bt.feeds.GenericCSVData(
    dataname=sys.argv[1], dtformat="%Y-%m-%d %H:%M:%S", timeframe=bt.TimeFrame.Minutes, openinterest=-1))
cerebro.broker.setcash(1e9)
cerebro.run()
"""


def write(path, count):
    chance, price, day, rows = random.Random(1), 100.0, datetime.date(2016, 1, 4), 0
    closed = {(1, 1), (7, 4), (12, 25)}
    with open(path, "w") as file:
        file.write("date,open,high,low,close,volume\n")
        while rows < count:
            if day.weekday() < 5 and (day.month, day.day) not in closed:
                for minute in range(390):
                    last = max(1.0, round(price + chance.gauss(0, 0.03), 2))
                    high, low = max(price, last) + 0.01, min(price, last) - 0.01
                    hour, rest = divmod(570 + minute, 60)
                    file.write(f"{day} {hour:02}:{rest:02}:00,{price:.2f},{high:.2f},{low:.2f},{last:.2f},50000\n")
                    price, rows = last, rows + 1
            day += datetime.timedelta(days=1)
    return rows


def measure(command):
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} ended with {status}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bars", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help="without --isolate, which takes long")
    parser.add_argument("--least", type=float, default=0)
    parser.add_argument("binary")
    parser.add_argument("python", nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = folder + "/ACME.csv"
        rows = write(data, options.bars)
        with open(folder + "/reference.py", "w") as file:
            file.write(PYTHON)
        base = [
            "--data", data, "--bars", "1 min", "--fills", "paper-ib", "--quiet", "--json", "--cash", "100000000",
        ]
        nothing = folder + "/nothing.lua"
        with open(nothing, "w") as file:
            file.write('print("nothing")')
        reading = min(measure([options.binary, "backtest", nothing, *base])[1] for _ in range(options.repeats))
        print(f"reading the file: {reading:.2f} s of processor time", flush=True)
        for every in (0, 50):
            script = f"{folder}/crossing{every}.lua"
            with open(script, "w") as file:
                file.write(SCRIPT % every)
            command = [options.binary, "backtest", script, *base]
            programs = [("ibscript", command), ("ibscript --in-process", command + ["--in-process"])]
            if not options.alone:
                programs.append(("ibscript --isolate", command + ["--isolate"]))
            if options.python:
                programs.append(("backtrader", [options.python, folder + "/reference.py", data, str(every)]))
            for name, command in programs:
                found = [measure(command) for _ in range(options.repeats if name != "backtrader" else 1)]
                seconds, memory = statistics.median(run[0] for run in found), max(run[2] for run in found)
                busy = min(run[1] for run in found)
                what = f"an order every {every} bars" if every else "no orders"
                print(
                    f"{name}, {what}: {rows / seconds:,.0f} bars/s, {rows / busy:,.0f} a second of cpu, {memory:.0f} MB",
                    flush=True,
                )
                if name == "ibscript":
                    rate = rows / max(busy - reading, 1e-9)
                    print(f"  through the handlers: {rate:,.0f} a second of cpu")
                    print("  " + found[0][3].decode().strip().splitlines()[-1])
                    if not every and rate < options.least:
                        raise SystemExit(f"fewer than {options.least:,.0f} bars a second of cpu")


if __name__ == "__main__":
    main()
