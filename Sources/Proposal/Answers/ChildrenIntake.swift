import Records
public import Spaces

/// A child that was accepted, and how it came to be.
public struct AcceptedChild<Candidate: Searchable>: Sendable, Equatable {
    public var child: ProposedChild<Candidate>
    /// The niche it belongs to.
    public var niche: String
    public var rationale: String?

    public init(_ child: ProposedChild<Candidate>, niche: String, rationale: String?) {
        self.child = child
        self.niche = niche
        self.rationale = rationale
    }
}

/// Takes children from the replies for a scope, one reply after the other, until there are as many as
/// are wanted.
public struct ChildrenIntake<Candidate: Searchable>: Sendable {
    private let scope: Scope<Candidate>
    private let niches: [Candidate.Region]
    public private(set) var accepted: [AcceptedChild<Candidate>] = []

    /// `niches` are the run's: a child of the whole space is filed under the one it falls into.
    public init(_ scope: Scope<Candidate>, niches: [Candidate.Region]) {
        self.scope = scope
        self.niches = niches
    }

    /// How many are still to come.
    public var wanted: Int { scope.children - accepted.count }

    /// Judges a reply's children in order; returns those of this reply that were not accepted. Once there
    /// are enough, what is left is surplus: it is not judged, and so not counted as tried.
    public mutating func take(
        _ reply: ChildrenReply<Candidate>, _ acceptance: inout Acceptance<Candidate>
    ) -> [RejectedChild] {
        var refused: [RejectedChild] = []
        for proposed in reply.children {
            if let rejection = judge(proposed, &acceptance) {
                refused.append(
                    RejectedChild(
                        id: proposed.childID, niche: scope.name, text: proposed.code,
                        reason: rejection.reason, detail: rejection.detail))
            }
        }
        return refused
    }

    private mutating func judge(
        _ proposed: ProposedText<Candidate>, _ acceptance: inout Acceptance<Candidate>
    ) -> (reason: RejectedRecord.Reason, detail: String)? {
        guard wanted > 0 else { return (.surplus, "\(scope.children) were asked for") }
        guard let cell = proposed.cell else {
            return (.unreadable, proposed.objection ?? "the code is no cell")
        }
        let home = scope.isWhole ? niches.first { $0.contains(cell) } : scope.niche
        guard let home else { return (.outOfNiche, "no niche of the run holds it") }
        if let objection = acceptance.judge(cell, for: home) { return objection.reason }
        let assigned = scope.operators[accepted.count]
        let operation = proposed.operation?.rawValue ?? assigned.rawValue
        accepted.append(
            AcceptedChild(
                ProposedChild(cell, operation: operation, parents: proposed.parents), niche: home.name,
                rationale: proposed.rationale))
        return nil
    }
}
