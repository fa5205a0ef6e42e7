"""What a card needs of a client, whatever client it is."""

import datetime

from .card import Failure, check

LIMIT = 15
FINAL = ("Filled", "Cancelled", "ApiCancelled", "Inactive")


class Desk:
    """A connected client: sends orders, keeps every event, waits for events with a deadline.

    A client adds: `_place`, `_cancel`, `cancel_all`, `pump`, `own_view`, `quote`, `positions`, `open_orders`,
    `completed_orders`, `request_executions`, `preview`, `strikes`, `now`, `close`.
    """

    def __init__(self, port, client_id, family=None):
        self.port, self.client_id = port, client_id
        self.events = []
        self.orders = {}
        # All clients that came of one, to be closed together.
        self.family = family if family is not None else []
        self.family.append(self)

    def another(self, client_id):
        """A further client, or this one again after a disconnection."""
        return type(self)(self.port, client_id, self.family)

    def close_all(self):
        for desk in self.family:
            desk.close()

    # What it sends.

    def place(self, instrument, action, quantity, order_type, order_id=None, **fields):
        """Sends an order and gives its id."""
        order_id = order_id or self.next_id()
        fields = {"action": action, "totalQuantity": quantity, "orderType": order_type} | fields
        self.orders[order_id] = (instrument, fields)
        self._place(order_id, instrument, fields)
        return order_id

    def modify(self, order_id, instrument=None, **changes):
        """Sends an order again with other fields."""
        old_instrument, fields = self.orders[order_id]
        fields = fields | changes
        self.orders[order_id] = (instrument or old_instrument, fields)
        self._place(order_id, instrument or old_instrument, fields)

    def cancel(self, order_id):
        self._cancel(order_id)

    def rest(self, instrument, action="BUY", quantity=10, **fields):
        """Places a limit order far from the market and waits until it works."""
        bid, ask = self.quote(instrument)
        price = round(bid * 0.8) if action == "BUY" else round(ask * 1.2)
        order_id = self.place(instrument, action, quantity, "LMT", lmtPrice=float(price), **fields)
        self.wait_status(order_id, "Submitted")
        return order_id

    def trade(self, instrument, action="BUY", quantity=10, **fields):
        """Places a market order and waits until it is filled and charged."""
        order_id = self.place(instrument, action, quantity, "MKT", **fields)
        self.wait_filled(order_id, quantity)
        return order_id

    # What it was told.

    def about(self, order_id, kind=None):
        """The events of an order so far."""
        executions = {event.execution for event in self.events if event.kind == "execution" and event.order == order_id}
        return [event for event in self.events
                if (event.order == order_id or (event.kind == "commission" and event.execution in executions))
                and event.client in (-1, self.client_id) and event.kind not in ("answer", "completed")
                and kind in (None, event.kind)]

    def status(self, order_id):
        """The last status; empty before the first."""
        return next((event.status for event in reversed(self.about(order_id, "status"))), "")

    def why(self, order_id):
        return next((event.why for event in reversed(self.about(order_id, "status"))), "")

    def terms(self, order_id):
        """The terms of the last openOrder."""
        return next((event.terms for event in reversed(self.about(order_id, "open"))), {})

    def perm_id(self, order_id):
        return next((event.perm for event in reversed(self.about(order_id, "status"))), 0)

    def errors(self, order_id):
        return [event.code for event in self.about(order_id, "error")]

    # Waits; the deadline is a failure.

    def wait(self, condition, what):
        if not self.pump(condition, LIMIT):
            raise Failure(f"{what} within {LIMIT} s")

    def wait_status(self, order_id, *statuses):
        self.wait(lambda: self.status(order_id) in statuses, f"order {order_id} {' or '.join(statuses)}")

    def wait_error(self, order_id, *codes):
        self.wait(lambda: any(code in codes for code in self.errors(order_id)), f"error {codes} for order {order_id}")

    def wait_terms(self, order_id, **terms):
        """Waits for an openOrder and its orderStatus that show these terms."""
        def shown():
            return all(self.terms(order_id).get(name) == value for name, value in terms.items())
        self.wait(shown, f"order {order_id} with {terms}, not {self.terms(order_id)}")

    def wait_cancelled(self, order_id):
        self.wait_status(order_id, "Cancelled")
        self.wait_error(order_id, 202)

    def wait_filled(self, order_id, quantity):
        """Filled, with executions that add up to the quantity and a commission for each."""
        self.wait_status(order_id, "Filled")
        self.wait(lambda: sum(event.filled for event in self.about(order_id, "execution")) >= quantity,
                  f"executions of order {order_id} = {quantity}")
        self.wait(lambda: len(self.about(order_id, "commission")) >= len(self.about(order_id, "execution")),
                  f"a commission for each execution of order {order_id}")
        executions = self.about(order_id, "execution")
        check(sum(event.filled for event in executions) == quantity, f"executions of order {order_id} = {quantity}")
        check(len({event.execution for event in executions}) == len(executions), "one execId per execution")
        last = self.about(order_id, "status")[-1]
        check(last.filled == quantity and last.remaining == 0, f"filled {quantity}, remaining 0 at the end")

    def fence(self):
        """Lets everything that was sent before have its effect: an order after it lives and ends."""
        order_id = self.rest(self.fence_instrument, quantity=1)
        self.cancel(order_id)
        self.wait_cancelled(order_id)

    fence_instrument = {"symbol": "KO", "secType": "STK", "exchange": "SMART", "currency": "USD"}

    # Whole states.

    def position(self, symbol):
        return sum(quantity for name, quantity in self.positions() if name == symbol)

    def average_price(self, order_id):
        executions = self.about(order_id, "execution")
        return sum(event.filled * event.price for event in executions) / sum(event.filled for event in executions)

    def is_open(self, perm_id):
        """How many open orders of any client have this permId."""
        return sum(event.perm == perm_id for event in self.open_orders(all_clients=True))

    def completion(self, perm_id):
        """The completed order with this permId, or None."""
        return next((event for event in self.completed_orders() if event.perm == perm_id), None)

    def later(self, seconds):
        """A moment after the exchange's present, as orders write it."""
        return (self.now() + datetime.timedelta(seconds=seconds)).strftime("%Y%m%d-%H:%M:%S")

    def clean(self):
        """Cancels what any client has left open, so that the next card begins as if alone."""
        while self.open_orders(all_clients=True):
            self.cancel_all()
            self.fence()

    def check_own_view(self, begin):
        """The client's own book of orders says what it was told last, where no error came after it."""
        for order_id in {event.order for event in self.events[begin:] if event.kind == "status"}:
            told = [event for event in self.about(order_id) if event.kind in ("status", "error")]
            view = self.own_view(order_id)
            if view is None or told[-1].kind == "error" and told[-1].code != 202:
                continue
            last = self.status(order_id), self.about(order_id, "status")[-1].filled
            check(view == last, f"the client's own view of order {order_id}: {last}, not {view}")
