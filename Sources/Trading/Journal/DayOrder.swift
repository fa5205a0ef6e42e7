internal import TWSWire

/// An order of an earlier run that may count towards the day on which the next run starts.
package struct DayOrder: Sendable {
    /// The name of the script that placed it.
    package var scriptName: String
    /// When its intent and each of its modifications were written, by that run's clock.
    package var sends: [RunInstant]
    /// The order as the journal leaves it.
    package var entry: LedgerEntry

    /// Creates an order from its parts.
    package init(scriptName: String, sends: [RunInstant], entry: LedgerEntry) {
        self.scriptName = scriptName
        self.sends = sends
        self.entry = entry
    }

    /// The units of the underlying in one contract.
    private var multiplier: Double {
        let multiplier = Double(entry.contract.multiplier) ?? 1
        return multiplier.isFinite && multiplier > 0 ? multiplier : 1
    }

    /// The order's value in the contract's currency, by its prices or by its fills, whichever is larger; 0 for an order
    /// without a price that has no fills.
    var value: Double {
        let order = entry.order
        if let cash = order.cashQty, cash != 0 { return cash }
        let prices = [order.lmtPrice, order.orderType.hasTrigger ? order.auxPrice : nil, entry.avgFillPrice]
        let price = prices.compactMap { $0.map(abs) }.max() ?? 0
        return (order.totalQuantity ?? .zero).double * price * multiplier
    }

    /// The cash received less the cash paid for its fills, in the contract's currency, and the net quantity bought.
    var trade: (cash: Double, quantity: ExactDecimal, last: Double) {
        var (cash, quantity, last) = (0.0, ExactDecimal.zero, 0.0)
        for fill in entry.fills {
            let isBought = fill.execution.side == .bought
            cash += fill.value * multiplier * (isBought ? -1 : 1)
            quantity = isBought ? quantity + fill.quantity : quantity - fill.quantity
            last = fill.execution.price
        }
        return (cash, quantity, last * multiplier)
    }
}

extension TradingDesk {
    /// Counts what earlier runs of the same day sent and lost, for each script and for the account: restarting a run
    /// does not renew its allowance.
    mutating func restoreDay(at now: RunInstant) {
        tally.begin(now)
        for place in seats.indices { seats[place].tally.begin(now) }
        var profits: [String: Double] = [:]
        var held: [String: [InstrumentKey: (quantity: ExactDecimal, last: Double, rate: Double)]] = [:]
        for order in history.day {
            let messages = order.sends.count { TradingDay.isSame($0, now) }
            guard messages > 0 else { continue }
            let rate = knowledge.rate(of: order.entry.contract.currency)
            let gross = order.value * rate
            tally.addOfDay(messages: messages, gross: gross)
            for place in seats.indices where seats[place].name == order.scriptName {
                seats[place].tally.addOfDay(messages: messages, gross: gross)
            }
            let trade = order.trade
            profits[order.scriptName, default: 0] += trade.cash * rate - order.entry.commission
            guard trade.last != 0 else { continue }
            let key = InstrumentKey(order.entry.contract)
            let before = held[order.scriptName]?[key]?.quantity ?? .zero
            held[order.scriptName, default: [:]][key] = (before + trade.quantity, trade.last, rate)
        }
        for (script, instruments) in held {
            for item in instruments.values {
                profits[script, default: 0] += item.quantity.double * item.last * item.rate
            }
        }
        for place in seats.indices { seats[place].tally.profitBefore = profits[seats[place].name] ?? 0 }
        history.day = []
    }
}
