internal import TWSWire
internal import Testing

/// Frames of real clients, of a live Gateway, and server frames the official client accepts.
@Suite struct SampleTests {
    @Test func theSamplesAreThere() {
        #expect(SampleFile.all.count > 400)
        #expect(SampleFile.all.reduce(0) { $0 + $1.frames.count } > 800)
    }

    @Test("Every field arrives under its official name", arguments: SampleFile.all)
    func decodesToTheStatedMeaning(_ file: SampleFile) throws {
        for frame in file.frames {
            let decoded = try Decoded(frame.body, side: frame.side, serverVersion: file.serverVersion)
            #expect(decoded.message.name == frame.messageName)
            #expect(decoded.surplusFields == 0)
            let tree = ValueTree(decoded.message.structure)
            for line in frame.lines {
                let complaint = SampleMeaning.complaint(about: line, in: tree)
                #expect(complaint == nil, "\(frame.messageName)")
            }
        }
    }

    @Test("Server frames and those of the official client are written byte for byte", arguments: SampleFile.all)
    func encodesToTheSameBytes(_ file: SampleFile) throws {
        let official = file.source == "ibapi-10.51.1"
        // A live Gateway writes prices with trailing zeros and an allocation text that no client reads.
        for frame in file.frames where file.source != "observed" && (official || frame.side == .server) {
            let decoded = try Decoded(frame.body, side: frame.side, serverVersion: file.serverVersion)
            let written = try decoded.message.textBody(serverVersion: file.serverVersion)
            #expect(Hex.fields(written) == Hex.fields(frame.body), "\(frame.messageName)")
            #expect(written == frame.body)
        }
    }

    @Test("Frames of other clients keep their meaning in the official dialect", arguments: SampleFile.all)
    func keepsTheMeaning(_ file: SampleFile) throws {
        for frame in file.frames {
            let decoded = try Decoded(frame.body, side: frame.side, serverVersion: file.serverVersion)
            let written = try decoded.message.textBody(serverVersion: file.serverVersion)
            let again = try Decoded(written, side: frame.side, serverVersion: file.serverVersion)
            #expect(again.message == decoded.message)
            #expect(again.surplusFields == 0)
            guard Hex.fields(written).count == Hex.fields(frame.body).count else {
                // Counts that some clients send and that mean nothing are left out.
                #expect(frame.messageName == "reqFundamentalData" || frame.messageName.hasPrefix("calculate"))
                continue
            }
            let names = ["msgId"] + frame.lines.map(\.name)
            for (name, (ours, theirs)) in zip(names, zip(Hex.fields(written), Hex.fields(frame.body))) {
                // Versions differ between clients, and a Gateway's allocation text is read by none.
                if ["version", "sharesAllocation"].contains(name) { continue }
                let same = SampleMeaning.sameMeaning(ours, theirs)
                #expect(same, "\(frame.messageName) \(name): \(ours) for \(theirs)")
            }
        }
    }
}
