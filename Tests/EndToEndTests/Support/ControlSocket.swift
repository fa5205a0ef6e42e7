import Foundation
import Glibc

/// A connection to a run's control socket.
final class ControlSocket {
    private let handle: FileHandle

    init(_ path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard status == 0 else { throw SimulatorFailure("no control socket at \(path)") }
    }

    /// Sends a line and gives the answer.
    func ask(_ line: String) throws -> String {
        try handle.write(contentsOf: Data((line + "\n").utf8))
        return handle.readFirstLine()
    }
}

extension Run {
    /// The run's control socket, and the folder of its books.
    func controlSocket() throws -> (socket: ControlSocket, books: String) {
        let name = try name()
        let entry = try String(contentsOfFile: "\(data)/live/\(name).json", encoding: .utf8)
        guard let books = entry.firstMatch(of: #/"books":"([^"]+)"/#) else {
            throw SimulatorFailure("no books: \(entry)")
        }
        return (try ControlSocket("\(data)/live/\(name).sock"), String(books.1))
    }
}
