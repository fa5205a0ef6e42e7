"""E70 to E79: orders that are refused, and failures after which nobody knows."""

from .card import Failure, card, check
from .instrument import AAPL, HONG_KONG, IBM, MSFT, UNKNOWN, to_cent


def refused(desk, code, instrument, action, quantity, order_type, **fields):
    """One error and nothing else: no openOrder, no orderStatus."""
    order = desk.place(instrument, action, quantity, order_type, **fields)
    desk.wait_error(order, code)
    desk.fence()
    told = [event.line for event in desk.about(order)]
    check(len(told) == 1, f"error {code} alone: {told}")


def lost(desk, send):
    """Sends something and loses the connection before an answer is read; gives the client that came back.

    A witness, the master client, tells when TWS has got it.
    """
    witness = desk.another(99)
    send(witness)
    desk.close()
    witness.close()
    return desk.another(desk.client_id)


def heard(witness, condition, what):
    if not witness.pump(condition, 10):
        raise Failure(f"the master client hears of {what}")


@card("E70")
def a_price_off_the_increment_is_refused(desk):
    refused(desk, 110, AAPL, "BUY", 10, "LMT", lmtPrice=150.005)
    refused(desk, 110, AAPL, "SELL", 10, "STP", auxPrice=100.001)


@card("E71")
def an_order_beyond_the_margin_is_inactive_with_error_201(desk):
    bid, _ = desk.quote(AAPL)
    order = desk.place(AAPL, "BUY", 1_000_000, "LMT", lmtPrice=to_cent(bid))
    desk.wait_status(order, "Inactive")
    desk.wait_error(order, 201)
    check(not desk.about(order, "execution"), "no execution")


@card("E72")
def an_unknown_order_type_is_refused(desk):
    refused(desk, 321, AAPL, "BUY", 10, "WRONG")
    refused(desk, 387, AAPL, "BUY", 10, "BOX TOP")


@card("E73")
def an_unknown_time_in_force_is_refused(desk):
    refused(desk, 321, AAPL, "BUY", 10, "MKT", tif="NEVER")
    refused(desk, 111, AAPL, "BUY", 10, "STP", auxPrice=500.0, tif="OPG")


@card("E73b")
def unknown_contracts_zero_sizes_and_used_ids_are_refused(desk):
    refused(desk, 200, UNKNOWN, "BUY", 10, "MKT")
    refused(desk, 434, AAPL, "BUY", 0, "MKT")
    order = desk.rest(AAPL)
    desk.cancel(order)
    desk.wait_cancelled(order)
    desk.modify(order)
    desk.wait_error(order, 103)
    check(desk.status(order) == "Cancelled", "it stays Cancelled")


@card("E74")
def an_order_whose_answer_is_lost_is_found_once_after_reconnecting(desk):
    sent = []

    def send(witness):
        sent.append(desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=100.0, tif="GTC"))
        heard(witness, lambda: any(event.kind == "status" and event.client == desk.client_id
                                   and event.order == sent[0] for event in witness.events), "the order")

    again = lost(desk, send)
    found = [event for event in again.open_orders(all_clients=False) if event.order == sent[0]]
    check(len(found) == 1 and found[0].terms["lmtPrice"] == 100, f"the order once: {found}")
    check(again.next_id() > sent[0], "the next id is a new one")
    again.cancel(sent[0])
    again.wait_cancelled(sent[0])
    again.close()


@card("E75")
def a_cancel_whose_answer_is_lost_has_its_effect(desk):
    order = desk.rest(AAPL, tif="GTC")
    perm_id = desk.perm_id(order)

    def send(witness):
        desk.cancel(order)
        heard(witness, lambda: any(event.kind == "status" and event.perm == perm_id and event.status == "Cancelled"
                                   for event in witness.events), "the cancel")

    again = lost(desk, send)
    check(again.is_open(perm_id) == 0, "not open any more")
    check(again.completion(perm_id).status == "Cancelled", "completed as Cancelled")
    again.close()


