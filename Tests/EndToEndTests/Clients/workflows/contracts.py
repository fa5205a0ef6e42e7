"""Contracts: details, searches, chains."""

from ib_async import (
    CFD, Bond, Commodity, ContFuture, Contract, Crypto, Forex, Future, Index, Option, Stock, util,
)

from .session import check


def details(session):
    stock = Stock("TSLA", "SMART", "USD")
    (found,) = session.ib.reqContractDetails(stock)
    check(found.longName.upper().startswith("TESLA") and found.industry and found.timeZoneId, f"a company: {found}")
    check(found.tradingSessions() and found.liquidSessions(), "sessions")
    check(found.contract.conId in util.dataclassAsTuple(found.contract), "a contract as plain values")
    check(session.ib.reqContractDetails(Contract(conId=found.contract.conId))[0].contract.symbol == "TSLA", "by conId")
    check(session.ib.reqContractDetails(Stock("NOSUCHSYM", "SMART", "USD")) == [], "nothing for an unknown symbol")
    check(len(session.ib.reqContractDetails(Future("ES", exchange="CME"))) >= 2, "the expiries of a future")
    session.qualified(Forex("EURUSD"), Stock("177", "SEHK", "HKD"))
    (note,) = session.ib.reqContractDetails(Bond(secIdType="CUSIP", secId="91282CJZ5"))
    check((note.cusip, note.coupon, note.maturity) == ("91282CJZ5", 4, "20340215"), f"a bond: {note}")
    for contract in (Forex("USDJPY"), Index("SPX", "CBOE"), Stock("SIE", "IBIS", "EUR"), Bond(secIdType="ISIN",
                     secId="US03076KAA60"), Bond(secIdType="CUSIP", secId="91282CJZ5"), CFD("IBUS30"), Commodity("XAUUSD", "SMART", "USD"), Crypto("BTC", "PAXOS",
                     "USD"), ContFuture("ES", "CME")):
        session.serves_contract(contract)


def search(session):
    matches = session.ib.reqMatchingSymbols("app")
    check(any(match.contract.symbol == "AAPL" for match in matches), f"AAPL for app: {matches}")
    check(matches[0].contract.primaryExchange and matches[0].derivativeSecTypes, "its exchange and derivatives")


def option_chain(session):
    stock = session.qualified(Stock("AAPL", "SMART", "USD"))
    (ticker,) = session.ib.reqTickers(stock)
    chain = next(chain for chain in session.ib.reqSecDefOptParams("AAPL", "", "STK", stock.conId)
                 if chain.exchange == "SMART")
    check(chain.multiplier == "100" and chain.tradingClass == "AAPL", f"the chain: {chain}")
    strikes = sorted(strike for strike in chain.strikes if abs(strike - ticker.marketPrice()) < 10)
    options = [Option("AAPL", expiration, strike, right, "SMART", tradingClass="AAPL")
               for right in ("P", "C") for expiration in sorted(chain.expirations)[:2] for strike in strikes]
    options = session.ib.qualifyContracts(*options)
    check(len(options) == 4 * len(strikes) > 0, f"{4 * len(strikes)} options, got {len(options)}")
    tickers = session.ib.reqTickers(*options[:4])
    check(all(ticker.ask >= ticker.bid >= 0 for ticker in tickers), "quotes of options")
    if all(ticker.modelGreeks is None for ticker in tickers):
        session.unserved.append("reqMktData of an option, greeks: no tick")
    for name, request in (
        ("calculateImpliedVolatility", lambda: session.ib.calculateImpliedVolatility(options[-1], 6.5, 190)),
        ("calculateOptionPrice", lambda: session.ib.calculateOptionPrice(options[-1], 0.3, 190)),
    ):
        session.serves(name, request)


def index_chain(session):
    if index := session.serves_contract(Index("SPX", "CBOE")):
        check(session.ib.reqSecDefOptParams("SPX", "", "IND", index.conId), "the chains of SPX")


def market_rules(session):
    (found,) = session.ib.reqContractDetails(Stock("AAPL", "SMART", "USD"))
    rule = int(found.marketRuleIds.split(",")[0])
    increments = session.ib.reqMarketRule(rule)
    check(increments and increments[-1].increment >= 0.0001, f"price increments: {increments}")


def scanner(session):
    from ib_async import ScannerSubscription
    check("<scanCode>" in session.ib.reqScannerParameters(), "parameters as XML")
    subscription = ScannerSubscription(instrument="STK", locationCode="STK.US.MAJOR", scanCode="TOP_PERC_GAIN",
                                       numberOfRows=5)
    rows = session.ib.reqScannerData(subscription)
    check(len(rows) == 5 and [row.rank for row in rows] == [0, 1, 2, 3, 4], f"five rows: {rows}")
    live = session.ib.reqScannerSubscription(subscription)
    session.wait(lambda: len(live) == 5, "rows of a subscription")
    session.ib.cancelScannerSubscription(live)


def company(session):
    stock = session.qualified(Stock("AAPL", "SMART", "USD"))
    session.serves("reqFundamentalData", lambda: session.ib.reqFundamentalData(stock, "ReportSnapshot"))
    providers = session.ib.reqNewsProviders()
    if not providers:
        session.unserved.append("reqNewsProviders: an empty list")
    news = session.ib.reqHistoricalNews(stock.conId, "BRFG", "", "", 10)
    if not news:
        session.unserved.append("reqHistoricalNews: no headline")
    session.serves("reqWshMetaData", session.ib.getWshMetaData)


WORKFLOWS = [details, search, option_chain, index_chain, market_rules, scanner, company]
