public import Spaces

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Threads that compute cells' proxies, each with a network of its own.
public struct Workers: Sendable {
    private let threads: Int
    private let make: @Sendable () -> ProxyComputer

    public init(_ threads: Int, making make: @escaping @Sendable () -> ProxyComputer) {
        self.threads = threads
        self.make = make
    }

    /// Hands over each cell's values in the cells' order, as soon as they and all before them are there.
    public func run(_ cells: [Cell], _ each: (Int, ProxyValues) throws -> Void) throws {
        let board = Board(cells)
        var running: [pthread_t] = []
        for _ in 0..<max(1, min(threads, cells.count)) {
            let work = Work(board: board, make: make)
            let pointer = Unmanaged.passRetained(work).toOpaque()
            #if canImport(Darwin)
                var thread: pthread_t?
                let body: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { pointer in
                    Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
                    return nil
                }
                guard pthread_create(&thread, nil, body, pointer) == 0, let thread else { continue }
            #else
                var thread = pthread_t()
                let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
                    if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run() }
                    return nil
                }
                guard pthread_create(&thread, nil, body, pointer) == 0 else { continue }
            #endif
            running.append(thread)
        }
        defer {
            board.stop()
            for thread in running { pthread_join(thread, nil) }
        }
        // No thread was to be had.
        if running.isEmpty { Work(board: board, make: make).run() }
        for number in cells.indices { try each(number, board.wait(for: number)) }
    }
}

private final class Work: @unchecked Sendable {
    let board: Board
    let make: @Sendable () -> ProxyComputer

    init(board: Board, make: @escaping @Sendable () -> ProxyComputer) {
        self.board = board
        self.make = make
    }

    func run() {
        let computer = make()
        while let (number, cell) = board.next() { board.put(computer.values(of: cell), at: number) }
    }
}

/// What is still to do and what is done, under one lock.
private final class Board: @unchecked Sendable {
    private let cells: [Cell]
    private var values: [ProxyValues?]
    private var started = 0
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ cells: [Cell]) {
        self.cells = cells
        values = cells.map { _ in nil }
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(changed)
        mutex.deallocate()
        changed.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    func next() -> (Int, Cell)? {
        locked {
            guard started < cells.count else { return nil }
            started += 1
            return (started - 1, cells[started - 1])
        }
    }

    func put(_ found: ProxyValues, at number: Int) {
        locked {
            values[number] = found
            pthread_cond_broadcast(changed)
        }
    }

    func wait(for number: Int) -> ProxyValues {
        locked {
            while true {
                if let found = values[number] { return found }
                pthread_cond_wait(changed, mutex)
            }
        }
    }

    func stop() { locked { started = cells.count } }
}
