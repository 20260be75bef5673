public import Spaces

/// An architecture whose values models can guess from those of others like it.
public protocol Screenable: Searchable {
    associatedtype Kernel: LikenessKernel

    /// What a kernel compares.
    var likeness: Kernel.Likeness { get }

    /// The kernels that models of these architectures choose from.
    static func kernels(for known: [Kernel.Likeness]) -> ScreeningKernels<Kernel>
}

/// How much of two architectures' values is the same, by how alike they are: 1 for one and itself, and positive
/// definite.
public protocol LikenessKernel: Sendable {
    associatedtype Likeness: Sendable

    func callAsFunction(_ left: Likeness, _ right: Likeness) -> Double
}

/// What a search's models choose from, at least one for each.
public struct ScreeningKernels<Kernel: LikenessKernel>: Sendable {
    /// Of the error's logarithm.
    public var error: [Kernel]
    public var latency: [Kernel]
    /// Of whether the device can run an architecture at all.
    public var runs: [Kernel]

    public init(error: [Kernel], latency: [Kernel], runs: [Kernel]) {
        self.error = error
        self.latency = latency
        self.runs = runs
    }
}

extension Cell: Screenable {
    public var likeness: CellLikeness { CellLikeness(self) }

    public static func kernels(for known: [CellLikeness]) -> ScreeningKernels<CellKernel> {
        ScreeningKernels(error: CellKernel.error, latency: CellKernel.latency, runs: CellKernel.runs)
    }
}
