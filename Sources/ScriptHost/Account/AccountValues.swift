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

    private var entries: [(key: String, value: LuaValue)] {
        [("account", LuaValue(account)), ("currency", LuaValue(currency))].filter { $0.1 != .nil }
            + AccountFunctions.tags.compactMap { tag in values[tag].map { (tag, $0) } }
    }

    static func describe() -> LuaClass<AccountValues> {
        var description = LuaClass<AccountValues>(name: "account")
        description.property = { account, name in
            if let entry = account.entries.first(where: { $0.key == name }) { return entry.value }
            let known = ["account", "currency"] + AccountFunctions.tags
            guard known.contains(name) else { throw Members.unknown(name, of: "account", among: known) }
            return nil
        }
        description.entries = { .table($0.entries) }
        description.text = { account in
            let parts = account.entries.compactMap { entry in RecordText.text(entry.value).map { "\(entry.key)=\($0)" }
            }
            return "<account " + parts.joined(separator: ", ") + ">"
        }
        return description
    }
}
