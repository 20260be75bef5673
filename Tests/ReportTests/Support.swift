import Pareto
import Records
import Report
import Spaces
import TestSupport

/// A small search, made up: six niches by their 3×3 convolutions, a few generations, an archive of each niche's
/// best, and a front that the scores follow. Equal seeds give equal runs.
struct MadeUpRun {
    var seed: UInt64 = 7
    var generations = 4
    var children = 6

    var contents: ReportContents {
        var random = SplitMix64(seed: seed)
        var contents = ReportContents()
        contents.name = "made-up"
        contents.runName = "run-a"
        contents.datasetName = "cifar10"
        contents.deviceName = "raspi4"
        contents.proposerName = "pea"
        contents.accuracySource = "xgboost zero-cost+structure"
        contents.latencySource = "table"
        contents.reference = .tables
        contents.niches = (0...3).map {
            .init(
                niche: "S\($0)", bounds: [("nor_conv_3x3", $0, $0)], countsLiveEdges: false, cells: 1_000,
                rationale: "\($0) 3x3 convolutions")
        }
        for generation in 0...max(0, generations) {
            for number in 0..<children {
                contents.evaluations.append(evaluation(generation, number, &random))
            }
            contents.archives[generation] = contents.evaluations.map {
                .init(evaluation: $0, archiveGeneration: generation)
            }
            contents.scores += ["front", "space"].map { score(generation, $0) }
        }
        for evaluation in contents.evaluations {
            contents.trueAccuracyPercent[evaluation.candidate.cell] = (evaluation.accuracyPercent ?? 0) + 2
        }
        let points = contents.evaluations.map {
            Point(x: 100 - ($0.accuracyPercent ?? .nan), y: $0.latencyMilliseconds ?? .nan)
        }
        contents.front = nonDominated(points).map {
            let evaluation = contents.evaluations[$0]
            return .init(
                evaluation: evaluation, reference: .tables,
                trueAccuracyPercent: (evaluation.accuracyPercent ?? 0) + 2,
                isOnReferenceFront: false, isNonDominated: true)
        }
        contents.referenceFront = (1...10).map { Point(x: 40 - 3 * Double($0), y: 6 * Double($0)) }
        contents.fit = [fit("all", 0.95), fit("S0", 0.9)]
        return contents
    }

    func evaluation(_ generation: Int, _ number: Int, _ random: inout SplitMix64) -> EvaluationRecord {
        let cell = Cell(code: Int.random(in: 0..<Cell.count, using: &random)) ?? Cell.all[0]
        let latency = Double.random(in: 2...60, using: &random)
        return .init(
            candidate: .init(
                id: "g\(generation)-\(number)", generation: generation, niche: "S\(number % 4)",
                cell: cell.description, operation: generation == 0 ? "seed" : "mutation"),
            accuracyPercent: 60 + latency / 2 + Double.random(in: 0...4, using: &random),
            accuracySource: "xgboost structure", latencyMilliseconds: latency, latencySource: "table",
            flopsMillions: 20, paramsMillions: 0.3, isTrainingCell: number == 0)
    }

    func score(_ generation: Int, _ normalisation: String, hypervolume: Double? = nil) -> ScoreRecord {
        .init(
            generation: generation, isFinal: generation == generations, reference: .tables,
            normalisation: normalisation,
            hypervolume: hypervolume ?? 0.9 + Double(generation) / 100, hypervolumeFound: 0.8,
            hypervolumeTrue: 0.9, igd: 0.05 - Double(generation) / 1_000, igdPlus: 0.02, worstGap: 0.2,
            latencyCoverage: 0.7, trueFrontShare: 0.1, frontSize: 9, trueFrontSize: 10, cellsKnown: 15_625,
            evaluations: children * (generation + 1))
    }

    func fit(_ group: String, _ spearman: Double?) -> FitRecord {
        .init(
            group: group, heldOutCells: 900, spearman: spearman, kendall: 0.8, medianErrorPercent: 0.3,
            predictor: "xgboost", features: ["flops"], borrowedFeatures: [], trainingCells: 100, notes: [])
    }
}

/// Reads markup as strictly as a page of ours should be written: every element closed in order, every attribute
/// in double quotes, no bare `<` or `&`. Style and script are taken as they are.
struct MarkupReader {
    private(set) var elements: [(name: String, attributes: [String: String])] = []
    private(set) var problem: String?

    func count(_ name: String) -> Int { elements.count { $0.name == name } }

    init(_ text: String) {
        var rest = Substring(text)
        var open: [String] = []
        if rest.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst(15) }
        while problem == nil, let next = rest.firstIndex(of: "<") {
            checkText(rest[..<next])
            rest = rest[rest.index(after: next)...]
            guard let end = rest.firstIndex(of: ">") else {
                problem = "a tag does not end"
                return
            }
            let tag = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                if open.popLast() != String(tag.dropFirst()) {
                    problem = "</\(tag.dropFirst())> closes nothing"
                }
                continue
            }
            let isEmpty = tag.hasSuffix("/")
            let name = String(tag.prefix { $0 != " " && $0 != "/" })
            elements.append((name, attributes(tag.dropFirst(name.count).dropLast(isEmpty ? 1 : 0))))
            guard !isEmpty else { continue }
            if name == "style" || name == "script" {
                guard let close = rest.range(of: "</\(name)>") else {
                    problem = "<\(name)> does not end"
                    return
                }
                rest = rest[close.upperBound...]
            } else {
                open.append(name)
            }
        }
        checkText(rest)
        if problem == nil, let left = open.last { problem = "<\(left)> is never closed" }
    }

    private mutating func checkText(_ text: Substring) {
        var rest = text
        while let mark = rest.firstIndex(of: "&") {
            rest = rest[mark...]
            guard ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].contains(where: { rest.hasPrefix($0) }) else {
                problem = "a bare & before \(rest.prefix(12))"
                return
            }
            rest = rest.dropFirst()
        }
    }

    private mutating func attributes(_ text: Substring) -> [String: String] {
        var found: [String: String] = [:]
        var rest = text
        while problem == nil, !rest.isEmpty {
            guard rest.first == " ", let equals = rest.range(of: "=\""),
                let end = rest[equals.upperBound...].firstIndex(of: "\"")
            else {
                problem = "no attribute: \(rest.prefix(40))"
                return found
            }
            let value = rest[equals.upperBound..<end]
            checkText(value)
            found[String(rest[..<equals.lowerBound].dropFirst())] = String(value)
            rest = rest[rest.index(after: end)...]
        }
        return found
    }
}

extension Substring {
    fileprivate func range(of other: String) -> Range<Substring.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
            start = index(after: start)
        }
        return nil
    }
}

/// What is wrong with a report as markup, nil where nothing is: the page and every figure's file are well formed,
/// and every place in a drawing is a plain number.
func flaw(of report: Report) -> String? {
    let places = ["d", "x", "y", "cx", "cy", "r", "width", "height", "viewBox"]
    let plain = Set("0123456789.- MLHVCSZahv%")
    for (name, text) in [("page", report.html)] + report.figures.map({ ($0.name, $0.svg) }) {
        let reader = MarkupReader(text)
        if let problem = reader.problem { return "\(name): \(problem)" }
        for element in reader.elements where element.name != "meta" {
            for place in places {
                guard let value = element.attributes[place] else { continue }
                if !value.allSatisfy(plain.contains) { return "\(name): \(element.name) \(place)=\(value)" }
            }
        }
    }
    return nil
}
