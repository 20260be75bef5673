internal import CXGBoost

/// Which XGBoost works here: the library that is loaded, not the header that was compiled.
public enum XGBoostLibrary {
    /// "1.7.4".
    public static let version: String = {
        var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
        XGBoostVersion(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }()
}
