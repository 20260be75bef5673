import Records

/// A value of a reply, and how near it is to what was asked for.
struct ReplyCandidate {
    enum Quality: Int, Comparable {
        case emptyList, object, emptyListUnderKey, strings, objects, listUnderKey

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    var value: JSON
    var quality: Quality
    var isTruncated = false
    var isFenced = false

    /// nil for what no reader could use: an empty object, a list without objects or strings, a lone word.
    init?(_ value: JSON, keys: [String]) {
        let value = Self.unwrapped(value, keys: keys)
        guard let quality = Self.quality(of: value, keys: keys) else { return nil }
        self.value = value
        self.quality = quality
    }

    /// Whether this is to be taken although the other stands later or is already taken.
    func precedes(_ other: ReplyCandidate) -> Bool {
        if quality != other.quality { return quality > other.quality }
        if isTruncated != other.isTruncated { return other.isTruncated }
        return isFenced && !other.isFenced
    }

    /// The object with the key, where it stands one level down.
    private static func unwrapped(_ value: JSON, keys: [String]) -> JSON {
        guard list(in: value, keys: keys) == nil else { return value }
        let inner =
            switch value {
            case .object(let members): members.map(\.value)
            case .array(let elements) where elements.count == 1: elements
            default: [JSON]()
            }
        return inner.first { list(in: $0, keys: keys) != nil } ?? value
    }

    private static func list(in value: JSON, keys: [String]) -> [JSON]? {
        keys.lazy.compactMap { value[$0]?.array }.first
    }

    private static func quality(of value: JSON, keys: [String]) -> Quality? {
        if let list = list(in: value, keys: keys) { return list.isEmpty ? .emptyListUnderKey : .listUnderKey }
        switch value {
        case .object(let members): return members.isEmpty ? nil : .object
        case .array(let elements):
            if elements.isEmpty { return .emptyList }
            if elements.contains(where: { $0.members?.isEmpty == false }) { return .objects }
            return elements.contains { $0.string != nil } ? .strings : nil
        default: return nil
        }
    }
}
