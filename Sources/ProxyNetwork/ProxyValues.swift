/// The thirteen zero-cost proxies of a cell; nil is one that has no value, such as a logarithm of nothing.
///
/// Definitions are NAS-Bench-Suite-Zero's (Krishnakumar et al. 2022), which are those of the papers named, or of
/// Abdelfattah et al. 2021 ("Zero-cost proxies for lightweight NAS") where pruning criteria are summed up to a score.
/// Layers are the convolutions and the linear one; w is a layer's weight, g its gradient under the mean cross-entropy
/// of one batch.
public struct ProxyValues: Sendable, Equatable {
    /// Correlations of the images' gradients within each class, how far their logarithms are from 0 (Lopes et al.
    /// 2021, EPE-NAS).
    public var epeNas: Double?
    /// By channel of each layer's output a, before normalisation: half the mean over images of (sum of a times its
    /// gradient) squared, times the weights a channel has; the sum (Theis et al. 2018; Turner et al. 2020, BlockSwap).
    public var fisher: Double?
    /// Multiply-adds for one image, in millions, dead edges counted.
    public var flops: Double
    /// The sum over layers of ‖g‖ (Abdelfattah et al. 2021).
    public var gradNorm: Double?
    /// The sum of -w times (Hessian times g) (Wang et al. 2020, "Picking winning tickets before training").
    public var grasp: Double?
    /// -sum(log(v + 1e-5) + 1 / (v + 1e-5)) over the eigenvalues v of the correlations between images' gradients of
    /// the sum of the logits (Mellor et al. 2021, "Neural architecture search without training", first version).
    public var jacov: Double?
    /// The sum over layers of ‖w‖, live edges alone.
    public var l2Norm: Double?
    /// log |det K|, K how many ReLU inputs two images agree in the sign of (Mellor et al. 2021); live edges alone.
    public var nwot: Double?
    /// Trained parameters, in millions, dead edges counted.
    public var params: Double
    /// The sum of w times g (Mozer and Smolensky 1989, "Skeletonization"). Batch normalisation makes it next to 0 for
    /// all layers but the last and the shortcuts'.
    public var plain: Double?
    /// The sum of |w times g| (Lee et al. 2019, SNIP).
    public var snip: Double?
    /// The natural logarithm of the sum of w times its gradient in the network of |w| without normalisation, shown one
    /// image of ones, its gradient that of the sum of the logits (Tanaka et al. 2020, SynFlow); 0 where it is 0.
    public var synflow: Double?
    /// How far the last features move when noise is added to noise, and how much normalisation scales (Lin et al.
    /// 2021, Zen-NAS); live edges alone.
    public var zen: Double?

    /// By the columns' names of the released tables, in their order.
    public var named: [(name: String, value: Double?)] {
        [
            ("epe_nas", epeNas), ("fisher", fisher), ("flops", flops), ("grad_norm", gradNorm),
            ("grasp", grasp),
            ("jacov", jacov), ("l2_norm", l2Norm), ("nwot", nwot), ("params", params), ("plain", plain),
            ("snip", snip), ("synflow", synflow), ("zen", zen),
        ]
    }
}
