internal import CNetworkKernels

/// A number that the network can be computed in. What each function does stands in CNetworkKernels.h.
protocol NetworkScalar: BinaryFloatingPoint, Sendable {
    static func convolve(
        _ kernel: pn_kernel, _ input: pn_map, _ x: UnsafePointer<Self>, _ w: UnsafePointer<Self>,
        _ output: pn_map, _ y: UnsafeMutablePointer<Self>, _ first: Int32)
    static func moments(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ sums: UnsafeMutablePointer<Double>,
        _ squares: UnsafeMutablePointer<Double>)
    static func weightGradient(
        _ kernel: pn_kernel, _ input: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map,
        _ gy: UnsafePointer<Self>, _ step: Int32, _ gw: UnsafeMutablePointer<Self>)
    static func flip(
        _ outputs: Int32, _ inputs: Int32, _ kernel: Int32, _ w: UnsafePointer<Self>,
        _ flipped: UnsafeMutablePointer<Self>)
    static func scaleAdd(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ scale: UnsafePointer<Self>, _ shift: UnsafePointer<Self>,
        _ y: UnsafeMutablePointer<Self>, _ first: Int32)
    static func products(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ y: UnsafePointer<Self>,
        _ sums: UnsafeMutablePointer<Double>, _ products: UnsafeMutablePointer<Double>)
    static func combine(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ y: UnsafePointer<Self>, _ cg: UnsafePointer<Self>,
        _ cy: UnsafePointer<Self>, _ shift: UnsafePointer<Self>, _ output: pn_map,
        _ gy: UnsafeMutablePointer<Self>, _ step: Int32, _ products: UnsafeMutablePointer<Double>?)
    static func rectify(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map, _ y: UnsafeMutablePointer<Self>,
        _ mask: UnsafeMutablePointer<UInt16>, _ frozen: Int32)
    static func maskedAdd(
        _ map: pn_map, _ r: UnsafePointer<Self>, _ mask: UnsafePointer<UInt16>,
        _ g: UnsafeMutablePointer<Self>, _ first: Int32)
    static func pool3(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, _ first: Int32)
    static func pool3Gradient(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ gx: UnsafeMutablePointer<Self>, _ first: Int32)
    static func pool2(
        _ input: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map, _ y: UnsafeMutablePointer<Self>)
    static func pool2Gradient(
        _ output: pn_map, _ g: UnsafePointer<Self>, _ input: pn_map, _ gx: UnsafeMutablePointer<Self>,
        _ first: Int32)
}

extension Float: NetworkScalar {
    static func convolve(
        _ kernel: pn_kernel, _ input: pn_map, _ x: UnsafePointer<Self>, _ w: UnsafePointer<Self>,
        _ output: pn_map, _ y: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_convolve_f32(kernel, input, x, w, output, y, first) }
    static func moments(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ sums: UnsafeMutablePointer<Double>,
        _ squares: UnsafeMutablePointer<Double>
    ) { pn_moments_f32(map, x, sums, squares) }
    static func weightGradient(
        _ kernel: pn_kernel, _ input: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map,
        _ gy: UnsafePointer<Self>, _ step: Int32, _ gw: UnsafeMutablePointer<Self>
    ) { pn_weight_gradient_f32(kernel, input, x, output, gy, step, gw) }
    static func flip(
        _ outputs: Int32, _ inputs: Int32, _ kernel: Int32, _ w: UnsafePointer<Self>,
        _ flipped: UnsafeMutablePointer<Self>
    ) { pn_flip_f32(outputs, inputs, kernel, w, flipped) }
    static func scaleAdd(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ scale: UnsafePointer<Self>, _ shift: UnsafePointer<Self>,
        _ y: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_scale_add_f32(map, x, scale, shift, y, first) }
    static func products(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ y: UnsafePointer<Self>,
        _ sums: UnsafeMutablePointer<Double>, _ products: UnsafeMutablePointer<Double>
    ) { pn_products_f32(map, g, y, sums, products) }
    static func combine(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ y: UnsafePointer<Self>, _ cg: UnsafePointer<Self>,
        _ cy: UnsafePointer<Self>, _ shift: UnsafePointer<Self>, _ output: pn_map,
        _ gy: UnsafeMutablePointer<Self>, _ step: Int32, _ products: UnsafeMutablePointer<Double>?
    ) { pn_combine_f32(map, g, y, cg, cy, shift, output, gy, step, products) }
    static func rectify(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map, _ y: UnsafeMutablePointer<Self>,
        _ mask: UnsafeMutablePointer<UInt16>, _ frozen: Int32
    ) { pn_rectify_f32(map, x, output, y, mask, frozen) }
    static func maskedAdd(
        _ map: pn_map, _ r: UnsafePointer<Self>, _ mask: UnsafePointer<UInt16>,
        _ g: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_masked_add_f32(map, r, mask, g, first) }
    static func pool3(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_pool3_f32(map, x, y, first) }
    static func pool3Gradient(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ gx: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_pool3_gradient_f32(map, g, gx, first) }
    static func pool2(
        _ input: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map, _ y: UnsafeMutablePointer<Self>
    ) { pn_pool2_f32(input, x, output, y) }
    static func pool2Gradient(
        _ output: pn_map, _ g: UnsafePointer<Self>, _ input: pn_map, _ gx: UnsafeMutablePointer<Self>,
        _ first: Int32
    ) { pn_pool2_gradient_f32(output, g, input, gx, first) }
}

