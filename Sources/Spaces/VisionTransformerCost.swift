/// What a transformer costs, as AutoFormer's published code counts: both agree to the last digit with its
/// records of 2,100 subnets.
extension VisionTransformer {
    /// Rows of a table of relative positions: -14 to 14 patches, and one for the class token.
    public static let relativePositions = 2 * farthest + 2

    /// Trained numbers. A block holds four tables of relative positions (down and across, for keys and for
    /// values), shared by its heads.
    public var parameterCount: Int {
        let (width, tables) = (embedding, 4 * Self.relativePositions * Self.headWidth)
        let ends =
            width * (3 * Self.patch * Self.patch + 1)  // patches
            + width + (patches + 1) * width  // class token, positions
            + 2 * width + (width + 1) * Self.classes  // last normalisation, classifier
        return blocks.reduce(ends) { sum, block in
            let (attention, hidden) = (block.attentionWidth, hiddenWidth(block))
            return sum + 4 * width + tables  // two normalisations
                + 3 * attention * (width + 1) + width * (attention + 1)
                + hidden * (width + 1) + width * (hidden + 1)
        }
    }

    public var paramsMillions: Double { Double(parameterCount) / 1e6 }

    /// Multiply-adds for one image, in millions.
    ///
    /// AutoFormer's counter (`get_complexity`) has habits that matter for who compares: blocks are counted with
    /// one token more than there are, the classifier once for every token, biases once.
    public var flopsMillions: Double {
        let (width, patches) = (Double(embedding), Double(patches))
        let ends =
            width * (patches * Double(3 * Self.patch * Self.patch) + 1) + width * (patches + 1) / 2
            + width * (patches + 1) * Double(Self.classes)
        let tokens = patches + 2
        let positions = (2 * Double(Self.farthest) + 0.5) * tokens * tokens
        let total = blocks.reduce(ends) { sum, block in
            let (attention, hidden) = (Double(block.attentionWidth), Double(hiddenWidth(block)))
            return sum + 2 * tokens * width  // two normalisations
                + 4 * tokens * width * attention + 2 * tokens * tokens * attention
                + positions + tokens * attention / 2
                + 2 * tokens * width * hidden
        }
        return total / 1e6
    }
}

/// The spaces of AutoFormer, by the names that pipeline files and records have for them.
public enum AutoFormerSpace: String, CaseIterable, Sendable {
    case tiny = "autoformer-tiny"
    case small = "autoformer-small"
    case base = "autoformer-base"

    /// The most blocks that one of its transformers has.
    public var deepest: Int { self == .base ? 16 : 14 }
}
