// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is held to the same rules: Swift 6, warnings are errors, no import that the
/// manifest does not name.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A build identifier in each executable, a hash of all of it: what "the program changed" is judged by.
/// On macOS the linker writes one unasked. The toolchain's lld, because gold warns of a function in the
/// static Foundation that nothing calls.
let identified: [LinkerSetting] = [
    .unsafeFlags(["-use-ld=lld", "-Xlinker", "--build-id=sha1"], .when(platforms: [.linux]))
]

/// What tests run is optimised in debug builds too: they run whole searches, which take five times as long without.
let optimised: [SwiftSetting] =
    strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: optimised)
}

/// A stage is one small executable with a folder of its own: its main file and its golden cases.
/// Stages never import one another; files are their only interface.
func stage(
    _ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil
) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["Records", "StageKit", "PipelineFile", arguments] + dependencies,
        path: "stages/\(name)",
        exclude: ["cases"],
        resources: resources,
        swiftSettings: optimised, linkerSettings: identified)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")

let package = Package(
    name: "pelnas",
    platforms: [.macOS(.v13)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        // For the tests alone.
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(
            name: "CXGBoost", pkgConfig: "xgboost",
            providers: [.apt(["libxgboost-dev"]), .brew(["xgboost"])]),
        .systemLibrary(
            name: "CCURL", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(
            name: "CXXHash", pkgConfig: "libxxhash",
            providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]),

        library("Files", ["CXXHash"]),
        library("Records", []),
        library("Spaces", []),
        library("Networks", ["Records", "Spaces"]),
        // Its loops are fast only when optimised, in debug builds too.
        .target(
            name: "CNetworkKernels",
            cSettings: [.unsafeFlags(["-O3"], .when(configuration: .debug)), .unsafeFlags(["-Wno-psabi"])]),
        library("ProxyNetwork", ["CNetworkKernels", "Spaces"]),
        library("Manual", ["Records"]),
        library("Pareto", []),
        library("Statistics", []),
        library("Comparison", ["Records", "Statistics"]),
        library("Report", ["Comparison", "LanguageModel", "Pareto", "Records", "Spaces", "Statistics"]),
        library("Terminal", ["Spaces"]),
        library("PipelineFile", ["CYAML", "Files", "Records", "Spaces"]),
        library("Benchmarks", ["Files", "Records", "Spaces"]),
        library("Predictions", ["Files", "Spaces"]),
        library("Surrogate", ["CXGBoost", "Predictions", "Spaces", "Statistics"]),
        library("LanguageModel", ["Records"]),
        library("Endpoint", ["CCURL", "Files", "LanguageModel", "Records"]),
        library("Proposal", ["LanguageModel", "Pareto", "Records", "Spaces"]),
        library("Prompts", ["LanguageModel", "Pareto", "Proposal", "Records", "Spaces", mustache]),
        library(
            "StageKit",
            [
                "Benchmarks", "Files", "LanguageModel", "Pareto", "PipelineFile", "Predictions", "Records",
                "Spaces", arguments,
            ]),

        library(
            "Conversation", ["Files", "LanguageModel", "PipelineFile", "Records", "StageKit"]),

        library("Measurement", ["Files", "PipelineFile", "Records", "StageKit"]),
        library(
            "ComputedProxies",
            ["Benchmarks", "Files", "PipelineFile", "ProxyNetwork", "Records", "Spaces", "StageKit"]),

        library(
            "Pipeline",
            [
                "Benchmarks", "Conversation", "Files", "LanguageModel", "Pareto", "PipelineFile", "Records",
                "Report", "Spaces", "StageKit",
            ]),

        library(
            "Studies",
            [
                "Comparison", "Files", "LanguageModel", "Pareto", "Pipeline", "PipelineFile", "Records",
                "Report",
                "StageKit",
            ]),

        library("Workflows", ["Files", "Pipeline", "PipelineFile", "Records", "StageKit", "Studies"]),

        stage("partition", ["Spaces"]),
        stage("fit", ["Benchmarks", "ComputedProxies", "Predictions", "Spaces", "Surrogate"]),
        stage("seed", ["Spaces"]),
        stage(
            "prompt",
            [
                "Benchmarks", "Conversation", "Files", "LanguageModel", "Pareto", "Prompts", "Proposal",
                "Spaces",
            ],
            resources: [.embedInCode("templates")]),
        stage("evaluate", ["Benchmarks", "Measurement", "Predictions", "Spaces"]),
        stage("archive", []),
        stage("aggregate", []),
        stage("score", ["Benchmarks", "Conversation", "LanguageModel", "Pareto", "Spaces"]),

        // The one program that talks to the network; `prompt` starts it.
        .executableTarget(
            name: "ask", dependencies: ["Endpoint", "LanguageModel", "Records", "StageKit", arguments],
            swiftSettings: optimised, linkerSettings: identified),

        // Fits the models that ship; `pelnas fit` starts it, for it needs XGBoost.
        .executableTarget(
            name: "fit-surrogates",
            dependencies: [
                "Benchmarks", "Files", "PipelineFile", "Records", "Spaces", "StageKit", "Surrogate",
                arguments,
            ],
            swiftSettings: optimised, linkerSettings: identified),

        // Answers for a model that ships as a program of the user's would, a line for a line.
        .executableTarget(
            name: "predict",
            dependencies: [
                "ComputedProxies", "Files", "Records", "Spaces", "StageKit", "Surrogate", arguments,
            ],
            swiftSettings: optimised, linkerSettings: identified),

        // Computes zero-cost proxies, a line for a line.
        .executableTarget(
            name: "proxies",
            dependencies: [
                "ComputedProxies", "Files", "ProxyNetwork", "Records", "Spaces", "StageKit", arguments,
            ],
            swiftSettings: optimised, linkerSettings: identified),

        .executableTarget(
            name: "pelnas",
            dependencies: [
                "Benchmarks", "Conversation", "Files", "LanguageModel", "Manual", "Networks", "Pareto",
                "Pipeline", "Proposal", "PipelineFile", "Records", "Spaces", "StageKit", "Studies",
                "Terminal", "Workflows", arguments,
            ],
            swiftSettings: optimised, linkerSettings: identified),

        // How fast all of it is: `make bench`.
        .executableTarget(
            name: "pelnas-bench",
            dependencies: [
                "Benchmarks", "ComputedProxies", "Files", "Pareto", "PipelineFile", "Records", "Spaces",
                "StageKit", arguments,
            ],
            path: "Sources/Bench",
            swiftSettings: optimised, linkerSettings: identified),

        // Damaged input for everything that reads: `make fuzz`.
        .executableTarget(
            name: "pelnas-fuzz",
            dependencies: [
                "Benchmarks", "ComputedProxies", "Files", "LanguageModel", "PipelineFile", "Predictions",
                "Prompts",
                "Proposal", "ProxyNetwork", "Records", "Spaces", "StageKit", "Surrogate", "TestSupport",
                arguments,
            ],
            path: "Tests/Fuzz",
            swiftSettings: optimised, linkerSettings: identified),

        // A model's endpoint on the loopback interface, for tests.
        .target(
            name: "ModelServer",
            dependencies: [
                "Records", "Spaces", .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            path: "Tests/ModelServer", swiftSettings: strict),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("Files", ["Files"]),
        tests("Records", ["Records", "TestSupport"], exclude: ["Frozen"]),
        tests("Spaces", ["Spaces", "TestSupport"]),
        tests(
            "Networks", ["Networks", "Records", "Spaces"],
            exclude: ["check_networks.py", "check_transformers.py"]),
        tests(
            "Proxies", ["ProxyNetwork", "Records", "Spaces", "Statistics", "TestSupport"],
            exclude: ["check_proxies.py", "proxy_network.py", "rank_proxies.py", "zero_cost_proxies.py"]),
        tests(
            "ComputedProxies",
            [
                "Benchmarks", "ComputedProxies", "ProxyNetwork", "Records", "Spaces", "Statistics",
                "TestSupport",
            ]),
        tests("Statistics", ["Spaces", "Statistics", "TestSupport"]),
        tests("Pareto", ["Pareto", "TestSupport"]),
        // Studies that no search was run for.
        .target(
            name: "StudySupport", dependencies: ["Comparison", "Records"], path: "Tests/StudySupport",
            swiftSettings: strict),
        tests("Comparison", ["Comparison", "Records", "Statistics", "StudySupport", "TestSupport"]),
        tests(
            "Report",
            ["Comparison", "Pareto", "Records", "Report", "Spaces", "StudySupport", "TestSupport"]),
        tests("Manual", ["Manual", "Records"]),
        tests(
            "Pipeline",
            [
                "Conversation", "Files", "Pareto", "Pipeline", "PipelineFile", "Records", "StageKit",
                "Terminal", "TestSupport",
            ]),
        tests("Studies", ["Pipeline", "PipelineFile", "Studies"]),
        tests("Terminal", ["Spaces", "Terminal", "TestSupport"]),
        tests("PipelineFile", ["PipelineFile", "Records", "Spaces", "TestSupport"]),
        tests("Benchmarks", ["Benchmarks", "Files", "Records", "Spaces", "TestSupport"]),
        tests("Predictions", ["Files", "Predictions", "Spaces"]),
        tests(
            "Surrogate",
            [
                "Benchmarks", "Files", "Predictions", "Records", "Spaces", "Statistics", "Surrogate",
                "TestSupport",
            ]),
        tests(
            "Proposal",
            ["LanguageModel", "Pareto", "Prompts", "Proposal", "Records", "Spaces", "TestSupport"],
            exclude: ["Golden"]),
        tests("LanguageModel", ["LanguageModel", "Records", "TestSupport"]),
        tests(
            "Measurement", ["Files", "Measurement", "PipelineFile", "Records", "StageKit", "TestSupport"]),
        tests("Conversation", ["Conversation", "LanguageModel", "PipelineFile", "Records", "StageKit"]),
        tests(
            "Endpoint",
            [
                "Endpoint", "LanguageModel", "ModelServer", "Records", "TestSupport",
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]),
        // The programs themselves, as a user runs them.
        tests("Program", ["ModelServer", "Pareto", "Records", "Spaces", "TestSupport"]),
    ]
)
