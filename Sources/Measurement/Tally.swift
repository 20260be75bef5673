internal import Records

/// The questions about one cell: what was answered, and what is still to be asked.
struct Tally {
    /// What is known of one value.
    struct Entry: Equatable {
        var quantity: Quantity
        var samples: [Double] = []
        var warmUpLeft: Int
        var isDone = false

        init(_ quantity: Quantity) {
            self.quantity = quantity
            warmUpLeft = quantity.warmUp
        }
    }

    private(set) var entries: [Entry]
    /// Questions since the worker began with this cell.
    private(set) var asked = 0

    init(_ quantities: [Quantity]) { entries = quantities.map(Entry.init) }

    var open: [Quantity] { entries.filter { !$0.isDone }.map(\.quantity) }
    var isDone: Bool { entries.allSatisfy(\.isDone) }

    mutating func noteQuestion() { asked += 1 }

    /// Takes an answer to a question about all that was open.
    mutating func take(_ readings: [String: MeasureAnswer.Reading]) throws(MeasureAnswer.Unreadable) {
        for index in entries.indices where !entries[index].isDone {
            guard let reading = readings[entries[index].quantity.name] else { continue }
            switch reading {
            case .impossible:
                guard entries[index].samples.isEmpty else {
                    throw MeasureAnswer.Unreadable(
                        "\(entries[index].quantity.name) is null after it was a number for the same cell")
                }
                entries[index].isDone = true
            case .list(let samples):
                // It repeats, and warms up, inside: what single answers said before does not count with it.
                entries[index].samples = samples
                entries[index].isDone = true
            case .number(let number):
                if entries[index].warmUpLeft > 0 {
                    entries[index].warmUpLeft -= 1
                } else {
                    entries[index].samples.append(number)
                    entries[index].isDone = entries[index].samples.count >= entries[index].quantity.repeats
                }
            }
        }
    }

    /// A new process is cold: it warms up anew. What was measured counts.
    mutating func beginAnew() {
        asked = 0
        for index in entries.indices { entries[index].warmUpLeft = entries[index].quantity.warmUp }
    }
}
