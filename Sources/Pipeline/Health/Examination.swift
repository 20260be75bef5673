public import PipelineFile
internal import Records

/// Whether all that a search needs is there: programs, libraries, data, the model's endpoint, the run
/// directory, the machine. Nothing is changed.
public struct Examination {
    public let findings: [Finding]

    /// - Parameters:
    ///   - settings: Of the pipeline that is to run; nil: what any would need.
    ///   - runDirectory: Where it is to run, which need not exist yet; nil: the current directory.
    ///   - online: Whether to ask the model something; nobody outside this machine is asked otherwise.
    public init(settings: PipelineSettings?, runDirectory: String?, online: Bool) {
        let programs = ProgramCheck()
        let shipped = ShippedDataCheck(settings: settings)
        findings =
            programs.findings + LibraryCheck(programs).findings + [shipped.finding]
            + (settings.map(MeasuringCheck.findings) ?? [])
            + TableCheck(settings: settings, hasSurrogates: shipped.isFound).findings
            + EndpointCheck(settings: settings, online: online).findings
            + RunDirectoryCheck(path: runDirectory ?? ".", isNamed: runDirectory != nil).findings
            + MachineCheck.findings
    }

    public var hasTrouble: Bool { findings.contains { $0.verdict == .trouble } }

    /// A line a check.
    public var text: String {
        var table = TextTable([.left, .left, .left])
        for finding in findings {
            let advice = finding.advice.map { ": \($0)" } ?? ""
            table.add(finding.verdict.rawValue, finding.check, finding.found + advice)
        }
        let troubles = findings.count { $0.verdict == .trouble }
        let summary =
            troubles == 0
            ? "No trouble." : troubles == 1 ? "1 trouble." : "\(troubles) troubles."
        return table.text + "\n  \(summary)\n"
    }

    public var jsonLines: String { findings.map { $0.json.text + "\n" }.joined() }
}
