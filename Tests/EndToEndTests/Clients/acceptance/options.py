"""E90 to E101: options."""

from .card import card, check
from .instrument import option


def near(desk, right="C"):
    """An option at the money of the second expiration."""
    expirations, strikes = desk.strikes("AAPL")
    return option(strikes[len(strikes) // 2], right, expirations[1])


def limit(desk, instrument, action, price, **fields):
    order = desk.place(instrument, action, 2, "LMT", lmtPrice=price, **fields)
    desk.wait_status(order, "Submitted")
    return order


@card("E90")
def a_limit_buy_of_an_option_rests(desk):
    order = limit(desk, near(desk), "BUY", 0.05)
    check(desk.about(order, "open")[-1].symbol == "AAPL", "the underlying's symbol")


@card("E91")
def a_limit_sell_of_an_option_rests(desk):
    limit(desk, near(desk, "P"), "SELL", 90.0)


@card("E92")
def an_option_is_bought_and_sold_at_its_commission(desk):
    contract = near(desk)
    opening = desk.trade(contract, "BUY", 2)
    check(sum(event.commission for event in desk.about(opening, "commission")) == 1.3, "0.65 for each of 2")
    closing = desk.trade(contract, "SELL", 2)
    gross = 200 * (desk.average_price(closing) - desk.average_price(opening))
    told = sum(event.profit for event in desk.about(closing, "commission"))
    check(abs(told - (gross - 2.6)) < 0.01, f"a profit of {gross - 2.6:.2f}, not {told}")


@card("E94")
def an_order_type_that_options_do_not_have_is_refused(desk):
    order = desk.place(near(desk), "BUY", 1, "MOC")
    desk.wait_error(order, 387)
    check(not desk.about(order, "open"), "no openOrder")


@card("E96")
def a_stop_on_an_option_waits_for_its_trigger(desk):
    order = desk.place(near(desk), "SELL", 1, "STP", auxPrice=0.05)
    desk.wait_status(order, "PreSubmitted")
    check(desk.why(order) == "trigger", "held by its trigger")


@card("E99")
def fill_or_kill_on_an_option_fills_or_is_inactive(desk):
    contract = near(desk)
    _, ask = desk.quote(contract)
    order = desk.place(contract, "BUY", 1, "LMT", lmtPrice=round(ask * 1.05, 1), tif="FOK")
    desk.wait_filled(order, 1)
    order = desk.place(contract, "BUY", 1, "LMT", lmtPrice=0.05, tif="FOK")
    desk.wait_status(order, "Inactive")
    desk.trade(contract, "SELL", 1)


@card("E100")
def an_option_order_is_modified_and_cancelled(desk):
    order = limit(desk, near(desk), "BUY", 0.05)
    desk.modify(order, lmtPrice=0.10)
    desk.wait_terms(order, lmtPrice=0.10)
    desk.cancel(order)
    desk.wait_cancelled(order)


@card("E101")
def an_option_position_comes_back(desk):
    contract = near(desk, "P")
    desk.trade(contract, "BUY", 3)
    desk.close()
    again = desk.another(desk.client_id)
    check(3 in [quantity for symbol, quantity in again.positions() if symbol == "AAPL"], "3 options")
    again.trade(contract, "SELL", 3)
    again.close()
