internal import LuaBridge
internal import ScriptHeader
internal import Trading

extension ScriptSession {
    /// Every function of the script language, in one list.
    static let language: [HostEntry] =
        ContractFunctions.entries + DetailsFunctions.entries + OrderFunctions.entries + TradeFunctions.entries
        + ConditionFunctions.entries + OwnFunctions.entries
        + EventFunctions.entries
        + WaitingFunctions.entries + TaskFunctions.entries + OutputFunctions.entries + MarketDataFunctions.entries
        + AccountFunctions.entries
        + RawFunctions.entries + FileFunctions.entries + TimeFunctions.entries + ClockFunctions.entries
        + IndicatorFunctions.entries + ChainFunction.entries + FutureFunctions.entries + IncrementFunctions.entries
        + HistoryFunction.entries + TickFunction.entries + DepthFunction.entries + ScanFunction.entries
        + PastFunctions.entries + OptionFunctions.entries + NewsFunctions.entries + BarBuilder.entries
        + ExecutionFunctions.entries + ScreenFunction.entries + [NotifyFunction.entry, ExpectFunction.entry]

    static func budget(_ asked: ScriptBudget?) -> LuaVM.Budget {
        let budget = asked ?? .standard
        return LuaVM.Budget(
            instructionsPerEvent: budget.instructions,
            instructionsForMain: budget.mainInstructions,
            bytes: budget.memoryMiB << 20,
            seconds: budget.seconds
        )
    }

    func registerLanguage() throws(ScriptError) {
        try vm.add(Handler.describe())
        try vm.add(TimerHandle.describe())
        try vm.add(ScriptTask.describe())
        try vm.add(Trade.describe())
        try vm.add(TradeFill.describe())
        try vm.add(Bracket.describe())
        try vm.add(OwnPosition.describe())
        try vm.add(Quote.describe())
        try vm.add(Series.describe())
        try vm.add(AccountValues.describe())
        try vm.add(ProfitFigures.describe())
        try vm.add(TickSeries.describe())
        try vm.add(OrderBook.describe())
        try vm.add(BarBuilder.describe())
        try vm.add(CSVFile.describe())
        try vm.add(JSONFile.describe())
        try vm.add(FileLines.describe())
        try vm.add(ClockTimer.describe())
        try IndicatorFunctions.describe(in: vm)
        try vm.add(InputTable.describe(configuration.header?.inputs ?? []))
        for entry in Self.language { try entry.register(in: vm, session: self) }
        try vm.registerModules { [unowned self] name in try module(name) }
        try vm.set("input", to: .object(InputTable()))
    }

    /// Stated when the script starts: what runs where, and what becomes of its orders if its header lets it have any.
    func startLine(_ facts: SessionFacts) -> String {
        let name = facts.isAlone ? (configuration.header?.header.name ?? file) + " " : ""
        let place =
            switch configuration.mode {
            case .simulator: "on the simulator"
            case .paper: "on paper"
            case .live: "live, with real money"
            }
        let beginning = "\(name)\(place), account \(MaskedAccount.text(facts.account))"
        let header = configuration.header
        guard header?.permissions != nil || header?.header.isPresent != true else { return beginning }
        return "\(beginning); \(onStop.statement)"
    }

    /// What becomes of orders that still work at the end.
    var onStop: OnStop { configuration.header?.permissions?.onStop ?? .leave }
}
