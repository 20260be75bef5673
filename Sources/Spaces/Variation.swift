/// How a child is made of its parents.
public enum VariationOperator: String, Sendable {
    case crossover, mutation
}

/// Mutation and crossover that end in a niche (PEL-NAS, section 3.2, without the model's judgement).
public struct Variation<Candidate: Searchable> {
    private let isWanted: (Candidate) -> Bool

    /// Children are drawn from the niche's architectures that are wanted besides, such as those not yet seen.
    public init(within niche: Candidate.Region, where isWanted: @escaping (Candidate) -> Bool = { _ in true })
    {
        self.isWanted = { niche.contains($0) && isWanted($0) }
    }

    /// The parent with one decision changed, uniformly among the changes that are wanted; where there is none,
    /// with two. nil only where nothing wanted lies within two changes.
    @_specialize(where Candidate == Cell)
    public func mutate(_ parent: Candidate, _ random: inout RandomStream) -> Candidate? {
        let single = parent.neighbours
        if let child = random.pick(single.filter(isWanted)) { return child }
        var double: Set<Candidate> = []
        for neighbour in single { double.formUnion(neighbour.neighbours) }
        double.remove(parent)
        return random.pick(double.filter(isWanted).sorted())
    }

    /// Each decision from the one parent or the other, uniformly among the mixtures that are wanted and equal
    /// neither parent; nil when there is none.
    @_specialize(where Candidate == Cell)
    public func cross(
        _ mother: Candidate, _ father: Candidate, _ random: inout RandomStream
    ) -> Candidate? {
        mother.crossed(with: father, where: isWanted, &random)
    }
}
