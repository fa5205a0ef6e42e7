"""E01 to E06: market orders."""

from .card import card, check
from .instrument import AAPL, IBM, MSFT


@card("E01")
def a_market_buy_fills_at_the_ask_and_makes_a_position(desk):
    before = desk.position("AAPL")
    bid, ask = desk.quote(AAPL)
    order = desk.trade(AAPL, "BUY", 100)
    price = desk.average_price(order)
    check(abs(price - ask) < 0.01 * ask, f"a price near the ask {ask}, not {price}")
    check(all(event.side == "BOT" for event in desk.about(order, "execution")), "side BOT")
    check(sum(event.commission for event in desk.about(order, "commission")) == 1.0, "a commission of 1.00")
    desk.wait(lambda: desk.position("AAPL") == before + 100, "100 more in the position")


@card("E02")
def a_market_sell_without_stock_goes_short(desk):
    before = desk.position("MSFT")
    order = desk.trade(MSFT, "SELL", 100)
    check(all(event.side == "SLD" for event in desk.about(order, "execution")), "side SLD")
    desk.wait(lambda: desk.position("MSFT") == before - 100, "100 less in the position")
    desk.trade(MSFT, "BUY", 100)


@card("E03")
def a_market_order_immediate_or_cancel_fills(desk):
    order = desk.trade(AAPL, "BUY", 10, tif="IOC")
    check(desk.terms(order)["tif"] == "IOC", "IOC in openOrder")


@card("E04")
def a_market_order_fill_or_kill_fills_in_one_execution(desk):
    order = desk.trade(AAPL, "BUY", 10, tif="FOK")
    check(desk.terms(order)["tif"] == "FOK", "FOK in openOrder")
    check(len(desk.about(order, "execution")) == 1, "one execution")


@card("E05")
def an_amount_of_money_buys_shares(desk):
    _, ask = desk.quote(AAPL)
    order = desk.place(AAPL, "BUY", 0, "MKT", cashQty=1000.0)
    desk.wait_status(order, "Filled")
    bought = desk.about(order, "status")[-1].filled
    check(0.97 * 1000 <= bought * ask <= 1.01 * 1000, f"shares for 1000 USD at {ask}, not {bought}")
    desk.wait_filled(order, bought)


@card("E06")
def a_market_order_closes_a_position_and_its_profit_counts_both_commissions(desk):
    check(desk.position("IBM") == 0, "no IBM before")
    opening = desk.trade(IBM, "BUY", 100)
    closing = desk.trade(IBM, "SELL", 100)
    check(desk.position("IBM") == 0, "no IBM after")
    gross = 100 * (desk.average_price(closing) - desk.average_price(opening))
    paid = sum(event.commission for order in (opening, closing) for event in desk.about(order, "commission"))
    told = sum(event.profit for event in desk.about(closing, "commission"))
    check(abs(told - (gross - paid)) < 0.01, f"a realized profit of {gross - paid:.2f}, not {told}")
    check(not any(event.profit for event in desk.about(opening, "commission")), "no profit of the opening")
