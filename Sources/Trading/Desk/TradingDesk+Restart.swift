extension TradingDesk {
    /// Whether new orders are held around TWS's restart.
    package var isHeldForRestart: Bool { restartHold != nil }

    /// TWS is about to restart, or may be restarting: no new order enters until ``releaseAfterRestart()``; cancels and
    /// changes pass.
    package mutating func holdForRestart() {
        restartHold = Obstacle(
            .restartWindow,
            "new orders are held in the restart window of TWS, and from 5 minutes before it",
            remedy: "place(c, o, {when_connected = 3600}) waits until it is over; the window is restart in config.toml"
        )
    }

    /// The restart is over, and orders are read again.
    package mutating func releaseAfterRestart() { restartHold = nil }
}
