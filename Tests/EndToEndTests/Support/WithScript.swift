import Foundation

/// Gives `body` the path of a script with this text, in a file that is removed afterwards.
func withScript(_ text: String, _ body: (_ path: String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).lua")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    try body(file.path)
}

/// A script that prints a line and then, after a moment, hangs in a function of Lua that cannot pause, within a budget of
/// 50 s.
let hangingScript = """
    --[[ibscript
    api = 1
    name = "hang"
    [budget]
    seconds = 50
    main_instructions = 5000000000
    instructions = 500000000
    ]]
    print("begun")
    sleep(0.1)
    table.sort({ 1, 2 }, function() while true do end end)
    """
