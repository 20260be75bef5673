internal import Files
internal import Records

/// What a share of a stage's work came to, until all are merged: a journal's line that says what it was made of,
/// then its records. One file and not two, so that it is there whole or not at all; and no line of the journal,
/// which so has one writer.
struct ShardFile {
    /// Its one output is the file itself, and the hash is that of the records without the first line.
    let record: JournalRecord
    let lines: [ArraySlice<UInt8>]

    /// Reads the file of a share. Throws code 65 where it is none, or not whole.
    init(_ path: String, in run: RunDirectory) throws {
        let bytes = try FileSystem.read(run.path(path))
        let newline = UInt8(ascii: "\n")
        let end = bytes.firstIndex(of: newline).map { $0 + 1 } ?? bytes.endIndex
        let head = try JSONLines.read(JournalRecord.self, from: Array(bytes[..<end]), file: run.path(path))
        let body = bytes[end...]
        guard let record = head.first, record.outputs[path] == ContentHash(of: Array(body)).description else {
            throw StageFailure(
                .badData,
                "\(run.path(path)) is not what its shard wrote: remove it, and evaluate that shard again")
        }
        self.record = record
        lines = body.split(separator: newline)
    }

    /// The content of a share's file; the record's output is set here.
    static func bytes(_ record: JournalRecord, _ body: [UInt8], path: String, count: Int) -> [UInt8] {
        var record = record
        record.outputs = [path: ContentHash(of: body).description]
        record.records = [path: count]
        return JSONLines.bytes(of: [record]) + body
    }
}
