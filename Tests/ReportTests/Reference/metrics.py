#!/usr/bin/env python3
"""Writes metrics.tsv: two years of a made-up run, and its figures as numpy computes them.

    python3 metrics.py > metrics.tsv        (needs numpy)

Lines: `equity time equity exposure benchmark`, `fill time symbol quantity price multiplier commission`, `figure name value`.
"""
import datetime
import zoneinfo

import numpy as np

START = 100_000.0
newyork = zoneinfo.ZoneInfo("America/New_York")
random = np.random.default_rng(20)

times, day = [], datetime.date(2021, 2, 26)
while len(times) < 2 * 500:
    if day.weekday() < 5:
        for hour in (12, 16):
            times.append(datetime.datetime(day.year, day.month, day.day, hour, tzinfo=newyork).timestamp())
    day += datetime.timedelta(days=1)
times = np.array(times)
equity = START * np.cumprod(1 + random.normal(0.0003, 0.009, len(times)))
exposure = equity * random.uniform(0, 1.2, len(times))
benchmark = 400 * np.cumprod(1 + random.normal(0.0002, 0.008, len(times)) + 0.3 * np.diff(np.log(np.append(START, equity))))

fills = []
for number in range(60):
    symbol = "AAPL" if number % 3 else "MES"
    size = float(random.integers(1, 90))
    price = round(float(random.uniform(80, 120)), 2)
    multiplier = 1.0 if symbol == "AAPL" else 5.0
    quantity = size if number % 2 == 0 else -size
    fills.append((times[number * 16], symbol, quantity, price, multiplier, max(1.0, round(0.005 * size, 2))))


def profits():
    """Trades from flat to flat, each in its own list of signed pieces."""
    done = []
    for symbol in ("AAPL", "MES"):
        held, pieces = 0.0, []
        for _, name, quantity, price, multiplier, commission in fills:
            if name != symbol:
                continue
            each = commission / abs(quantity)
            while quantity:
                part = quantity
                if held * quantity < 0 and abs(quantity) > abs(held):
                    part = -held
                pieces.append((part, price * multiplier, each * abs(part)))
                held += part
                quantity -= part
                if held == 0:
                    done.append(-sum(p * m for p, m, _ in pieces) - sum(c for *_, c in pieces))
                    pieces = []
    return np.array(done)


closes, market = equity[1::2], benchmark[1::2]
returns = np.diff(np.append(START, closes)) / np.append(START, closes)[:-1]
others = np.diff(np.append(benchmark[0], market)) / np.append(benchmark[0], market)[:-1]
value = sum(abs(q) * p * m for _, _, q, p, m, _ in fills)
commission = sum(f[-1] for f in fills)
gains = profits()
path = np.append(START, equity)
total = equity[-1] / START - 1
figures = {
    "finalEquity": equity[-1],
    "totalReturn": total,
    "maxDrawdown": np.max(1 - path / np.maximum.accumulate(path)),
    "trades": len(gains),
    "commission": commission,
    "annualReturn": (1 + total) ** (252 / len(returns)) - 1,
    "volatility": np.std(returns, ddof=1) * np.sqrt(252),
    "sharpe": np.mean(returns) / np.std(returns, ddof=1) * np.sqrt(252),
    "sortino": np.mean(returns) / np.sqrt(np.mean(np.minimum(returns, 0) ** 2)) * np.sqrt(252),
    "hitRate": np.mean(gains > 0),
    "profitFactor": gains[gains > 0].sum() / -gains[gains < 0].sum(),
    "turnover": value / equity.mean(),
    "commissionShare": commission / value,
    "exposure": np.mean(exposure / equity),
    "benchmarkReturn": market[-1] / benchmark[0] - 1,
    "excessReturn": total - (market[-1] / benchmark[0] - 1),
    "beta": np.cov(returns, others)[0, 1] / np.var(others, ddof=1),
}
for row in zip(times, equity, exposure, benchmark):
    print("equity", *(repr(float(x)) for x in row), sep="\t")
for time, symbol, *rest in fills:
    print("fill", repr(float(time)), symbol, *(repr(float(x)) for x in rest), sep="\t")
for name, figure in figures.items():
    print("figure", name, repr(float(figure)), sep="\t")
