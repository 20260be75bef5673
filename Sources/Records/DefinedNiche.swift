extension NicheRecord {
    /// A niche of a space that a file defines.
    public struct Defined: Sendable, Equatable {
        /// Variable to the values it may have: numbers and strings.
        public var values: [(variable: String, values: [JSON])]
        /// Measure to its least and most, both inclusive; nil for no bound.
        public var measures: [(name: String, least: Double?, most: Double?)]
        /// Whether the number of cells is one.
        public var isEstimate: Bool

        public init(
            values: [(variable: String, values: [JSON])],
            measures: [(name: String, least: Double?, most: Double?)], isEstimate: Bool
        ) {
            self.values = values
            self.measures = measures
            self.isEstimate = isEstimate
        }

        init(_ fields: RecordFields) throws(RecordError) {
            isEstimate = try fields.bool("cells_are_estimated")
            values = []
            for member in try fields.object("where") {
                guard let list = member.value.array,
                    list.allSatisfy({ $0.number != nil || $0.string != nil })
                else {
                    throw RecordError(
                        field: "where.\(member.name)",
                        message:
                            "found \(RecordSchema.quote(member.value)), expected a list of numbers and strings"
                    )
                }
                values.append((member.name, list))
            }
            measures = []
            for member in try fields.object("measures") {
                guard let pair = member.value.array, pair.count == 2,
                    pair.allSatisfy({ $0.isNull || $0.number != nil })
                else {
                    throw RecordError(
                        field: "measures.\(member.name)",
                        message: "found \(RecordSchema.quote(member.value)), expected [least, most]")
                }
                measures.append((member.name, pair[0].number, pair[1].number))
            }
        }

        var whereJSON: JSON { JSON(object: values.map { ($0.variable, .array($0.values)) }) }

        var measuresJSON: JSON {
            JSON(object: measures.map { ($0.name, .array([JSON($0.least), JSON($0.most)])) })
        }

        public static func == (left: Self, right: Self) -> Bool {
            left.isEstimate == right.isEstimate && left.whereJSON.text == right.whereJSON.text
                && left.measuresJSON.text == right.measuresJSON.text
        }
    }
}
