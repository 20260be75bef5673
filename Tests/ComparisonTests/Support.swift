import Comparison

let space = StudyMeasure.hypervolume(.space)
let igd = StudyMeasure.igd(.space)

func isNear(_ left: Double?, _ right: Double) -> Bool {
    left.map { abs($0 - right) < 1e-9 } ?? false
}
