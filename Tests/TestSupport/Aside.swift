import Foundation

/// Does what blocks on a thread of its own: the tasks' threads are as few as the machine's cores, and a server
/// that a test waits for needs one.
public func aside<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}
