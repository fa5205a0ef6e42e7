/// The executions of an order, in order of first arrival. After a change, a copy still shares all but a few of them
/// with its original.
///
/// Every piece of news about an order carries a copy of its entry, and news waits for a busy script. With an array, the
/// news of n executions would take memory for n² / 2 of them.
package struct FillList: Sendable {
    /// The number of executions in a leaf, and that of leaves in a branch: what a change of a shared list copies at
    /// most, besides the list of branches.
    private static let (leafSize, branchSize) = (4, 64)
    private static let reach = leafSize * branchSize

    /// The first execution, by itself: most orders have only one.
    private var first: Shared<Fill>?
    /// The others.
    private var branches: [[[Fill]]] = []
    /// The number of executions.
    package private(set) var count = 0

    /// Creates an empty list.
    init() {}

    /// Creates a list of executions.
    init(_ fills: some Sequence<Fill>) {
        for fill in fills { append(fill) }
    }

    /// Adds an execution at the end.
    mutating func append(_ fill: Fill) {
        count += 1
        guard first != nil else { return first = Shared(fill) }
        let (branch, leaf, _) = Self.path(count - 1)
        if branch == branches.count { branches.append([]) }
        if leaf == branches[branch].count { branches[branch].append([]) }
        branches[branch][leaf].append(fill)
    }

    /// The place of a later execution than the first: its branch, its leaf in it, and its place there.
    private static func path(_ position: Int) -> (branch: Int, leaf: Int, place: Int) {
        let place = position - 1
        return (place / reach, place % reach / leafSize, place % leafSize)
    }
}

extension FillList: RandomAccessCollection, MutableCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(position: Int) -> Fill {
        get {
            if position == 0, let first { return first.value }
            let (branch, leaf, place) = Self.path(position)
            return branches[branch][leaf][place]
        }
        set {
            guard position > 0 else {
                precondition(count > 0, "the list is empty")
                return first = Shared(newValue)
            }
            let (branch, leaf, place) = Self.path(position)
            branches[branch][leaf][place] = newValue
        }
    }
}