extension Double: NetworkScalar {
    static func convolve(
        _ kernel: pn_kernel, _ input: pn_map, _ x: UnsafePointer<Self>, _ w: UnsafePointer<Self>,
        _ output: pn_map, _ y: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_convolve_f64(kernel, input, x, w, output, y, first) }
    static func moments(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ sums: UnsafeMutablePointer<Double>,
        _ squares: UnsafeMutablePointer<Double>
    ) { pn_moments_f64(map, x, sums, squares) }
    static func weightGradient(
        _ kernel: pn_kernel, _ input: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map,
        _ gy: UnsafePointer<Self>, _ step: Int32, _ gw: UnsafeMutablePointer<Self>
    ) { pn_weight_gradient_f64(kernel, input, x, output, gy, step, gw) }
    static func flip(
        _ outputs: Int32, _ inputs: Int32, _ kernel: Int32, _ w: UnsafePointer<Self>,
        _ flipped: UnsafeMutablePointer<Self>
    ) { pn_flip_f64(outputs, inputs, kernel, w, flipped) }
    static func scaleAdd(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ scale: UnsafePointer<Self>, _ shift: UnsafePointer<Self>,
        _ y: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_scale_add_f64(map, x, scale, shift, y, first) }
    static func products(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ y: UnsafePointer<Self>,
        _ sums: UnsafeMutablePointer<Double>, _ products: UnsafeMutablePointer<Double>
    ) { pn_products_f64(map, g, y, sums, products) }
    static func combine(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ y: UnsafePointer<Self>, _ cg: UnsafePointer<Self>,
        _ cy: UnsafePointer<Self>, _ shift: UnsafePointer<Self>, _ output: pn_map,
        _ gy: UnsafeMutablePointer<Self>, _ step: Int32, _ products: UnsafeMutablePointer<Double>?
    ) { pn_combine_f64(map, g, y, cg, cy, shift, output, gy, step, products) }
    static func rectify(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map, _ y: UnsafeMutablePointer<Self>,
        _ mask: UnsafeMutablePointer<UInt16>, _ frozen: Int32
    ) { pn_rectify_f64(map, x, output, y, mask, frozen) }
    static func maskedAdd(
        _ map: pn_map, _ r: UnsafePointer<Self>, _ mask: UnsafePointer<UInt16>,
        _ g: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_masked_add_f64(map, r, mask, g, first) }
    static func pool3(
        _ map: pn_map, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_pool3_f64(map, x, y, first) }
    static func pool3Gradient(
        _ map: pn_map, _ g: UnsafePointer<Self>, _ gx: UnsafeMutablePointer<Self>, _ first: Int32
    ) { pn_pool3_gradient_f64(map, g, gx, first) }
    static func pool2(
        _ input: pn_map, _ x: UnsafePointer<Self>, _ output: pn_map, _ y: UnsafeMutablePointer<Self>
    ) { pn_pool2_f64(input, x, output, y) }
    static func pool2Gradient(
        _ output: pn_map, _ g: UnsafePointer<Self>, _ input: pn_map, _ gx: UnsafeMutablePointer<Self>,
        _ first: Int32
    ) { pn_pool2_gradient_f64(output, g, input, gx, first) }
}
