#!/usr/bin/env python3
"""Writes ACME.csv and INDX.csv: three years of made-up day bars, for scripts/sma_cross.lua and the tests.

    python3 scripts/data/make_data.py

ACME drifts and swings, INDX is what it is compared with. The days are those on which the New York Stock Exchange was open.
"""

import datetime
import math
import pathlib
import random

CLOSED = """
2018-01-01 2018-01-15 2018-02-19 2018-03-30 2018-05-28 2018-07-04 2018-09-03 2018-11-22 2018-12-05 2018-12-25
2019-01-01 2019-01-21 2019-02-18 2019-04-19 2019-05-27 2019-07-04 2019-09-02 2019-11-28 2019-12-25
2020-01-01 2020-01-20 2020-02-17 2020-04-10 2020-05-25 2020-07-03 2020-09-07 2020-11-26 2020-12-25
""".split()


def days():
    day = datetime.date(2018, 1, 2)
    while day < datetime.date(2021, 1, 1):
        if day.weekday() < 5 and day.isoformat() not in CLOSED:
            yield day
        day += datetime.timedelta(days=1)


def write(symbol, seed, price, swing, drift):
    chance = random.Random(seed)
    with open(pathlib.Path(__file__).with_name(symbol + ".csv"), "w", newline="\n") as file:
        file.write("Date,Open,High,Low,Close,Volume\n")
        for number, day in enumerate(days()):
            pull = drift + swing * math.cos(number / 20)
            first = round(price * (1 + chance.gauss(0, 0.004)), 2)
            last = round(first * (1 + pull + chance.gauss(0, 0.011)), 2)
            high = round(max(first, last) * (1 + abs(chance.gauss(0, 0.004))), 2)
            low = round(min(first, last) * (1 - abs(chance.gauss(0, 0.004))), 2)
            file.write(f"{day},{first:.2f},{high:.2f},{low:.2f},{last:.2f},{chance.randint(100, 900) * 1000}\n")
            price = last


write("ACME", 11, 100.0, 0.004, 0.0002)
write("INDX", 12, 250.0, 0.0, 0.0003)
