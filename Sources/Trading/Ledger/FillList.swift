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
        let (branch, leaf) = (count / Self.reach, Self.leaf(count))
        if branch == branches.count { branches.append([]) }
        if leaf == branches[branch].count { branches[branch].append([]) }
        branches[branch][leaf].append(fill)
        count += 1
    }

    /// The leaf, in its branch, of a position.
    private static func leaf(_ position: Int) -> Int { position % reach / leafSize }
}

extension FillList: RandomAccessCollection, MutableCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(position: Int) -> Fill {
        get { branches[position / Self.reach][Self.leaf(position)][position % Self.leafSize] }
        set { branches[position / Self.reach][Self.leaf(position)][position % Self.leafSize] = newValue }
    }
}
