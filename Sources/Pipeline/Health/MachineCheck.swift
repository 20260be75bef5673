internal import LanguageModel
internal import StageKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What of the machine and the terminal a search makes use of.
enum MachineCheck {
    static var findings: [Finding] { [locale, cores] }

    private static var locale: Finding {
        // As the C library looks them up.
        let variable = ["LC_ALL", "LC_CTYPE", "LANG"].first { Environment.variables[$0]?.isEmpty == false }
        let value = variable.flatMap { Environment.variables[$0] } ?? ""
        let isUnicode = value.lowercased().contains("utf-8") || value.lowercased().contains("utf8")
        let terminal =
            isatty(STDERR_FILENO) == 1 ? "a terminal" : "no terminal: progress is told line by line"
        guard isUnicode else {
            let shown = PlainText.oneLine(value, limit: 60)
            return Finding(
                .hint, "locale", value.isEmpty ? "none is set" : "\(variable ?? "") is \(shown), not UTF-8",
                "with LC_ALL=C.UTF-8 every sign is shown right")
        }
        return Finding(.ok, "locale", "\(PlainText.oneLine(value, limit: 60)); \(terminal)")
    }

    private static var cores: Finding {
        let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let cores = count == 1 ? "1 core" : "\(max(count, 1)) cores"
        guard let text = Environment.variables["OMP_NUM_THREADS"] else {
            return Finding(
                .ok, "cores", "\(cores), of which a search uses 1",
                "for many searches side by side set OMP_NUM_THREADS=1")
        }
        let shown = PlainText.oneLine(text, limit: 20)
        // A list has a number for each nested level (OpenMP 5.0, section 6.2).
        let threads = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard threads.allSatisfy({ $0 > 0 }) else {
            return Finding(
                .hint, "cores", "\(cores), OMP_NUM_THREADS=\(shown), which is no number",
                "unset it; XGBoost's threads complain of it")
        }
        if threads[0] > max(count, 1) {
            return Finding(
                .hint, "cores", "\(cores), OMP_NUM_THREADS=\(shown)", "more threads than cores only wait")
        }
        return Finding(.ok, "cores", "\(cores), OMP_NUM_THREADS=\(shown)")
    }
}
