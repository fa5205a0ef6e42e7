extension TradingDesk {
    /// Whether new orders are held around a TWS restart.
    package var isHeldForRestart: Bool { restartHold != nil }

    /// Holds new orders until ``releaseAfterRestart()`` because TWS is about to restart or may be restarting; cancels
    /// and changes pass.
    package mutating func holdForRestart() {
        restartHold = Obstacle(
            .restartWindow,
            "new orders are held in the restart window of TWS, and from 5 minutes before it",
            remedy: "place(c, o, {when_connected = 3600}) waits until it is over; the window is restart in config.toml"
        )
    }

    /// Ends the hold after the restart, once orders have been read again.
    package mutating func releaseAfterRestart() { restartHold = nil }
}
