// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: Swift 6 mode comes from `swiftLanguageModes` below.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "ibscript",
    products: [
        .executable(name: "ibscript", targets: ["ibscript"]),
        .library(name: "TWSWire", targets: ["TWSWire"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // What every target may use.
        .target(name: "Notation", swiftSettings: strict),
        .target(name: "Indicators", swiftSettings: strict),
        .target(name: "CivilTime", dependencies: ["Notation"], swiftSettings: strict),

        // Backtests.
        .target(name: "MarketFiles", dependencies: ["CivilTime", "Notation"], swiftSettings: strict),
        .target(name: "Report", dependencies: ["CivilTime", "Notation"], swiftSettings: strict),

        // The Lua host.
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .target(name: "CLuaHost", dependencies: ["CLua"]),
        .target(name: "LuaBridge", dependencies: ["CLua", "CLuaHost", "Notation"], swiftSettings: strict),

        // The fences around a script's process.
        .target(name: "CSandbox"),

        // What packaging writes into the program.
        .target(name: "CBuildStamp"),

        // The protocol.
        .target(name: "WireSchema", swiftSettings: strict),
        .executableTarget(
            name: "ibscript-gen",
            dependencies: ["WireSchema", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict
        ),
        .target(name: "TWSWire", swiftSettings: strict),
        .target(
            name: "TWSSession",
            dependencies: ["TWSWire", .product(name: "DequeModule", package: "swift-collections")],
            swiftSettings: strict
        ),
        .target(
            name: "TWSTransport",
            dependencies: [
                "TWSSession", "TWSWire",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),

        // Trading.
        .target(name: "Trading", dependencies: ["CivilTime", "Notation", "TWSWire"], swiftSettings: strict),
        .target(
            name: "SimExchange",
            dependencies: [
                "MarketFiles", "Notation", "TWSWire", .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: strict
        ),

        // Files.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "Store", dependencies: ["CSQLite", "Notation", "Trading", "TWSWire"], swiftSettings: strict),

        // Scripts.
        .target(name: "ScriptCheck", dependencies: ["Notation"], swiftSettings: strict),
        .target(
            name: "ScriptHeader",
            dependencies: [
                "CivilTime", "MarketFiles", "Notation", "ScriptCheck", "TWSWire", "Trading",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "ScriptHost",
            dependencies: [
                "CivilTime", "Indicators", "LuaBridge", "Notation", "ScriptCheck", "ScriptHeader", "TWSWire", "Trading",
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "ScriptRuntime",
            dependencies: [
                "CBuildStamp", "CSandbox", "CivilTime", "LuaBridge", "MarketFiles", "Notation", "Report", "ScriptCheck",
                "ScriptHeader", "ScriptHost", "SimExchange", "Store", "Trading",
                "TWSSession", "TWSTransport", "TWSWire",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .target(name: "RandomTesting", swiftSettings: strict),
        .target(
            name: "RuntimeTesting",
            dependencies: ["ScriptHost", "ScriptRuntime", "TWSSession", "TWSWire", "Trading"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ibscript",
            dependencies: ["ScriptRuntime", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict
        ),

        // Measurements, for developers only: see docs/performance.md.
        .executableTarget(
            name: "exchange-benchmark",
            dependencies: ["SimExchange", "TWSWire"],
            path: "Benchmarks/Sources/exchange-benchmark",
            swiftSettings: strict,
            linkerSettings: [.linkedLibrary("m")]
        ),
        .executableTarget(
            name: "journal-benchmark",
            dependencies: ["Store", "TWSWire", "Trading"],
            path: "Benchmarks/Sources/journal-benchmark",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "script-benchmark",
            dependencies: ["ScriptHeader", "ScriptHost", "TWSWire", "Trading"],
            path: "Benchmarks/Sources/script-benchmark",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "path-benchmark",
            dependencies: ["ScriptHost", "ScriptRuntime", "SimExchange", "TWSSession", "TWSWire", "Trading"],
            path: "Benchmarks/Sources/path-benchmark",
            swiftSettings: strict
        ),

        // Tests.
        .testTarget(name: "NotationTests", dependencies: ["Notation"], swiftSettings: strict),
        .testTarget(
            name: "IndicatorsTests",
            dependencies: ["Indicators"],
            resources: [.copy("Reference")],
            swiftSettings: strict
        ),
        .testTarget(name: "CivilTimeTests", dependencies: ["CivilTime"], swiftSettings: strict),
        .testTarget(name: "MarketFilesTests", dependencies: ["CivilTime", "MarketFiles"], swiftSettings: strict),
        .testTarget(
            name: "ReportTests",
            dependencies: ["Report"],
            resources: [.copy("Reference")],
            swiftSettings: strict
        ),
        .testTarget(name: "LuaBridgeTests", dependencies: ["LuaBridge"], swiftSettings: strict),
        .testTarget(name: "WireSchemaTests", dependencies: ["WireSchema"], swiftSettings: strict),
        .testTarget(
            name: "TWSWireTests",
            dependencies: ["RandomTesting", "TWSWire", "WireSchema"],
            resources: [.copy("Samples")],
            swiftSettings: strict
        ),
        .testTarget(name: "TWSSessionTests", dependencies: ["TWSSession", "TWSWire"], swiftSettings: strict),
        .testTarget(
            name: "TWSTransportTests",
            dependencies: [
                "TWSTransport", "TWSSession", "TWSWire",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TradingTests",
            dependencies: ["CivilTime", "RandomTesting", "Trading", "TWSWire"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SimExchangeTests",
            dependencies: ["MarketFiles", "Notation", "SimExchange", "TWSSession", "TWSWire"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "CSQLite", "Trading", "TWSWire"],
            exclude: ["Journal/Golden"],
            swiftSettings: strict
        ),
        .testTarget(name: "ScriptCheckTests", dependencies: ["RandomTesting", "ScriptCheck"], swiftSettings: strict),
        .testTarget(
            name: "ScriptHeaderTests",
            dependencies: ["CivilTime", "MarketFiles", "ScriptCheck", "ScriptHeader", "Trading", "TWSWire"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ScriptHostTests",
            dependencies: [
                "CivilTime", "RandomTesting", "ScriptHost", "LuaBridge", "ScriptCheck", "ScriptHeader", "Trading",
                "TWSWire", "WireSchema",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ScriptRuntimeTests",
            dependencies: [
                "MarketFiles", "Report", "RuntimeTesting", "ScriptCheck", "ScriptHeader", "ScriptHost", "ScriptRuntime",
                "SimExchange", "Store", "Trading", "TWSSession", "TWSWire", "WireSchema",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            resources: [.copy("Samples")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "ibscript", "ScriptRuntime", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["ibscript", "RandomTesting"],
            exclude: ["Clients", "Scripts"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
