internal import Comparison

/// The methods in the study's own words, and why some have no results.
enum MethodTable {
    static func table(_ analysis: StudyAnalysis) -> StudyTable {
        var table = StudyTable(
            "methods", "Methods of the study.",
            [.text("Method"), .text("What it does"), .text("Part")])
        table.add(
            nil,
            analysis.contents.methods.enumerated().map { place, method in
                let part =
                    if let reason = method.leftOut { "left out: \(reason)" } else if method.isBound {
                        "bound: neither ranked nor tested"
                    } else if place == analysis.baseline { "baseline" } else { "ranked" }
                return .init(entries: [.name(method.name), .text(method.description), .text(part)])
            })
        return table
    }
}
