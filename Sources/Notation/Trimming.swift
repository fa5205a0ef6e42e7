extension StringProtocol {
    /// The text without spaces at either end; inner spaces, tabs and line breaks stay.
    package var trimmingBlanks: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
