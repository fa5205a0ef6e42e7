"""E60 to E63: attributes of orders."""

from .card import card, check
from .instrument import AAPL, IBM, to_cent


def keeps(desk, name, value, **fields):
    order = desk.rest(AAPL, **{name: value} | fields)
    check(desk.terms(order)[name] == value, f"{name} {value} in openOrder: {desk.terms(order)}")
    return order


@card("E60")
def outside_regular_hours_is_kept(desk):
    keeps(desk, "outsideRth", True)


@card("E61")
def hidden_is_kept(desk):
    keeps(desk, "hidden", True)


@card("E62")
def an_iceberg_shows_a_part_and_fills_by_parts(desk):
    order = keeps(desk, "displaySize", 2)
    desk.modify(order, orderType="MKT", lmtPrice=0.0)
    desk.wait_filled(order, 10)
    sizes = [event.filled for event in desk.about(order, "execution")]
    check(len(sizes) == 5 and max(sizes) == 2, f"five executions of 2: {sizes}")
    tooLarge = desk.place(AAPL, "BUY", 10, "MKT", displaySize=10)
    desk.wait_error(tooLarge, 10020)


@card("E63")
def all_or_none_fills_at_once_or_not_at_all(desk):
    keeps(desk, "allOrNone", True)
    _, ask = desk.quote(IBM)
    order = desk.place(IBM, "BUY", 20, "LMT", lmtPrice=to_cent(ask * 1.02), allOrNone=True)
    desk.wait_filled(order, 20)
    check(len(desk.about(order, "execution")) == 1, "one execution")


@card("E63b")
def a_text_of_the_client_comes_back_with_the_order(desk):
    keeps(desk, "orderRef", "acceptance card 63")
