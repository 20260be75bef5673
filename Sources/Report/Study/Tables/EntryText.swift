/// What a cell says, the same in every format; how it is set is the writers' affair.
extension StudyTable.Entry {
    /// "0.994 ± 0.001" for one deviation, "0.994 (0.001, 0.002)" for two, a dash for one that is not known.
    /// "[5/6]" behind it: of six searches five have the number.
    var text: String {
        switch self {
        case .text(let text), .name(let text), .number(let text), .reportedName(let text): text
        case .measured(let measured): measured.text
        case .reported(let value, let deviation, let decimals):
            NumberText.fixed(value, decimals)
                + (deviation.map { " ± " + NumberText.fixed($0, decimals) } ?? "")
        case .missing: NumberText.missing
        }
    }

    var isMissing: Bool {
        if case .missing = self { true } else { false }
    }

    var isBest: Bool {
        if case .measured(let measured) = self { measured.isBest } else { false }
    }
}

extension StudyTable.Measured {
    /// The mean alone.
    var meanText: String { NumberText.fixed(mean, decimals) }

    /// What stands behind the mean: deviations, and how many searches where some are missing.
    var restText: String {
        var text = ""
        let deviations = deviations.map { NumberText.fixed($0, decimals) }
        if self.deviations.contains(where: { $0 != nil }) {
            text += deviations.count == 1 ? " ± \(deviations[0])" : " (\(deviations.joined(separator: ", ")))"
        }
        if isPartial { text += " [\(found)/\(expected)]" }
        return text
    }

    var text: String { meanText + restText }
}

extension String {
    /// Without the spaces at its ends.
    var trimmingSpaces: String {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " })
        else { return "" }
        return String(self[first...last])
    }
}
