internal import Records

/// A study's results by the search they are of.
///
/// *The same search twice.* Lines that are equal but for their seconds count once, with the lesser seconds: a
/// study that was interrupted may have written a line again. Lines that differ otherwise contradict each
/// other, which is an error: taking the last would hide that something is not deterministic, and would make
/// the tables depend on the lines' order.
struct ResultIndex: Sendable {
    struct Key: Hashable {
        var method: Int
        /// nil for a method that the varied settings do not concern.
        var variation: Int?
        var dataset: Int
        var device: Int
        var seed: Int
        /// nil for a method that knows no budget.
        var budget: Int?
    }

    private var results: [Key: ResultRecord] = [:]
    /// Methods with a result that has no budget: it stands for all budgets.
    private(set) var unbudgeted: Set<Int> = []
    /// Methods with a result without varied settings, in a study that varies some: it stands for all of them.
    private(set) var unvaried: Set<Int> = []
    /// Results of methods, targets, seeds, settings or budgets that the study does not name.
    private(set) var strangers = 0

    init(_ contents: StudyContents, _ variations: [StudyVariation]) throws(StudyError) {
        let methods = try Self.places(contents.methods.map(\.name), "method")
        let datasets = try Self.places(contents.datasets, "data set")
        let devices = try Self.places(contents.devices, "device")
        let seeds = try Self.places(contents.randomSeeds, "random seed")
        let budgets = try Self.places(contents.budgets, "budget")
        let settings = try Self.places(variations.map(\.key), "variation")
        for result in contents.results {
            guard let method = methods[result.method], let dataset = datasets[result.target],
                let device = devices[result.device], let seed = seeds[result.randomSeed]
            else {
                strangers += 1
                continue
            }
            let variation = settings[StudyVariation.key(result.variation)]
            if variation == nil {
                guard result.variation.members?.isEmpty == true else {
                    strangers += 1
                    continue
                }
                unvaried.insert(method)
            }
            var budget: Int?
            if let evaluations = result.budget {
                // A study that reads no budgets has one result a search, whatever budget that names.
                guard let place = budgets.isEmpty ? 0 : budgets[evaluations] else {
                    strangers += 1
                    continue
                }
                budget = place
            } else {
                unbudgeted.insert(method)
            }
            try add(
                result,
                Key(
                    method: method, variation: variation, dataset: dataset, device: device, seed: seed,
                    budget: budget))
        }
    }

    subscript(key: Key) -> ResultRecord? {
        var key = key
        if unvaried.contains(key.method) { key.variation = nil }
        if let result = results[key] { return result }
        guard key.budget != nil, unbudgeted.contains(key.method) else { return nil }
        key.budget = nil
        return results[key]
    }

    private mutating func add(_ result: ResultRecord, _ key: Key) throws(StudyError) {
        guard let other = results[key] else {
            results[key] = result
            return
        }
        guard Self.timeless(other) == Self.timeless(result) else {
            throw .contradiction(Self.name(result))
        }
        results[key]?.seconds = Self.lesser(other.seconds, result.seconds)
        results[key]?.fitSeconds = Self.lesser(other.fitSeconds, result.fitSeconds)
    }

    private static func timeless(_ result: ResultRecord) -> String {
        var result = result
        result.seconds = nil
        result.fitSeconds = nil
        // As text, in which members are sorted and what is not finite is null: NaN differs from itself.
        return JSON.object(result.members).text
    }

    private static func lesser(_ one: Double?, _ other: Double?) -> Double? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    private static func name(_ result: ResultRecord) -> String {
        var words =
            "\(result.method) on \(result.target), \(result.device), random seed \(result.randomSeed)"
        if let budget = result.budget { words += ", budget \(budget)" }
        if let members = result.variation.members, !members.isEmpty { words += ", \(result.variation.text)" }
        return words
    }

    private static func places<Name: Hashable>(
        _ names: [Name], _ kind: String
    ) throws(StudyError) -> [Name: Int] {
        var places: [Name: Int] = [:]
        for (place, name) in names.enumerated() {
            guard places.updateValue(place, forKey: name) == nil else {
                throw .repeated(kind: kind, name: "\(name)")
            }
        }
        return places
    }
}
