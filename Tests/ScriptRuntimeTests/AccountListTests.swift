import SimExchange
import Testing

@testable import ScriptRuntime

@Suite("The simulator's accounts as people write them")
struct AccountListTests {
    @Test(
        "a number makes so many, codes make theirs, with other cash where there is some",
        arguments: [
            ("", []), ("1", [SimConfiguration.Account()]), ("2", [SimConfiguration.Account(), .init()]),
            ("DU1", [.init(code: "DU1")]),
            ("DU1=50000,U22=0.5", [.init(code: "DU1", startingCash: 50_000), .init(code: "U22", startingCash: 0.5)]),
        ]
    )
    func read(text: String, accounts: [SimConfiguration.Account]) throws {
        var options = SimulatorOptions()
        options.accounts = try AccountList(option: text)
        #expect(options.exchangeConfiguration(now: .virtualStart).accounts == accounts)
    }

    @Test(
        "what is none is told",
        arguments: [
            ("0", "0 is outside 1 to 50"), ("51", "51 is outside 1 to 50"), ("-1", "-1 is outside 1 to 50"),
            ("du1", "\"du1\" is not an account; a code looks like DU1234567"),
            ("All", "\"All\" is not an account; a code looks like DU1234567"),
            ("D", "\"D\" is not an account; a code looks like DU1234567"),
            ("DU1,", "\"\" is not an account; a code looks like DU1234567"),
            ("DU1,DU2,DU1=3", "DU1 is there twice"),
            ("DU1=", "DU1=: cash is an amount in USD, such as DU1=50000"),
            ("DU1=-5", "DU1=-5: cash is an amount in USD, such as DU1=50000"),
            ("DU1=nan", "DU1=nan: cash is an amount in USD, such as DU1=50000"),
        ]
    )
    func fault(text: String, words: String) {
        #expect(throws: OptionFault(words)) { try AccountList(option: text) }
    }
}
