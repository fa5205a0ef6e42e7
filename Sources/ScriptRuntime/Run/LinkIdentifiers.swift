internal import ScriptHost
internal import TWSSession

/// Gives a script's session the ids of its link.
final class LinkIdentifiers: ScriptIdentifiers {
    private let link: any ClientLink

    init(_ link: any ClientLink) { self.link = link }

    func nextOrderId() -> Int {
        // An order without an id is refused by the link when it is sent.
        (try? link.nextOrderId()) ?? 0
    }

    func nextRequestId() -> Int { link.nextRequestId() }
}
