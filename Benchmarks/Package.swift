// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "wire-benchmark",
    dependencies: [.package(name: "ibscript", path: "..")],
    targets: [
        .executableTarget(
            name: "wire-benchmark",
            dependencies: [.product(name: "TWSWire", package: "ibscript")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .treatAllWarnings(as: .error),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
