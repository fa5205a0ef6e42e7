"""E20 to E27: orders that wait for a trigger."""

from .card import card, check
from .instrument import AAPL, to_cent


def waits(desk, action, order_type, trigger, limit=None):
    """Beyond the market it waits: PreSubmitted, held by its trigger, with its prices; a cancel ends it."""
    prices = {"auxPrice": trigger} | ({} if limit is None else {"lmtPrice": limit})
    order = desk.place(AAPL, action, 10, order_type, **prices)
    desk.wait(lambda: len(desk.about(order, "status")) >= 2, "two orderStatus")
    check((desk.status(order), desk.why(order)) == ("PreSubmitted", "trigger"), "PreSubmitted, held by its trigger")
    shown = desk.terms(order)
    check((shown["orderType"], shown["auxPrice"]) == (order_type, trigger), f"{order_type} at {trigger}: {shown}")
    if limit is not None:
        check(shown["lmtPrice"] == limit, f"limit {limit}: {shown}")
    desk.cancel(order)
    desk.wait_cancelled(order)


def fires(desk, action, order_type, trigger, limit=None):
    """Where the market already meets the trigger it works at once and fills."""
    prices = {"auxPrice": trigger} | ({} if limit is None else {"lmtPrice": limit})
    order = desk.place(AAPL, action, 10, order_type, **prices)
    desk.wait_filled(order, 10)
    if limit is not None:
        price = desk.average_price(order)
        check(price <= limit if action == "BUY" else price >= limit, f"no worse than the limit {limit}: {price}")


def around(desk):
    """Prices 10 % and 1 % below the market, then 1 % and 10 % above it."""
    bid, ask = desk.quote(AAPL)
    return [to_cent(price) for price in (bid * 0.9, bid * 0.99, ask * 1.01, ask * 1.1)]


@card("E20")
def a_stop_buy_waits_above_the_market(desk):
    _, below, _, far_above = around(desk)
    waits(desk, "BUY", "STP", far_above)
    fires(desk, "BUY", "STP", below)


@card("E21")
def a_stop_sell_waits_below_the_market(desk):
    far_below, _, above, _ = around(desk)
    waits(desk, "SELL", "STP", far_below)
    fires(desk, "SELL", "STP", above)


@card("E22")
def a_stop_limit_buy_fills_within_its_limit(desk):
    _, below, above, far_above = around(desk)
    waits(desk, "BUY", "STP LMT", far_above, far_above + 1)
    fires(desk, "BUY", "STP LMT", below, above)


@card("E23")
def a_stop_limit_sell_fills_within_its_limit(desk):
    far_below, below, above, _ = around(desk)
    waits(desk, "SELL", "STP LMT", far_below, far_below - 1)
    fires(desk, "SELL", "STP LMT", above, below)


@card("E24")
def a_market_if_touched_buy_waits_below_the_market(desk):
    far_below, _, above, _ = around(desk)
    waits(desk, "BUY", "MIT", far_below)
    fires(desk, "BUY", "MIT", above)


@card("E25")
def a_market_if_touched_sell_waits_above_the_market(desk):
    _, below, _, far_above = around(desk)
    waits(desk, "SELL", "MIT", far_above)
    fires(desk, "SELL", "MIT", below)


@card("E26")
def a_limit_if_touched_buy_fills_within_its_limit(desk):
    far_below, _, above, _ = around(desk)
    waits(desk, "BUY", "LIT", far_below, far_below + 1)
    fires(desk, "BUY", "LIT", above, above)


@card("E27")
def a_limit_if_touched_sell_fills_within_its_limit(desk):
    _, below, _, far_above = around(desk)
    waits(desk, "SELL", "LIT", far_above, far_above - 1)
    fires(desk, "SELL", "LIT", below, below)
