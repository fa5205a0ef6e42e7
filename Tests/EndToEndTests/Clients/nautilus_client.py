"""nautilus_trader's IB adapter against `ibscript sim`: provider, quotes, bars, orders, reconciliation, on five symbols.

usage: nautilus_client.py PORT ACCOUNT trade|reconcile

`trade` trades every symbol and leaves a limit order; `reconcile` begins without a memory and finds positions and order by
reconciliation. Prints a line for what is done, and at the end `ok nautilus PART`.
"""

import asyncio
import os
import sys
from decimal import Decimal

from nautilus_trader.adapters.interactive_brokers.common import IB
from nautilus_trader.adapters.interactive_brokers.config import (
    InteractiveBrokersDataClientConfig,
    InteractiveBrokersExecClientConfig,
    InteractiveBrokersInstrumentProviderConfig,
    SymbologyMethod,
)
from nautilus_trader.adapters.interactive_brokers.factories import (
    InteractiveBrokersLiveDataClientFactory,
    InteractiveBrokersLiveExecClientFactory,
)
from nautilus_trader.config import LiveDataEngineConfig, LiveExecEngineConfig, LoggingConfig, RoutingConfig, TradingNodeConfig
from nautilus_trader.live.node import TradingNode
from nautilus_trader.model.data import BarType
from nautilus_trader.model.enums import OrderSide, OrderStatus, TimeInForce
from nautilus_trader.model.identifiers import InstrumentId
from nautilus_trader.trading.strategy import Strategy

SYMBOLS = {"AAPL.NASDAQ": 10, "MSFT.NASDAQ": 10, "SPY.ARCA": 10, "IBM.NYSE": 10, "EUR/USD.IDEALPRO": 25_000}
RESTING = "AAPL.NASDAQ"


class Trader(Strategy):
    """Waits for quotes and a bar of every symbol, buys each, and leaves a limit order far away."""

    def __init__(self, done):
        super().__init__()
        self.done = done
        self.quotes, self.bars, self.filled = set(), set(), set()
        self.resting = None
        self.bought = False
        self.problems = []

    def on_start(self):
        for name in SYMBOLS:
            key = InstrumentId.from_str(name)
            if self.cache.instrument(key) is None:
                self.problems.append(f"no instrument {name}")
                continue
            self.subscribe_quote_ticks(key)
            side = "MID" if "IDEALPRO" in name else "LAST"
            self.subscribe_bars(BarType.from_str(f"{name}-5-SECOND-{side}-EXTERNAL"))

    def on_quote_tick(self, tick):
        self.quotes.add(str(tick.instrument_id))
        # The adapter tells bid and ask one after the other, so that a moving quote may cross for a moment.
        if not 0 < tick.bid_price.as_double() < tick.ask_price.as_double() * 1.01:
            self.problems.append(f"quote {tick}")
        self.advance()

    def on_bar(self, bar):
        self.bars.add(str(bar.bar_type.instrument_id))
        self.advance()

    def advance(self):
        if self.bought or self.quotes != set(SYMBOLS) or self.bars != set(SYMBOLS):
            return
        self.bought = True
        print("quotes and bars of", len(self.quotes), flush=True)
        for name, size in SYMBOLS.items():
            instrument = self.cache.instrument(InstrumentId.from_str(name))
            self.submit_order(self.order_factory.market(
                instrument.id, OrderSide.BUY, instrument.make_qty(Decimal(size)), time_in_force=TimeInForce.DAY))
        instrument = self.cache.instrument(InstrumentId.from_str(RESTING))
        price = self.cache.quote_tick(instrument.id).bid_price - 20
        self.resting = self.order_factory.limit(
            instrument.id, OrderSide.BUY, instrument.make_qty(5), instrument.make_price(price),
            time_in_force=TimeInForce.GTC)
        self.submit_order(self.resting)

    def on_order_filled(self, event):
        print("filled", event.instrument_id, event.last_qty, event.last_px, event.commission, flush=True)
        if event.commission.as_double() <= 0:
            self.problems.append(f"{event.instrument_id} costs {event.commission}")
        order = self.cache.order(event.client_order_id)
        if order.is_closed:
            self.filled.add(str(event.instrument_id))
        self.finish()

    def on_order_accepted(self, event):
        self.finish()

    def on_order_rejected(self, event):
        self.problems.append(f"rejected: {event.reason}")
        self.done.set()

    def finish(self):
        if self.filled == set(SYMBOLS) and self.resting.status == OrderStatus.ACCEPTED:
            self.done.set()


def node(port, client_id):
    provider = InteractiveBrokersInstrumentProviderConfig(
        symbology_method=SymbologyMethod.IB_SIMPLIFIED, load_ids=frozenset(SYMBOLS))
    host = {"ibg_host": "127.0.0.1", "ibg_port": port, "ibg_client_id": client_id}
    config = TradingNodeConfig(
        trader_id="TESTER-001",
        logging=LoggingConfig(log_level="ERROR"),
        data_clients={IB: InteractiveBrokersDataClientConfig(
            **host, use_regular_trading_hours=False, instrument_provider=provider)},
        exec_clients={IB: InteractiveBrokersExecClientConfig(
            **host, account_id=sys.argv[2], instrument_provider=provider, routing=RoutingConfig(default=True))},
        data_engine=LiveDataEngineConfig(time_bars_timestamp_on_close=False, validate_data_sequence=True),
        exec_engine=LiveExecEngineConfig(reconciliation=True),
        timeout_connection=60, timeout_reconciliation=30, timeout_portfolio=30, timeout_disconnection=10,
        timeout_post_stop=2,
    )
    made = TradingNode(config=config)
    made.add_data_client_factory(IB, InteractiveBrokersLiveDataClientFactory)
    made.add_exec_client_factory(IB, InteractiveBrokersLiveExecClientFactory)
    return made


async def trade(port):
    done = asyncio.Event()
    trading, trader = node(port, 21), Trader(done)
    trading.trader.add_strategy(trader)
    trading.build()
    task = asyncio.ensure_future(trading.run_async())
    try:
        await asyncio.wait_for(done.wait(), 90)
    except TimeoutError:
        trader.problems.append(
            f"quotes {trader.quotes} bars {trader.bars} filled {trader.filled} resting {trader.resting}")
    await trading.stop_async()
    task.cancel()
    trading.dispose()
    return trader.problems


async def reconcile(port):
    """What a node that begins without a memory finds."""
    found = node(port, 21)
    found.build()
    task = asyncio.ensure_future(found.run_async())
    problems, names = [], {}
    for _ in range(300):
        await asyncio.sleep(0.2)
        names = {str(position.instrument_id): position.signed_qty for position in found.cache.positions_open()}
        if len(names) == len(SYMBOLS) and found.cache.orders_open():
            break
    orders = [(str(order.instrument_id), str(order.quantity)) for order in found.cache.orders_open()]
    print("reconciled", names, orders, flush=True)
    if names != {name: float(size) for name, size in SYMBOLS.items()}:
        problems.append(f"positions {names}")
    if orders != [(RESTING, "5")]:
        problems.append(f"orders {orders}")
    await found.stop_async()
    task.cancel()
    found.dispose()
    return problems


def main():
    port, part = int(sys.argv[1]), sys.argv[3]
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    problems = loop.run_until_complete(trade(port) if part == "trade" else reconcile(port))
    for problem in problems:
        print("failed", problem, flush=True)
    print("failed nautilus" if problems else f"ok nautilus {part}", flush=True)
    # Its threads outlive the node.
    os._exit(1 if problems else 0)


if __name__ == "__main__":
    main()
