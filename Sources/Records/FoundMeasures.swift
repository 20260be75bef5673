extension ResultRecord {
    /// What a search came to where nothing true is known of its space: its front beside all that the study's searches
    /// of the same space, data set and device found. Never mixed with what is measured by a truth, and never compared
    /// between studies, for with more searches every number changes.
    public struct Found: Sendable, Equatable {
        /// Found volume over that of all that was found, scaled from the best to the worst of each objective over all
        /// cells that were evaluated, up to the worst.
        public var hypervolume: Double?
        /// Under the same scaling, from the front of all that was found.
        public var igd: Double?
        public var igdPlus: Double?
        /// Share of that front's points that the search found.
        public var frontShare: Double?
        /// Of the most accurate cell of the search's front, as the search saw it.
        public var accuracyPercent: Double?
        public var latencyMilliseconds: Double?
        public var paramsMillions: Double?

        public init() {}

        /// The field that says whether there are any.
        static let mark = "found_hypervolume"

        static let fields: [RecordSchema.Field] = [
            .init(
                "found_front_share", .number, nullable: true, optional: true,
                "Share of the front of all that the study found; the found_ fields are there where no truth is known"
            ),
            .init(
                mark, .number, nullable: true, optional: true,
                "Of that of all that the study found, scaled by all of it"),
            .init(
                "found_igd", .number, nullable: true, optional: true,
                "IGD, scaled by all that the study found"
            ),
            .init(
                "found_igd_plus", .number, nullable: true, optional: true,
                "IGD+, scaled by all that the study found"),
            .init(
                "found_most_accurate_latency_ms", .number, nullable: true, optional: true,
                "Of the front's most accurate cell, as the search saw it"),
            .init(
                "found_most_accurate_params_m", .number, nullable: true, optional: true,
                "Of the same cell, millions"),
            .init(
                "found_most_accurate_percent", .number, nullable: true, optional: true,
                "Accuracy of the same cell"),
        ]

        init(_ record: RecordFields) {
            frontShare = record.optionalNumber("found_front_share")
            hypervolume = record.optionalNumber(Self.mark)
            igd = record.optionalNumber("found_igd")
            igdPlus = record.optionalNumber("found_igd_plus")
            latencyMilliseconds = record.optionalNumber("found_most_accurate_latency_ms")
            paramsMillions = record.optionalNumber("found_most_accurate_params_m")
            accuracyPercent = record.optionalNumber("found_most_accurate_percent")
        }

        var members: [JSON.Member] {
            [
                .init("found_front_share", JSON(frontShare)), .init(Self.mark, JSON(hypervolume)),
                .init("found_igd", JSON(igd)), .init("found_igd_plus", JSON(igdPlus)),
                .init("found_most_accurate_latency_ms", JSON(latencyMilliseconds)),
                .init("found_most_accurate_params_m", JSON(paramsMillions)),
                .init("found_most_accurate_percent", JSON(accuracyPercent)),
            ]
        }
    }
}
