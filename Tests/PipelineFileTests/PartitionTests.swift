import PipelineFile
import Testing

struct PartitionTests {
    private func file(_ partition: String) -> String { "partition: \(partition)\n" + least }

    @Test func ownNichesAreRead() throws {
        let text = file(
            """

              count_live_edges: true
              niches:
                - {name: light, rationale: "no: heavy", nor_conv_3x3: 0, none: [1, 6]}
                - {name: S_1-x, skip_connect: [2, 2], avg_pool_3x3: 6, nor_conv_1x1: [0, 0]}
                - name: rest
            """)
        let light = PipelineSettings.NicheSettings(
            name: "light", rationale: "no: heavy",
            bounds: [.init(.convolution3x3, least: 0, most: 0), .init(.none, least: 1, most: 6)])
        let second = PipelineSettings.NicheSettings(
            name: "S_1-x",
            bounds: [
                .init(.convolution1x1, least: 0, most: 0), .init(.skipConnect, least: 2, most: 2),
                .init(.averagePool3x3, least: 6, most: 6),
            ])
        #expect(
            try settings(text).partition
                == .niches([light, second, .init(name: "rest")], countLiveEdges: true))
    }

    @Test func nichesFromDataAreReadWithTheirMeasureAndCount() throws {
        #expect(try settings(file("{scheme: auto}")).partition == .automatic(.init()))
        #expect(
            try settings(file("{scheme: auto, measure: flops, count: 12}")).partition
                == .automatic(.init(measure: .flops, count: 12)))
        #expect(
            try settings(file("{scheme: auto, count: null}")).partition
                == .automatic(.init(measure: .params, count: nil)))
    }

    @Test(arguments: [
        (
            "{scheme: none, count: 3}",
            "1:34: measure and count go with scheme: auto, whose niches they are about"
        ),
        (
            "{measure: flops}",
            "1:22: measure and count go with scheme: auto, whose niches they are about"
        ),
        ("{scheme: auto, count: 1}", "1:34: found 1; expected a whole number from 2 to 64"),
        ("{scheme: auto, measure: latency}", "1:36: found 'latency'; expected one of params, flops"),
        (
            "{scheme: none, niches: [{name: A}]}",
            """
            1:21: both scheme and niches in partition; expected one of them
            """
        ),
        (
            "{scheme: conv3x3}",
            """
            1:21: found 'conv3x3'; expected one of conv3x3-count, live-conv3x3-count, none, auto
            """
        ),
        (
            "{scheme: none, count_live_edges: true}",
            """
            1:45: count_live_edges goes with niches; a scheme counts as its name says \
            ('live-conv3x3-count' counts live edges)
            """
        ),
        (
            "{niches: [{name: A}], count_live_edges: 1}",
            """
            1:52: found 1, a whole number; expected true or false
            """
        ),
        ("{niches: []}", "1:21: found a list; expected a list of at least one niche"),
        ("{niches: [{name: A}, {name: A}]}", "1:40: two niches are named 'A'; the first at a.yaml:1:29"),
        (
            "{niches: [{}]}",
            """
            1:22: missing key 'name' in partition.niches; expected 1 to 32 of A-Z a-z 0-9 _ - (and not 'all', \
            which is the whole space)
            """
        ),
        (
            "{niches: [{name: all}]}",
            "1:29: found 'all'; expected 1 to 32 of A-Z a-z 0-9 _ - (and not 'all', which is the whole space)"
        ),
        (
            "{niches: [{name: a.b}]}",
            "1:29: found 'a.b'; expected 1 to 32 of A-Z a-z 0-9 _ - (and not 'all', which is the whole space)"
        ),
        (
            "{niches: [{name: A, none: 7}]}",
            """
            1:38: found 7, a whole number; expected a whole number of edges from 0 to 6, or [least, \
            most]
            """
        ),
        ("{niches: [{name: A, none: [0, 7]}]}", "1:42: found 7; expected a whole number from 0 to 6"),
        ("{niches: [{name: A, none: [3, 2]}]}", "1:38: found [3, 2]; expected the lesser bound first"),
        (
            "{niches: [{name: A, none: [1]}]}",
            """
            1:38: found a list; expected a whole number of edges from 0 to 6, or [least, most]
            """
        ),
        (
            "{niches: [{name: A, nor_conv_3x4: 1}]}",
            """
            1:32: unknown key 'nor_conv_3x4' in partition.niches; did you mean 'nor_conv_3x3'? \
            (allowed: name, rationale, nor_conv_3x3, nor_conv_1x1, skip_connect, avg_pool_3x3, none)
            """
        ),
    ])
    func mistakesAreNamed(partition: String, message: String) {
        #expect(headings(file(partition)) == ["a.yaml:" + message])
    }
}
