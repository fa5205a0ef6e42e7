import Foundation
import Synchronization
import Testing
import Trading

@testable import ScriptRuntime

/// The control socket, without a run behind it: nobody answers for the event loop.
@Suite("Control socket")
struct ControlServerTests {
    private let folder = TemporaryFolder()
    private let control = RunControl()
    private let stops = Count()
    private let path: String

    private final class Count: Sendable {
        let value = Atomic<Int>(0)
    }

    init() throws {
        path = folder.data.path + "/r.sock"
        try FolderMaker.make(folder.data.path)
    }

    private func start() throws -> ControlServer {
        try ControlServer.start(at: path, for: control) { [stops] in stops.value.add(1, ordering: .relaxed) }
    }

    private func ask(_ line: String) throws -> String? {
        let client = try Client(path)
        #expect(client.write(line))
        return client.readLine()
    }

    @Test("it is for its owner alone, and gone when it is closed")
    func file() throws {
        let server = try start()
        #expect(folder.mode(path) == "600")
        server.close()
        #expect(FolderMaker.names(in: folder.data.path) == [])
        #expect(throws: (any Error).self) { try Client(path) }
    }

    @Test("a run whose loop does not answer still tells where the switch stands, and says that the rest is old")
    func stale() throws {
        let server = try start()
        defer { server.close() }
        let books = try folder.data.books(account: "DU1")
        try books.make()
        control.open(books)
        try LatchFile.write(Halt.Latch(level: .halted, reason: "x", by: "ann"), to: books.halt)
        #expect(control.moveCount == 0)
        let answer = try #require(try ask(ControlRequest.latch.line()))
        #expect(control.moveCount == 1)
        #expect(answer.hasPrefix(#"{"level":"HALTED","latch":"HALTED by ann: x""#), "\(answer)")
        #expect(answer.hasSuffix(#""stale":true}"#))
        _ = try LatchFile.remove(books.halt)
        #expect(try ask(ControlRequest.latch.line())?.hasPrefix(#"{"level":"ACTIVE""#) == true)
        #expect(control.position.latch == nil)
    }

    @Test("several requests on one connection, cut anywhere, are answered in order")
    func several() throws {
        let server = try start()
        defer { server.close() }
        let client = try Client(path)
        #expect(client.write(#"{"do":"sta"#))
        #expect(client.write("tus\"}\n{\"do\":\"dance\"}\n"))
        let first = try #require(client.readLine())
        let both = try first.contains("\n") ? first : first + "\n" + #require(client.readLine())
        #expect(both.split(separator: "\n").map { $0.contains("ACTIVE") } == [true, false])
        #expect(both.hasSuffix(#"{"error":"no such request"}"#))
    }

    @Test("a line without end is refused, and the next client is served", arguments: [4_097, 100_000])
    func longLine(length: Int) throws {
        let server = try start()
        defer { server.close() }
        let client = try Client(path)
        _ = client.write(String(repeating: "x", count: length))
        #expect(client.awaitEnd())
        #expect(try ask(ControlRequest.status.line()) != nil)
    }

    @Test("more clients than are served at once wait, and are served when others go")
    func crowd() throws {
        let server = try start()
        defer { server.close() }
        do {
            var crowd: [Client] = []
            for _ in 0..<ControlServer.mostClients { crowd.append(try Client(path)) }
            // Each is known to be served before the next comes.
            for client in crowd { #expect(client.ask() != nil) }
            let late = try Client(path)
            #expect(late.write(ControlRequest.status.line()))
            crowd.removeFirst()
            #expect(late.readLine() != nil)
        }
    }

    private final class Client {
        private let socket: UnixSocket

        init(_ path: String) throws {
            guard let socket = try UnixSocket.connected(path) else { throw POSIXError(.ECONNREFUSED) }
            self.socket = socket
        }

        func write(_ text: String) -> Bool { UnixSocket.write(text, to: socket.descriptor) }

        func readLine() -> String? { socket.readLine(patience: 5_000) }

        func awaitEnd() -> Bool { socket.awaitEnd(patience: 5_000) }

        func ask() -> String? { write(ControlRequest.status.line()) ? readLine() : nil }
    }

    @Test("stop is passed on at once, and the connection ends with the run")
    func stop() throws {
        let server = try start()
        let client = try Client(path)
        #expect(client.write(ControlRequest.stop.line()))
        #expect(client.readLine() != nil)
        #expect(stops.value.load(ordering: .relaxed) == 1)
        server.close()
        #expect(client.awaitEnd())
    }

    @Test("a path too long for an address is listened at all the same")
    func longPath() throws {
        let long = folder.data.path + "/" + String(repeating: "d", count: 100)
        try FolderMaker.make(long)
        let server = try ControlServer.start(at: long + "/r.sock", for: control) {}
        defer { server.close() }
        let client = try Client(long + "/r.sock")
        #expect(client.write(ControlRequest.status.line()))
        #expect(client.readLine() != nil)
    }
}
