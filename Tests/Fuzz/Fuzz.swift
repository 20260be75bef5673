import ArgumentParser
import Spaces
import StageKit

/// Gives whatever reads files and replies of others what is nearly right.
@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pelnas-fuzz",
        abstract: "Feeds every reader damaged input: none may crash, hang, or use memory out of proportion.",
        discussion: """
            Good inputs are damaged by a seeded generator that knows of numbers, lines, words of the format and, where
            the input is JSON, of its members. What is read or refused passes. What fails is told with the command that
            does it again, and ends this with 1; a crash ends it by its signal, and says the same.

            Each target's line at the end has how many cases were read and refused, and the most memory that a large
            case took, as a multiple of its size.

            Example:
              pelnas-fuzz --only record --cases 100000 --seed 7
            """)

    @Option(help: ArgumentHelp("Cases for each target.", valueName: "count"))
    var cases = 1000

    @Option(help: "What cases are drawn by.")
    var seed = 1

    @Option(help: ArgumentHelp("The number of the first case.", valueName: "number"))
    var first = 0

    @Option(help: ArgumentHelp("Only targets whose names begin with this.", valueName: "prefix"))
    var only = ""

    func run() throws {
        let scratch = try ScratchFile()
        defer { scratch.remove() }
        let targets = try FuzzTarget.all(scratch).filter { $0.name.hasPrefix(only) }
        guard !targets.isEmpty else { throw ValidationError("no target's name begins with '\(only)'") }
        guard cases > 0, first >= 0 else {
            throw ValidationError("--cases is at least 1, --first at least 0")
        }
        Watchdog.start()
        Memory.start()
        var failures = 0
        for target in targets {
            // Else it might refuse whatever it is given.
            guard target.samples.contains(where: { (try? target.read($0)) != nil }) else {
                throw Misbehaviour("\(target.name) reads none of its own samples")
            }
            let tally = exercise(target)
            failures += tally.failures
            print(tally.line(target.name, seed: seed))
        }
        if failures > 0 { throw ArgumentParser.ExitCode(1) }
    }

    private func exercise(_ target: FuzzTarget) -> Tally {
        var tally = Tally()
        var before = Memory.beginPeak()
        for number in first..<first + cases {
            var damage = Damage(seed: seed, target: target, number: number)
            let input = damage.input()
            let isLarge = input.count >= Damage.largeBytes
            if isLarge { before = Memory.beginPeak() }
            Watchdog.begin("pelnas-fuzz --only \(target.name) --seed \(seed) --first \(number) --cases 1")
            do {
                try target.read(input)
                tally.read += 1
            } catch let failure as Misbehaviour {
                tally.fail("\(failure)")
            } catch {
                tally.refused += 1
                if let complaint = Misbehaviour(message: "\(error)") { tally.fail("\(complaint)") }
            }
            if isLarge {
                tally.note(bytes: Memory.peak() - before, of: input.count, target.allowance)
                before = Memory.beginPeak()
            } else if number % 256 == 255, Memory.peak() - before > target.allowance + (64 << 20) {
                // A few bytes may claim to be many.
                tally.fail(
                    "this or one of 255 small cases before took \(Memory.peak() - before) bytes of memory")
                before = Memory.beginPeak()
            }
        }
        Watchdog.end()
        return tally
    }
}

/// What came of a target's cases.
private struct Tally {
    var read = 0
    var refused = 0
    private(set) var failures = 0
    private var large = 0
    private var worst = 0.0

    /// Beyond what the target takes for any input at all.
    mutating func note(bytes: Int, of size: Int, _ allowance: Int) {
        large += 1
        let ratio = Double(max(0, bytes - allowance)) / Double(size)
        worst = max(worst, ratio)
        guard ratio > 10 else { return }
        fail("\(bytes) bytes of memory for \(size) of input")
    }

    mutating func fail(_ words: String) {
        failures += 1
        StandardStreams.tell("\(Watchdog.command): \(words)")
    }

    func line(_ name: String, seed: Int) -> String {
        let ratio = large == 0 ? "null" : "\((worst * 10).rounded() / 10)"
        return
            #"{"target":"\#(name)","seed":\#(seed),"read":\#(read),"refused":\#(refused),"failures":\#(failures),"#
            + #""large":\#(large),"memory_per_byte":\#(ratio)}"#
    }
}
