internal import Records

/// What a Batch API says of a batch.
struct BatchStatus: Equatable {
    var id: String
    /// "validating", "in_progress", "finalizing", "completed", "failed", "expired", "cancelling" or
    /// "cancelled".
    var status: String
    var inputFile: String?
    /// Either may be missing, also of a completed batch.
    var outputFile: String?
    var errorFile: String?
    var counts: BatchCounts
    /// Why it failed.
    var errors: [String]
    /// The hash of its requests, where we made it.
    var requestsHash: String?

    /// nil where this describes no batch.
    init?(_ json: JSON) {
        guard let id = json["id"]?.string, Self.isIdentifier(id), let status = json["status"]?.string else {
            return nil
        }
        self.id = id
        self.status = status
        inputFile = json["input_file_id"]?.string
        outputFile = json["output_file_id"]?.string.flatMap { Self.isIdentifier($0) ? $0 : nil }
        errorFile = json["error_file_id"]?.string.flatMap { Self.isIdentifier($0) ? $0 : nil }
        counts = BatchCounts(json["request_counts"] ?? .null)
        errors = (json["errors"]?["data"]?.array ?? []).compactMap { $0["message"]?.string }
        requestsHash = json["metadata"]?[Self.metadataName]?.string
    }

    /// Our member of a batch's metadata.
    static let metadataName = "pelnas"

    /// Nothing more will come of it.
    var isOver: Bool { Self.ends.contains(status) }

    /// It ended without doing, or never will do, all it was asked.
    var isFutile: Bool { isOver && status != "completed" || status == "cancelling" }

    private static let ends: Set = ["completed", "failed", "expired", "cancelled"]

    /// What may stand in an address: an id is a stranger's text.
    static func isIdentifier(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count) && !text.hasPrefix(".")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"),
                    UInt8(ascii: "."),
                    UInt8(ascii: ":"):
                    true
                default: false
                }
            }
    }
}

/// How many of a batch's requests came to what.
struct BatchCounts: Equatable {
    var total: Int?
    var completed: Int
    var failed: Int

    init(_ json: JSON) {
        total = json["total"]?.integer
        completed = Self.bounded(json["completed"])
        failed = Self.bounded(json["failed"])
    }

    /// How many have an answer of either kind.
    var answered: Int { completed + failed }

    /// A stranger's number, small enough to be added to another.
    private static func bounded(_ count: JSON?) -> Int { min(max(0, count?.integer ?? 0), 1 << 40) }

    var json: JSON {
        JSON(object: [
            ("total", JSON(total)), ("completed", .integer(completed)), ("failed", .integer(failed)),
        ])
    }
}
