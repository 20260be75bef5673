import Pareto
import Proposal
import Spaces

/// The lists about results, in the order they are cut: what costs most and says least goes first.
extension ScopeFacts {
    /// The most lines of an archive; where it has more, those with the largest hypervolume contribution.
    static var shownMembers: Int { 100 }
    /// The same of the global front.
    static var shownFront: Int { 60 }

    func sections(ruleLimit: Int, knowledge: KnowledgeBase?) -> [PromptSection] {
        [
            triedSection, historySection, rejectedSection, previousSection, frontSection, fateSection,
            reasonSection, hintSection, costSection, archiveSection,
            ruleSection(knowledge, most: ruleLimit),
        ]
    }

    /// The newest stay longest: the older a cell, the likelier its lesson is in a rule or in the archive.
    private var triedSection: PromptSection {
        PromptSection(
            "tried", "cells tried",
            tried.enumerated().reversed().map { .init(text: $1.cell.notation, place: $0) }, perLine: 12)
    }

    private var historySection: PromptSection {
        let volumes = HypervolumeHistory.volumes(of: state)
        return PromptSection(
            "history", "hypervolume by generation",
            volumes.enumerated().reversed().map {
                .init(text: "\($1.generation): \(FixedDecimal.text($1.volume, 4))", place: $0)
            }, perLine: 10, separator: ", ")
    }

    private var rejectedSection: PromptSection {
        let rejected = state.rejectedLastTime.filter { scope.isWhole || $0.niche == scope.name }
        return PromptSection("rejected", "children not accepted", texts: rejected.map(\.line))
    }

    private var previousSection: PromptSection {
        PromptSection("previous", "results of the previous round", texts: lastChildren.map(Self.line))
    }

    /// Empty for the whole space, whose archive it is.
    private var frontSection: PromptSection {
        guard !scope.isWhole else { return PromptSection("front", "global front", texts: []) }
        let shares = HypervolumeShare.ranked(front.members, front: front, scale: scale)
        let places = Dictionary(
            front.members.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return PromptSection(
            "front", "global front",
            shares.map { share in
                let mark = share.cell.niche == scope.name ? " *" : ""
                return .init(
                    text: Self.line(share.cell) + " \(share.cell.niche)\(mark)",
                    place: places[share.cell.id] ?? 0)
            }, most: Self.shownFront)
    }

    private var fateSection: PromptSection {
        let ranks = Dictionary(
            members.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return PromptSection(
            "fates", "what became of the last children",
            lastChildren.enumerated().map { place, child in
                let fate = Fate(of: child, members: members, front: front)
                let unseen = ranks[child.id].map {
                    (rank: $0, text: "\(Self.line(child)): in the archive, but not among the members shown")
                }
                return .init(
                    text: "\(Self.line(child)): \(Self.words(fate))", place: place, unseen: unseen)
            })
    }

    private static func words(_ fate: Fate<Candidate>) -> String {
        switch fate {
        case .member(onFront: true): "in the archive and on the global front"
        case .member(onFront: false): "in the archive, but not on the global front"
        case .dominated(let member): "dominated by \(words(member))"
        case .unmeasured: "no accuracy or no latency, so in no archive"
        case .leftOut: "not in the archive"
        }
    }

    /// Why some members were proposed: the newest three and the three that hold most volume.
    private var reasonSection: PromptSection {
        let given = members.filter { $0.rationale.map { !$0.isEmpty } ?? false }
        let newest = given.sorted { ($1.generation, $0.id) < ($0.generation, $1.id) }.prefix(3)
        let top = given.prefix(3).filter { member in !newest.contains { $0.id == member.id } }
        return PromptSection(
            "reasons", "reasons given for members",
            texts: (newest + top).map {
                "\($0.cell.notation): \"\(Quoted.line($0.rationale ?? "", limit: 240))\""
            })
    }

    private var archiveSection: PromptSection {
        let places = Dictionary(
            members.sorted { ($0.point?[1] ?? .infinity, $0.id) < ($1.point?[1] ?? .infinity, $1.id) }
                .enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return PromptSection(
            "archive", "archive",
            members.map { member in
                let dead = member.cell.deadCount
                return .init(
                    text: Self.line(member) + (front.contains(member) ? " front" : "")
                        + (dead > 0 ? " dead:\(dead)" : ""), place: places[member.id] ?? 0)
            }, most: Self.shownMembers)
    }

    private func ruleSection(_ knowledge: KnowledgeBase?, most: Int) -> PromptSection {
        PromptSection(
            "rules", "rules",
            texts: (knowledge?.rules ?? []).map {
                "\(Quoted.line($0.id, limit: 20)): "
                    + Quoted.line($0.text, limit: KnowledgeBase.textLimit)
            }, most: max(1, most))
    }
}
