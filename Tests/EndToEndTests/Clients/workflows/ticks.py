"""Quotes, ticks one by one, depth."""

import math

from ib_async import Contract, Forex, Stock

from .session import check


def streaming(session):
    pairs = session.qualified(*[Forex(pair) for pair in ("EURUSD", "GBPUSD")])
    updated = set()
    session.ib.pendingTickersEvent += lambda tickers: updated.update(ticker.contract.pair() for ticker in tickers)
    tickers = [session.ib.reqMktData(pair, "", False, False) for pair in pairs]
    session.wait(lambda: all(ticker.hasBidAsk() for ticker in tickers), "bid and ask of all pairs")
    check(all(ticker.bid < ticker.ask and ticker.marketPrice() > 0 for ticker in tickers), "bid below ask")
    session.wait(lambda: len(updated) == 2, "updates of all pairs")
    check(session.ib.ticker(pairs[0]) is tickers[0] and len(session.ib.tickers()) >= 2, "tickers by contract")
    for pair in pairs:
        session.ib.cancelMktData(pair)


def generic_ticks(session):
    stock = session.qualified(Stock("AAPL", "SMART", "USD"))
    begin = len(session.errors)
    ticker = session.ib.reqMktData(stock, "100,101,104,106,165,221,225,233,236,258,293,294,295,318,375,411,456", False)
    session.wait(lambda: ticker.hasBidAsk() and ticker.last > 0 and ticker.volume > 0, "bid, ask, last, volume")
    session.wait(lambda: not math.isnan(ticker.rtVolume if ticker.rtVolume is not None else math.nan)
                 or not math.isnan(ticker.vwap), "the volume texts of 233")
    # Which of the values behind the other generic numbers come.
    values = {"100 option volume": ticker.callVolume, "101 open interest": ticker.callOpenInterest,
              "104 historical volatility": ticker.histVolatility, "106 implied volatility": ticker.impliedVolatility,
              "165 low of 13 weeks": ticker.low13week, "165 average volume": ticker.avVolume,
              "221 mark price": ticker.markPrice, "236 shortable": ticker.shortableShares,
              "293 trade count": ticker.tradeCount, "294 trade rate": ticker.tradeRate,
              "295 volume rate": ticker.volumeRate, "411 real-time volatility": ticker.rtHistVolatility,
              "456 dividends": math.nan if ticker.dividends is None else 1.0,
              "258 fundamental ratios": math.nan if ticker.fundamentalRatios is None else 1.0}
    session.unserved += [f"reqMktData generic {name}: no tick" for name, value in values.items() if math.isnan(value)]
    # 10090 names the numbers that are not simulated.
    others = [error for error in session.errors[begin:] if error[1] != 10090]
    check(not others, f"no error: {others}")
    session.ib.cancelMktData(stock)


def snapshots(session):
    stocks = session.qualified(Stock("AAPL", "SMART", "USD"), Stock("MSFT", "SMART", "USD"))
    tickers = session.ib.reqTickers(*stocks)
    check(all(0 < ticker.bid < ticker.ask for ticker in tickers), "a quote of each")
    session.ib.reqMarketDataType(4)
    (ticker,) = session.ib.reqTickers(stocks[0])
    session.ib.reqMarketDataType(1)
    check(0 < ticker.bid < ticker.ask, "a quote with another type of data")


def one_by_one(session):
    stock = session.qualified(Stock("AAPL", "SMART", "USD"))
    for kind in ("BidAsk", "MidPoint", "Last", "AllLast"):
        ticks = []
        ticker = session.ib.reqTickByTickData(stock, kind)
        ticker.updateEvent += lambda updated: ticks.extend(updated.tickByTicks)
        session.wait(lambda: len(ticks) >= 2, f"two {kind} ticks")
        check(session.ib.cancelTickByTickData(stock, kind), f"{kind} ends")


def past_ticks(session):
    stock = session.qualified(Stock("AAPL", "SMART", "USD"))
    end = session.ib.reqCurrentTime()
    for kind in ("BID_ASK", "MIDPOINT", "TRADES"):
        ticks = session.ib.reqHistoricalTicks(stock, "", end, 100, kind, False)
        check(50 <= len(ticks) <= 200, f"about 100 {kind} ticks, got {len(ticks)}")
        check(all(one.time <= other.time for one, other in zip(ticks, ticks[1:])), f"{kind} in order")


def depth(session):
    exchanges = session.ib.reqMktDepthExchanges()
    check(exchanges, "exchanges with depth")
    ticker = session.ib.reqMktDepth(session.qualified(Forex("EURUSD")), numRows=5)
    session.wait(lambda: len(ticker.domBids) >= 5 and len(ticker.domAsks) >= 5, "five rows on each side")
    check(all(one.price > other.price for one, other in zip(ticker.domBids, ticker.domBids[1:])), "bids fall")
    check(ticker.domBids[0].price < ticker.domAsks[0].price, "bids below asks")
    session.ib.cancelMktDepth(ticker.contract)
    smart = session.qualified(Stock("AAPL", "SMART", "USD"))
    ticker = session.ib.reqMktDepth(smart, numRows=5, isSmartDepth=True)
    session.wait(lambda: ticker.domBids and ticker.domAsks, "smart depth")
    session.ib.cancelMktDepth(smart, isSmartDepth=True)


def components(session):
    ticker = session.ib.reqMktData(session.qualified(Stock("AAPL", "SMART", "USD")))
    session.wait(lambda: ticker.bboExchange, "the code of the exchanges")
    session.serves("reqSmartComponents", lambda: session.ib.reqSmartComponents(ticker.bboExchange))
    session.ib.cancelMktData(ticker.contract)


def unknown_contract(session):
    session.ib.reqMktData(Contract(conId=1, symbol="NOSUCHSYM", secType="STK", exchange="SMART", currency="USD"))
    session.wait(lambda: any(code == 200 for _, code, _ in session.errors), "error 200")


WORKFLOWS = [streaming, generic_ticks, snapshots, one_by_one, past_ticks, depth, components, unknown_contract]
