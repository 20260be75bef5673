public import Comparison
public import Records

/// A study whose hypervolumes and IGDs follow from where a search stands, under the names a test gives.
public struct MadeUpStudy {
    public var name = "made-up"
    public var description = ""
    /// One named "bound" is a bound.
    public var methods = ["base", "other"]
    public var datasets = ["a", "b"]
    public var devices = ["x", "y"]
    public var seeds = [1, 2]
    public var budgets: [Int] = []
    public var baseline: String?
    public var variations: [(setting: String, values: [JSON])] = []

    public init() {}

    /// Where a search stands, by places within the study.
    public struct Place {
        public var method: String
        public var dataset: Int
        public var device: Int
        public var seed: Int
        public var budget: Int
        /// A value's place for each setting that varies.
        public var values: [Int]
    }

    /// The hypervolume by the space, and IGD one less it; nil: no such search.
    public func contents(_ quality: (Place) -> Double?) -> StudyContents {
        StudyContents(
            name: name, description: description, command: "pelnas compare made-up.yaml",
            methods: methods.map { .init(name: $0, description: "does", isBound: $0 == "bound") },
            baseline: baseline, datasets: datasets, devices: devices, randomSeeds: seeds,
            variations: variations, budgets: budgets, results: places.compactMap { result($0, quality($0)) })
    }

    private func result(_ place: Place, _ quality: Double?) -> ResultRecord? {
        guard let quality else { return nil }
        var result = ResultRecord(
            study: name, method: place.method,
            variation: .object(
                zip(variations, place.values).map { .init($0.setting, $0.values[$1]) }),
            dataset: datasets[place.dataset], device: devices[place.device], randomSeed: seeds[place.seed],
            budget: budgets.isEmpty ? nil : budgets[place.budget], generation: place.budget, evaluations: 10,
            reference: .tables, frontSize: 1)
        result.hypervolumeSpace = quality
        result.igdSpace = 1 - quality
        return result
    }

    private var places: [Place] {
        var choices: [[Int]] = [[]]
        for (_, values) in variations {
            choices = choices.flatMap { choice in values.indices.map { choice + [$0] } }
        }
        return methods.flatMap { method in
            choices.flatMap { values in
                datasets.indices.flatMap { dataset in
                    devices.indices.flatMap { device in
                        seeds.indices.flatMap { seed in
                            (0..<max(1, budgets.count)).map { budget in
                                Place(
                                    method: method, dataset: dataset, device: device, seed: seed,
                                    budget: budget, values: values)
                            }
                        }
                    }
                }
            }
        }
    }
}
