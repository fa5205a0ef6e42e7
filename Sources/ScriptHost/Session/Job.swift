internal import LuaBridge

/// One piece of work for the VM.
enum Job {
    /// The main chunk.
    case main
    /// A function of the script.
    case call(LuaFunction, Delivery)
    /// A handler, if it is still registered when its turn comes.
    case handler(Handler, Delivery)
    /// What waits for the token.
    case resume(LuaToken, Delivery)
}

/// Jobs in the order they came.
final class JobQueue {
    private var jobs: [Job] = []
    private var head = 0
    private(set) var isEmpty = true

    func append(_ job: Job) {
        jobs.append(job)
        isEmpty = false
    }

    func popFirst() -> Job? {
        guard !isEmpty else { return nil }
        defer {
            head += 1
            if head == jobs.count {
                removeAll()
            } else if head >= 1_024 {
                jobs.removeSubrange(..<head)
                head = 0
            }
        }
        return jobs[head]
    }

    func removeAll() {
        jobs.removeAll(keepingCapacity: true)
        head = 0
        isEmpty = true
    }
}
