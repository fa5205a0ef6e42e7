internal import ScriptCheck
internal import ScriptHeader
internal import Testing

@Suite struct PermissionFindingsTests {
    private func findings(_ header: String, _ script: String) -> [String] {
        ScriptCheck(vocabulary: HeaderFindingsTests.vocabulary)
            .findings(source: ExampleHeader.with(header) + script, file: "s.lua")
            .map { "\($0.line) \($0.severity.rawValue) \($0.code.rawValue): \($0.message)" }
    }

    private static let trade = """
        [trade]
        symbols = ["AAPL"]
        sides = ["BUY"]
        order_types = ["MKT"]
        max_order_qty = 100
        """

    static let denied: [(String, [String])] = [
        ("place(contract('AAPL'), order('BUY', 100))", []),
        (
            "place(contract('AAPL'), order('SELL', 100))",
            [
                "9 error denied: order.action: SELL is not permitted (in force: sides = [\"BUY\"]); add SELL to sides in [trade]",
                "5 warning unused_permission: [trade] sides: BUY is permitted but no order has this action; remove it",
            ]
        ),
        (
            "place(contract('AAPL'), order('buy', 100))",
            [
                "9 error denied: order.action: \"buy\" is not an action; write BUY",
                "5 warning unused_permission: [trade] sides: BUY is permitted but no order has this action; remove it",
            ]
        ),
        (
            "place(contract('AAPL'), order('BUY', 101))",
            [
                "9 error denied: order.totalQuantity: 101 is above the limit (in force: max_order_qty = 100); "
                    + "order less, or raise max_order_qty in [trade] where the mode permits it"
            ]
        ),
        (
            "place(contract('AAPL'), order('BUY', -1))",
            [
                "9 error denied: order.totalQuantity: -1 is not a quantity; give a number above zero"
            ]
        ),
        (
            "place(contract('AAPL'), order('BUY', 1, 190.5))",
            [
                "9 error denied: order.orderType: \"LMT\" is not permitted (in force: order_types = [\"MKT\"]); "
                    + "use one of them, or add the type to order_types in [trade]",
                "6 warning unused_permission: [trade] order_types: MKT is permitted but no order has this type; remove it",
            ]
        ),
        ("local p place(contract('AAPL'), order('BUY', 1, p))", []),
        (
            "place(contract('AAPL'), order{action='BUY', totalQuantity=1, orderType='STP'})",
            [
                "9 error denied: order.orderType: \"STP\" is not permitted (in force: order_types = [\"MKT\"]); "
                    + "use one of them, or add the type to order_types in [trade]",
                "6 warning unused_permission: [trade] order_types: MKT is permitted but no order has this type; remove it",
            ]
        ),
        (
            "place(contract('AAPL'), order('BUY', 1)) quote(contract('MSFT'))",
            [
                "9 warning denied: \"MSFT\" may not be traded: it is not in symbols of [trade]"
            ]
        ),
    ]

    @Test(arguments: denied)
    func literalsOutsideThePermissions(_ script: String, _ expected: [String]) {
        #expect(findings(Self.trade, script).sorted() == expected.sorted())
    }

    static let unused: [(String, String, [String])] = [
        ("", "print(1)", []),
        (
            "", "place(contract('A'), order('BUY', 1))",
            [
                "5 warning missing_permission: the script sends orders but its header has no [trade]: the defaults apply, and live is refused"
            ]
        ),
        (
            "", "place(contract('A'), order('BUY', 10001))",
            [
                "5 error denied: order.totalQuantity: 10001 is above the limit (in force: max_order_qty = 10000); "
                    + "order less, or raise max_order_qty in [trade] where the mode permits it",
                "5 warning missing_permission: the script sends orders but its header has no [trade]: the defaults apply, and live is refused",
            ]
        ),
        (
            "[trade]\nsides = [\"BUY\"]", "print(1)",
            ["3 warning unused_permission: [trade]: the script sends no orders; remove it"]
        ),
        ("[trade]\nsides = [\"BUY\"]", "pcall(place, 1)", []),
        ("[trade]\nsides = [\"BUY\"]", "tws.placeOrder(1)", []),
        ("[trade]\nsides = [\"BUY\"]", "local f = tws.placeOrder", []),
        ("[trade]\nsides = [\"BUY\", \"SELL\"]", "local a place(contract('A'), order(a, 1))", []),
        ("[trade]\nsides = [\"BUY\", \"SELL\"]", "place(contract('A'), {action = 'SELL'}) order('BUY', 1)", []),
        (
            "[trade]\nsymbols = [\"A\", \"B\"]", "place(contract('A'), order('BUY', 1))",
            [
                "4 warning unused_permission: [trade] symbols: B is permitted but no contract has it; remove it"
            ]
        ),
        (
            "[trade]\nsymbols = [\"$s\"]\n[inputs]\ns={type=\"symbol\",default=\"A\"}",
            "place(contract(input.s), order('BUY', 1))", []
        ),
        (
            "[trade]\nsymbols = [\"$s\"]\n[inputs]\ns={type=\"symbol\",default=\"A\"}",
            "place(contract('B'), order('BUY', 1, input.s))",
            ["8 warning denied: \"B\" may not be traded: it is not in symbols of [trade]"]
        ),
    ]

    @Test(arguments: unused)
    func permissionsUnusedOrMissing(_ header: String, _ script: String, _ expected: [String]) {
        #expect(findings(header, script).sorted() == expected.sorted())
    }

    @Test(
        "A call for the whole account needs the scope, and the finding names the key",
        arguments: ["orders{account = true}", "cancel_all{account = true}"]
    )
    func scope(_ call: String) throws {
        let finding = try #require(findings("[trade]\n", call).first { $0.contains("scope") })
        #expect(finding.contains(" error denied: ") && finding.contains("set scope = \"account\" in [trade]"))
        #expect(!findings("[trade]\nscope = \"account\"\n", call).contains { $0.contains("scope") })
        #expect(!findings("[trade]\n", "orders() cancel_all()").contains { $0.contains("scope") })
    }
}
