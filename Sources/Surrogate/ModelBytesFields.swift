/// Fields of a model, each taken only where it is what it should be; else an error with its place.
extension ModelBytes {
    func wrong(_ value: UniversalBinaryJSON, _ expected: String) -> XGBoostError {
        .invalidModel(offset: value.offset, "expected \(expected)")
    }

    func member(_ name: String, of value: UniversalBinaryJSON) throws(XGBoostError) -> UniversalBinaryJSON {
        guard let member = value[name] else { throw wrong(value, "an object with '\(name)'") }
        return member
    }

    func expect(_ text: String, in value: UniversalBinaryJSON) throws(XGBoostError) {
        guard case .text(text, _) = value else { throw wrong(value, "'\(text)'") }
    }

    /// A whole number that XGBoost writes as text, as it does with all parameters.
    func writtenNumber(_ value: UniversalBinaryJSON, _ range: ClosedRange<Int>) throws(XGBoostError) -> Int {
        guard case .text(let text, _) = value, let number = Int(text), range.contains(number) else {
            throw wrong(value, "a number from \(range.lowerBound) to \(range.upperBound), written as text")
        }
        return number
    }

    /// An array of whole numbers, each with its own type letter.
    func wholeNumbers(_ value: UniversalBinaryJSON, _ range: ClosedRange<Int>) throws(XGBoostError) -> [Int] {
        guard case .array(let elements, _) = value else { throw wrong(value, "an array") }
        var numbers: [Int] = []
        for element in elements {
            guard case .integer(let number, _) = element, range.contains(number) else {
                throw wrong(element, "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            numbers.append(number)
        }
        return numbers
    }

    /// A typed array of a tree, of exactly `count` numbers.
    func numbers(
        _ name: String, of tree: UniversalBinaryJSON, type: Character, count: Int
    ) throws(XGBoostError) -> NumberArray {
        let value = try member(name, of: tree)
        guard case .numbers(let found, let start, let length) = value, found == type.asciiValue,
            let width = UniversalBinaryJSON.width(of: found), length == count
        else { throw wrong(value, "\(count) numbers of type '\(type)' in '\(name)'") }
        return NumberArray(start: start, width: width, isSigned: type != "U")
    }

    /// One whole number of a typed array; `index` is below its count, which the parser checked to be there.
    func element(_ index: Int, of array: NumberArray, in range: ClosedRange<Int>) throws(XGBoostError) -> Int
    {
        let place = array.start + index * array.width
        var word: UInt64 = 0
        for position in place..<place + array.width { word = word << 8 | UInt64(bytes[position]) }
        let unused = UInt64(64 - 8 * array.width)
        let number = array.isSigned ? Int(Int64(bitPattern: word << unused) >> Int64(unused)) : Int(word)
        guard range.contains(number) else {
            throw .invalidModel(
                offset: place, "\(number) is not from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Where a typed array's whole numbers stand, big-endian.
    struct NumberArray {
        let start: Int
        let width: Int
        let isSigned: Bool
    }
}
