import Notation
import Testing

@Suite("Spans of time")
struct SpanTextTests {
    @Test(
        "the two largest units",
        arguments: [
            (-1, "0.0 s"), (0.44, "0.4 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min"),
            (61, "1 min 1 s"), (3600, "1 h"), (3605, "1 h"), (7_800, "2 h 10 min"), (90_000, "1 d 1 h"),
        ] as [(Double, String)]
    )
    func text(seconds: Double, text: String) { #expect(SpanText.of(seconds: seconds) == text) }
}
