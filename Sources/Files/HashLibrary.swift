internal import CXXHash

/// Which xxHash works here: the library that is loaded, not the header that was compiled.
public enum HashLibrary {
    /// "0.8.1".
    public static var version: String {
        let number = XXH_versionNumber()
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
