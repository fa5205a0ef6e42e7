extension String {
    /// The name with its indefinite article: `an Order`, `a trade`.
    package var withArticle: String { "\(first.map("aeiouAEIOU".contains) == true ? "an" : "a") \(self)" }
}
