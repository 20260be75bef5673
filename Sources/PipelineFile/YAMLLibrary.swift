internal import CYAML

/// Which libyaml works here: the library that is loaded, not the header that was compiled.
public enum YAMLLibrary {
    /// "0.2.5".
    public static var version: String { yaml_get_version_string().map { String(cString: $0) } ?? "unknown" }
}
