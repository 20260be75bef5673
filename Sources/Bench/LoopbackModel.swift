import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A language model's endpoint on the loopback interface: every reply leaves the same time after the last
/// byte of its request has come, however many are open.
///
/// One thread of this process serves all connections; what it measured is looked at when that has ended.
final class LoopbackModel {
    let baseURL: String
    /// Closed to end the thread.
    private let leash: Int32
    private let thread: pthread_t
    private let work: LoopbackService

    /// Listens on a port of the system's choice. `delay` in seconds.
    init(delay: Double, replies: LoopbackReplies) throws {
        let (listener, port) = try Self.listen()
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.failure("create a pipe") }
        for descriptor in ends + [listener] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        leash = ends[1]
        baseURL = "http://127.0.0.1:\(port)/v1"
        let work = LoopbackService(listener: listener, leash: ends[0], delay: delay, replies: replies)
        self.work = work
        thread = try Self.start(work)
    }

    /// Ends it. Returns what each reply took, from its request's last byte to its own first, in seconds.
    func stop() -> [Double] {
        close(leash)
        pthread_join(thread, nil)
        return work.delays
    }

    private static func failure(_ what: String) -> StageFailure {
        StageFailure(.fileTrouble, "cannot \(what): \(String(cString: strerror(errno)))")
    }

    private static func listen() throws -> (descriptor: Int32, port: UInt16) {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && listenOn(descriptor) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard descriptor >= 0, isBound else { throw failure("listen on the loopback interface") }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func start(_ work: LoopbackService) throws -> pthread_t {
        #if canImport(Glibc)
            var thread = pthread_t()
            let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
                if let context { Unmanaged<LoopbackService>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }
        #else
            var thread: pthread_t?
            let body: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { context in
                Unmanaged<LoopbackService>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }
        #endif
        let context = Unmanaged.passRetained(work)
        let status = pthread_create(&thread, nil, body, context.toOpaque())
        let started: pthread_t? = thread
        guard status == 0, let started else {
            context.release()
            throw StageFailure(.software, "cannot start a thread")
        }
        return started
    }
}

/// `listen(2)`, which `LoopbackModel.listen` hides.
private func listenOn(_ descriptor: Int32) -> Int32 { listen(descriptor, 64) }
