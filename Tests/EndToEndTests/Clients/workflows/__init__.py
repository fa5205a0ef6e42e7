"""What ib_async's documentation shows, as programs of our own: bars, ticks, orders, contracts, account."""
