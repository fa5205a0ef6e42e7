/// The two option lists belong to the request in the official API, but to the nested subscription in protobuf.
extension ClientMessage.ReqScannerSubscription {
    private static let filterOptions = 22
    private static let subscriptionOptions = 23

    mutating func mergeCustom(field: Int, from reader: inout ProtobufReader) throws(WireError) {
        let outer = try reader.enter()
        while let number = try reader.nextField() {
            switch number {
            case Self.filterOptions: scannerSubscriptionFilterOptions.append(try reader.tagValue())
            case Self.subscriptionOptions: scannerSubscriptionOptions.append(try reader.tagValue())
            default: try subscription.merge(field: number, from: &reader)
            }
        }
        reader.leave(outer)
    }

    func encodeCustom(field: Int, into writer: inout ProtobufWriter) throws(WireError) {
        try writer.message(field) { (nested: inout ProtobufWriter) throws(WireError) in
            try subscription.encode(protobuf: &nested)
            try nested.tagValues(
                Self.filterOptions,
                scannerSubscriptionFilterOptions,
                "scannerSubscriptionFilterOptions"
            )
            try nested.tagValues(Self.subscriptionOptions, scannerSubscriptionOptions, "scannerSubscriptionOptions")
        }
    }
}
