internal import LuaBridge
internal import ScriptHeader
internal import Trading

extension ScriptSession {
    /// Every function of the script language, in a single list.
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

    /// Passes the class of every object of the language, in a single list.
    static func giveClasses(to taker: inout some ClassTaker) throws(ScriptError) {
        try taker.take(Handler.describe())
        try taker.take(TimerHandle.describe())
        try taker.take(ScriptTask.describe())
        try taker.take(Trade.describe())
        try taker.take(TradeFill.describe())
        try taker.take(Bracket.describe())
        try taker.take(OwnPosition.describe())
        try taker.take(Quote.describe())
        try taker.take(Series.describe())
        try taker.take(AccountValues.describe())
        try taker.take(ProfitFigures.describe())
        try taker.take(TickSeries.describe())
        try taker.take(OrderBook.describe())
        try taker.take(BarBuilder.describe())
        try taker.take(CSVFile.describe())
        try taker.take(JSONFile.describe())
        try taker.take(FileLines.describe())
        try taker.take(ClockTimer.describe())
        try IndicatorFunctions.giveClasses(to: &taker)
    }

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
        var classes = VMClasses(vm: vm)
        try Self.giveClasses(to: &classes)
        try vm.add(InputTable.describe(configuration.header?.inputs ?? []))
        for entry in Self.language { try entry.register(in: vm, session: self) }
        try vm.registerModules { [unowned self] name in try module(name) }
        try vm.set("input", to: .object(InputTable()))
    }

    /// Functions at least one of which is named by every script that places orders, itself or through a module.
    private static let orderWords: Set = ["place", "bracket", "oca", "target_position", "flatten", "require"]

    /// The line shown when the script starts: what runs where, and what happens to its orders if it may have any.
    func startLine(_ facts: SessionFacts) -> String {
        let name = facts.isAlone ? (configuration.header?.header.name ?? file) + " " : ""
        let place =
            switch configuration.mode {
            case .simulator: "on the simulator"
            case .paper: "on paper"
            case .live: "live, with real money"
            }
        let beginning = "\(name)\(place), account \(MaskedAccount.text(facts.account))"
        guard configuration.isDialogue || source.mentions(anyOf: Self.orderWords) else { return beginning }
        return "\(beginning); \(onStop.statement)"
    }

    /// What happens to orders still working at the end.
    var onStop: OnStop { configuration.header?.permissions?.onStop ?? .leave }
}
