"""Writes the reference values of the indicator tests, with TA-Lib: pip install TA-Lib==0.8.2 numpy.

usage: indicator-reference.py > Tests/IndicatorsTests/Reference/talib.tsv

A row for each bar: high, low, close and volume of a series made by chance, then what TA-Lib makes of them. Empty fields
are bars for which it gives nothing. MACD is made of TA-Lib's plain averages: its own MACD begins the fast one later.
"""

import random

import numpy
import talib


def main():
    random.seed(7)
    rows, price = [], 100.0
    for _ in range(300):
        price = max(1.0, price + random.gauss(0, 1.2))
        low = price - random.random() * 1.5
        high = price + random.random() * 1.5
        close = low + (high - low) * random.random()
        rows.append([round(high, 2), round(low, 2), round(close, 2), float(random.randint(100, 9000))])
    # A stretch in which nothing moves.
    for index in range(150, 170):
        rows[index] = [rows[149][2]] * 3 + [0.0]
    high, low, close, volume = (numpy.array([row[place] for row in rows]) for place in range(4))
    macd = talib.EMA(close, 12) - talib.EMA(close, 26)
    signal = numpy.full(len(close), numpy.nan)
    signal[25:] = talib.EMA(macd[25:], 9)
    upper, middle, lower = talib.BBANDS(close, 20, 2, 2)
    k, d = talib.STOCH(high, low, close, 14, 3, 0, 3, 0)
    columns = {
        "high": high, "low": low, "close": close, "volume": volume, "sma": talib.SMA(close, 10),
        "ema": talib.EMA(close, 10), "wma": talib.WMA(close, 10), "rsi": talib.RSI(close, 14),
        "atr": talib.ATR(high, low, close, 14), "macd": macd, "signal": signal, "middle": middle, "upper": upper,
        "lower": lower, "k": k, "d": d, "adx": talib.ADX(high, low, close, 14),
        "plus": talib.PLUS_DI(high, low, close, 14), "minus": talib.MINUS_DI(high, low, close, 14),
        "highest": talib.MAX(high, 20), "lowest": talib.MIN(low, 20),
    }
    print("\t".join(columns))
    for place in range(len(rows)):
        print("\t".join("" if numpy.isnan(column[place]) else repr(float(column[place])) for column in columns.values()))


if __name__ == "__main__":
    main()
