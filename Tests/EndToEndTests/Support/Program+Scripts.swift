import Foundation

extension Program {
    /// A script beside the tests, which says in a comment what must come out.
    static func testScript(_ name: String) -> String {
        root.appendingPathComponent("Tests/EndToEndTests/Scripts/\(name).lua").path
    }
}
