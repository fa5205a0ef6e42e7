// The program `wire-fuzz TARGET [options and corpus of libFuzzer]`.
//
// There is no `@main`: SwiftPM links an executable's `main` to the symbol below, which hands over to libFuzzer.

/// One run over a byte string; always 0, a fault ends the process.
typealias FuzzFunction = @convention(c) (UnsafePointer<UInt8>, Int) -> CInt

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ function: FuzzFunction
) -> CInt

/// What SwiftPM links as the program's `main`.
@_cdecl("wire_fuzz_main")
public func wireFuzzMain(
    _ count: CInt,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
    guard count > 1, let name = arguments[1], let target = FuzzTarget(rawValue: String(cString: name)) else {
        print("usage: wire-fuzz TARGET [libFuzzer options] CORPUS\ntargets: \(names)")
        return 2
    }
    // libFuzzer does not know the target's name: it is taken out of its arguments.
    var rest = arguments
    for index in 1..<Int(count) { arguments[index] = arguments[index + 1] }
    var restCount = count - 1
    return runDriver(&restCount, &rest, target.function)
}

/// What libFuzzer's own `main` would call; this program's never reaches it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt { 0 }
