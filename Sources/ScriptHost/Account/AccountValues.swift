internal import LuaBridge

/// What `account()` gives: the values of one account by their tag.
final class AccountValues: LuaObject {
    private let account: String
    private var values: [String: LuaValue] = [:]
    private var currency = ""

    init(account: String) { self.account = account }

    /// Notes a value; text that is a number becomes one.
    func set(_ tag: String, _ text: String, _ currency: String) {
        values[tag] = Int(text).map(LuaValue.integer) ?? Double(text).map(LuaValue.number) ?? LuaValue(text)
        if tag == "NetLiquidation" { self.currency = currency }
    }

    static func describe() -> LuaClass<AccountValues> {
        var description: LuaClass<AccountValues> = Members.of("account")
        description.field("account") { LuaValue($0.account) }
        description.field("currency") { LuaValue($0.currency) }
        for tag in AccountFunctions.tags { description.field(tag) { $0.values[tag] } }
        let values = description.values
        description.entries = { .table(try values($0)) }
        description.text = { Members.text("account", try values($0)) }
        return description
    }
}
