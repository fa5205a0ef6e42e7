"""The contracts that the cards trade, as plain fields."""

AAPL = {"symbol": "AAPL", "secType": "STK", "exchange": "SMART", "currency": "USD"}
MSFT = AAPL | {"symbol": "MSFT"}
IBM = AAPL | {"symbol": "IBM"}
SPY = AAPL | {"symbol": "SPY"}
HONG_KONG = {"symbol": "177", "secType": "STK", "exchange": "SEHK", "currency": "HKD"}
UNKNOWN = AAPL | {"symbol": "NOSUCHSYM"}
MES = {"symbol": "MES", "secType": "FUT", "exchange": "CME", "currency": "USD",
       "lastTradeDateOrContractMonth": "202603"}


def option(strike, right, expiration):
    """An option on AAPL."""
    return {"symbol": "AAPL", "secType": "OPT", "exchange": "SMART", "currency": "USD", "strike": strike,
            "right": right, "lastTradeDateOrContractMonth": expiration, "multiplier": "100"}


def to_cent(price):
    return round(price, 2)