@card("E76")
def a_modification_whose_answer_is_lost_leaves_one_order_with_the_new_terms(desk):
    order = desk.rest(AAPL, tif="GTC")
    perm_id = desk.perm_id(order)

    def send(witness):
        desk.modify(order, lmtPrice=120.0)
        heard(witness, lambda: any(event.kind == "open" and event.perm == perm_id and event.terms["lmtPrice"] == 120
                                   for event in witness.events), "the modification")

    again = lost(desk, send)
    found = [event for event in again.open_orders(all_clients=False)]
    check([event.perm for event in found] == [perm_id], f"one order, the same permId: {found}")
    check(found[0].terms["lmtPrice"] == 120, "the new limit")
    again.cancel(order)
    again.wait_cancelled(order)
    again.close()


@card("E77")
def orders_sent_together_are_all_found_after_a_lost_answer(desk):
    sent = []

    def send(witness):
        for instrument in (AAPL, MSFT, IBM):
            sent.append(desk.place(instrument, "BUY", 10, "LMT", lmtPrice=50.0, tif="GTC"))
        sent.append(desk.place(AAPL, "BUY", 10, "MKT"))
        heard(witness, lambda: any(event.kind == "status" and event.order == sent[3] and event.status == "Filled"
                                   for event in witness.events), "the fill")

    again = lost(desk, send)
    open_ids = sorted(event.order for event in again.open_orders(all_clients=False))
    check(open_ids == sent[:3], f"open {sent[:3]}: {open_ids}")
    filled = [event for event in again.request_executions()
              if event.order == sent[3] and event.client == desk.client_id]
    check(sum(event.filled for event in filled) == 10, "the fill among the executions")
    check(all(event.commission for event in filled), "with its commission")
    again.close()


@card("E78")
def one_refusal_among_orders_sent_together_hurts_no_other(desk):
    good = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=100.0)
    bad = desk.place(AAPL, "BUY", 10, "LMT", lmtPrice=100.001)
    unknown = desk.place(UNKNOWN, "BUY", 10, "MKT")
    also_good = desk.place(MSFT, "BUY", 10, "LMT", lmtPrice=100.0)
    desk.wait_error(bad, 110)
    desk.wait_error(unknown, 200)
    desk.wait_status(good, "Submitted")
    desk.wait_status(also_good, "Submitted")
    check(not desk.errors(good) and not desk.errors(also_good), "no error for the others")


@card("E79", simulator="read-only")
def a_read_only_tws_refuses_orders_and_answers_questions(desk):
    order = desk.place(AAPL, "BUY", 10, "MKT")
    desk.wait_error(order, 321)
    check(not desk.about(order, "open") and not desk.about(order, "status"), "the error alone")
    check(desk.positions() == [] and desk.open_orders(all_clients=True) == [], "nothing there")
    bid, ask = desk.quote(AAPL)
    check(0 < bid < ask, "quotes")


@card("E79b", simulator="no-data")
def an_account_without_data_trades_and_gets_error_354_for_quotes(desk):
    order = desk.trade(AAPL)
    desk.wait(lambda: desk.position("AAPL") == 10, "a position")
    check(not desk.errors(order), "no error for the order")
    count, _ = desk.watch(AAPL)
    desk.wait(lambda: any(event.code == 354 for event in desk.events), "error 354")
    check(count() == 0, "no tick")


@card("E79c", simulator="precautions")
def precautions_refuse_large_orders_and_direct_routing(desk):
    order = desk.place(AAPL, "BUY", 501, "LMT", lmtPrice=100.0)
    desk.wait_error(order, 383)
    order = desk.place(AAPL | {"exchange": "ARCA"}, "BUY", 10, "LMT", lmtPrice=100.0)
    desk.wait_error(order, 10311)
    check(desk.open_orders(all_clients=False) == [], "nothing open")


@card("E79d", simulator="sessions")
def an_order_outside_the_hours_of_its_market_is_held_with_error_399(desk):
    # The exchange's day begins at ten in New York, when Hong Kong sleeps.
    order = desk.place(HONG_KONG, "BUY", 2000, "LMT", lmtPrice=10.0)
    desk.wait_error(order, 399)
    check(desk.status(order) == "PreSubmitted", f"PreSubmitted, not {desk.status(order)}")
    desk.cancel(order)
    desk.wait_cancelled(order)
