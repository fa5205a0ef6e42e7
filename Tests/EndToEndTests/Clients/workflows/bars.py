"""Historical and live bars."""

from ib_async import Forex, Future, Stock, util

from .session import check


def in_order(bars):
    check(bars, "bars")
    for bar in bars:
        check(bar.low <= min(bar.open, bar.close) <= max(bar.open, bar.close) <= bar.high, f"a bar in order: {bar}")
    check(all(one.date < next_one.date for one, next_one in zip(bars, bars[1:])), "ascending times")


def historical(session):
    stock = session.qualified(Stock("TSLA", "SMART", "USD"))
    first = session.ib.reqHeadTimeStamp(stock, whatToShow="TRADES", useRTH=True)
    check(first.year < 2026, f"a head timestamp of years ago: {first}")
    hours = session.ib.reqHistoricalData(stock, endDateTime="", durationStr="60 D", barSizeSetting="1 hour",
                                         whatToShow="TRADES", useRTH=True, formatDate=1)
    in_order(hours)
    check(len(hours) > 250, f"about seven bars a day, got {len(hours)}")
    rows = util.tree(hours)
    check(len(rows) == len(hours), "bars as plain rows")
    for kind in ("MIDPOINT", "BID", "ASK", "BID_ASK"):
        in_order(session.ib.reqHistoricalData(stock, "", "1 D", "15 mins", kind, True))
    days = session.ib.reqHistoricalData(Forex("EURUSD"), "", "1 M", "1 day", "MIDPOINT", False)
    in_order(days)
    in_order(session.ib.reqHistoricalData(Future("ES", "202603", "CME"), "", "2 D", "5 mins", "TRADES", False))


def page_by_page(session):
    """The way into the past: each request ends where the one before began."""
    stock = session.qualified(Stock("IBM", "SMART", "USD"))
    pages, end = [], ""
    for _ in range(3):
        page = session.ib.reqHistoricalData(stock, end, "5 D", "1 hour", "MIDPOINT", True, 2)
        in_order(page)
        pages.append(page)
        end = page[0].date
    in_order([bar for page in reversed(pages) for bar in page])


def adjusted(session):
    stock = Stock("AAPL", "SMART", "USD")
    for kind in ("ADJUSTED_LAST", "HISTORICAL_VOLATILITY", "OPTION_IMPLIED_VOLATILITY"):
        session.serves(f"reqHistoricalData {kind}",
                       lambda kind=kind: session.ib.reqHistoricalData(stock, "", "5 D", "1 day", kind, True, timeout=3))
    schedule = session.serves("reqHistoricalSchedule", lambda: session.ib.reqHistoricalSchedule(stock, 5))
    check(schedule is None or len(schedule.sessions) == 5, f"five sessions: {schedule}")
    session.serves("reqHistogramData", lambda: session.ib.reqHistogramData(stock, True, "3 days"))


def kept_up_to_date(session):
    news = []
    bars = session.ib.reqHistoricalData(session.qualified(Forex("EURUSD")), "", "900 S", "10 secs", "MIDPOINT", False,
                                        keepUpToDate=True)
    in_order(bars)
    count = len(bars)
    bars.updateEvent += lambda updated, is_new: news.append(is_new)
    session.wait(lambda: len(bars) >= count + 2, "two new bars")
    session.ib.cancelHistoricalData(bars)
    check(True in news and False in news, "new bars and changes of the last one")
    in_order(bars)


def real_time(session):
    bars = session.ib.reqRealTimeBars(session.qualified(Forex("EURUSD")), 5, "MIDPOINT", False)
    session.wait(lambda: len(bars) >= 3, "three 5-second bars")
    session.ib.cancelRealTimeBars(bars)
    times = [bar.time.timestamp() for bar in bars[:3]]
    check(times[1] - times[0] == times[2] - times[1] == 5, f"five seconds apart: {times}")


WORKFLOWS = [historical, page_by_page, adjusted, kept_up_to_date, real_time]
