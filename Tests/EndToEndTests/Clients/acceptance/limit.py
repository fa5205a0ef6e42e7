"""E10 to E19: limit orders by time in force."""

from .card import card, check
from .instrument import AAPL, MSFT, to_cent


def rests(desk, action, tif, **fields):
    """A limit order far from the market is acknowledged with its terms and fills nothing."""
    order = desk.rest(AAPL, action, tif=tif, **fields)
    shown = desk.terms(order)
    check((shown["action"], shown["orderType"], shown["tif"]) == (action, "LMT", tif), f"{action} LMT {tif}: {shown}")
    check(shown["lmtPrice"] == desk.orders[order][1]["lmtPrice"], "its limit in openOrder")
    first = desk.about(order)[0]
    check(first.kind == "open" and first.status in ("PreSubmitted", "Submitted"), "openOrder first")
    check(desk.about(order, "status")[-1].filled == 0 and not desk.about(order, "execution"), "nothing filled")
    return order


def marketable(desk, tif):
    """A limit beyond the opposite quote fills at the quote or better than the limit."""
    _, ask = desk.quote(AAPL)
    limit = to_cent(ask * 1.02)
    order = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=limit, tif=tif)
    desk.wait_filled(order, 10)
    check(desk.average_price(order) <= limit, "not above the limit")
    return order


@card("E10")
def a_limit_buy_good_till_cancelled_rests(desk):
    rests(desk, "BUY", "GTC")


@card("E11")
def a_limit_sell_good_till_cancelled_rests(desk):
    rests(desk, "SELL", "GTC")


@card("E12")
def a_buy_and_a_sell_rest_side_by_side(desk):
    buy, sell = rests(desk, "BUY", "GTC"), rests(desk, "SELL", "GTC")
    open_ids = {event.order for event in desk.open_orders(all_clients=False)}
    check({buy, sell} <= open_ids, f"both among the open orders {open_ids}")
    check(desk.perm_id(buy) != desk.perm_id(sell), "a permId each")
    desk.cancel(buy)
    desk.wait_cancelled(buy)
    check(desk.status(sell) == "Submitted", "the sell works on")


@card("E13")
def immediate_or_cancel_within_reach_fills(desk):
    marketable(desk, "IOC")


@card("E14")
def immediate_or_cancel_out_of_reach_is_cancelled_unfilled(desk):
    bid, _ = desk.quote(AAPL)
    order = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=to_cent(bid * 0.9), tif="IOC")
    desk.wait_status(order, "Cancelled")
    check(not desk.about(order, "execution"), "no execution")


@card("E15")
def fill_or_kill_within_reach_fills_in_one_execution(desk):
    order = marketable(desk, "FOK")
    check(len(desk.about(order, "execution")) == 1, "one execution")


@card("E16")
def fill_or_kill_out_of_reach_is_inactive(desk):
    bid, _ = desk.quote(AAPL)
    order = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=to_cent(bid * 0.9), tif="FOK")
    desk.wait_status(order, "Inactive")
    check(not desk.about(order, "execution"), "no execution")


@card("E17")
def good_till_date_rests_and_keeps_its_date(desk):
    moment = desk.later(3600)
    order = rests(desk, "BUY", "GTD", goodTillDate=moment)
    check(desk.terms(order)["goodTillDate"], "its date in openOrder")


@card("E18")
def good_till_date_ends_when_its_time_comes(desk):
    order = desk.place(MSFT, "BUY", 10, "LMT", lmtPrice=100.0, tif="GTD", goodTillDate=desk.later(40))
    desk.wait_cancelled(order)
    statuses = [event.status for event in desk.about(order, "status")]
    check("Submitted" in statuses, f"Submitted before: {statuses}")
    check(not desk.about(order, "execution"), "no execution")
    check(desk.is_open(desk.perm_id(order)) == 0, "not open any more")


@card("E19")
def a_day_order_rests_and_day_is_the_time_in_force_without_one(desk):
    rests(desk, "BUY", "DAY")
    order = desk.rest(AAPL)
    check(desk.terms(order)["tif"] == "DAY", "DAY in openOrder")
