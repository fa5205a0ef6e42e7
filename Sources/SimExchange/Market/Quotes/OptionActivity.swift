internal import TWSWire

/// The open interest and the volume of options: derived from the volume of the underlying, the same every day.
///
/// Most is at the money and at round strikes; a day trades a sixth of it.
struct OptionActivity: Sendable {
    let callInterest: Int64
    let putInterest: Int64

    var callVolume: Int64 { callInterest / 6 }
    var putVolume: Int64 { putInterest / 6 }

    /// For an option, its own; for another contract, those of all options on it.
    init(_ instrument: Instrument) {
        let noise = 0.5 + SeededGenerator.unit(SeededGenerator.mixed(UInt64(bitPattern: Int64(instrument.conId))))
        guard let option = instrument.model.option else {
            let all = Double(instrument.averageDailyVolume) / 20 * noise
            (callInterest, putInterest) = (Int64(all), Int64(all * 0.8))
            return
        }
        let distance = Elementary.logarithm(option.strike / instrument.model.pathOpenPrice) / 0.1
        let isRound = option.strike.truncatingRemainder(dividingBy: 10) == 0
        let interest = Int64(12_000 * noise / (1 + distance * distance) * (isRound ? 2 : 1))
        (callInterest, putInterest) = option.isCall ? (interest, 0) : (0, interest)
    }
}
