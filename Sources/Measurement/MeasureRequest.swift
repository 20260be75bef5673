public import Records

/// What a program of the user's is asked, a line on its standard input.
///
/// The protocol, which the README has for users: one JSON object a line in, one JSON object a line out, in turn.
///
///     {"schema":"measure/1","cell":"|nor_conv_3x3~0|+…","dataset":"cifar10","device":"raspi4",
///      "id":"g03-S2-c1","repeat":1,"space":"nas-bench-201","values":["latency_ms"]}
///
/// (on one line). The answer has the same `id` and, for each name in `values`, a member of that name: a number; a
/// list of numbers, where the program itself repeats (it is then asked once, and does its own warming up); or
/// null, where the device cannot run the cell, which is no error. Or it is `{"id":…,"error":"why"}`. Members
/// nobody asked for are passed over. `repeat` counts the questions about a cell from 1, those to warm up included,
/// and begins anew after a failure. The end of its input tells the program to end.
///
/// Of a space that a file defines the question has `variables` too, the architecture's decisions by name:
/// `{"depth":12,"heads":[3,4,…]}`.
public struct MeasureRequest: Sendable, Equatable {
    public static let schemaName = "measure/1"

    /// Joins the answer to its question: of the candidate, unique in one stage's execution.
    public var id: String
    public var cell: String
    public var space: String
    public var dataset: String
    public var device: String

    /// What the architecture decides, by variable: a value or a list of them. Of a space that a file defines.
    public var variables: JSON?

    public init(
        id: String, cell: String, space: String, dataset: String, device: String, variables: JSON? = nil
    ) {
        self.id = id
        self.cell = cell
        self.space = space
        self.dataset = dataset
        self.device = device
        self.variables = variables
    }

    /// The question as a line, its line break included.
    func line(values: [String], repeat number: Int) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(
            members: [
                .init("schema", .string(Self.schemaName)), .init("cell", .string(cell)),
                .init("dataset", .string(dataset)), .init("device", .string(device)),
                .init("id", .string(id)),
                .init("repeat", .integer(number)), .init("space", .string(space)),
                .init("values", JSON(values)),
            ] + (variables.map { [.init("variables", $0)] } ?? []))
        writer.endLine()
        return writer.bytes
    }
}
