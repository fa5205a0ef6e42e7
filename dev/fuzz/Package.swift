// swift-tools-version: 6.2
import PackageDescription

// Built by run.sh, which gives the sanitizer's flags for all targets: the library must be instrumented too.
let package = Package(
    name: "wire-fuzz",
    dependencies: [.package(name: "ibscript", path: "../..")],
    targets: [
        .executableTarget(
            name: "wire-fuzz",
            dependencies: [.product(name: "TWSWire", package: "ibscript")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
