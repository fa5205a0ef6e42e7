"""E40 to E44: cancels."""

from .card import card, check
from .instrument import AAPL, MSFT


@card("E40")
def a_resting_order_is_cancelled_with_notice_202(desk):
    order = desk.rest(AAPL)
    perm_id = desk.perm_id(order)
    desk.cancel(order)
    desk.wait_cancelled(order)
    check(desk.is_open(perm_id) == 0, "not open any more")
    last = desk.about(order, "status")[-1]
    check((last.filled, last.remaining) == (0, 10), "nothing filled, 10 remaining")


@card("E41")
def a_global_cancel_ends_the_orders_of_every_client(desk):
    other = desk.another(desk.client_id + 1000)
    orders = [desk.rest(AAPL), desk.rest(MSFT, "SELL")]
    others = other.rest(AAPL)
    desk.cancel_all()
    for order in orders:
        desk.wait_cancelled(order)
    other.wait_cancelled(others)
    check(not desk.open_orders(all_clients=True), "no open order of any client")
    other.close()


@card("E42")
def orders_are_cancelled_one_by_one(desk):
    orders = [desk.rest(AAPL), desk.rest(MSFT), desk.rest(AAPL, "SELL")]
    for place, order in enumerate(orders):
        desk.cancel(order)
        desk.wait_cancelled(order)
        check(all(desk.status(left) == "Submitted" for left in orders[place + 1:]), "the others work on")


@card("E43")
def one_cancel_ends_a_whole_group(desk):
    group = f"group {desk.client_id} {desk.next_id()}"
    orders = [desk.rest(symbol, ocaGroup=group, ocaType=1) for symbol in (AAPL, MSFT, AAPL)]
    desk.cancel(orders[0])
    for order in orders:
        desk.wait_cancelled(order)


@card("E44")
def a_cancel_of_what_is_over_or_unknown_is_refused(desk):
    order = desk.rest(AAPL)
    desk.cancel(order)
    desk.wait_cancelled(order)
    told = len(desk.about(order, "status"))
    desk.cancel(order)
    desk.wait_error(order, 10148)
    filled = desk.trade(AAPL)
    desk.cancel(filled)
    desk.wait_error(filled, 10148)
    check(desk.status(filled) == "Filled", "a filled order stays Filled")
    unknown = desk.next_id() + 1000
    desk.cancel(unknown)
    desk.wait_error(unknown, 10147)
    check(len(desk.about(order, "status")) == told, "no further status")
