internal import ArgumentParser

/// The option of every command that reads the data folder.
struct DataOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder for journals, locks and settings (default: ~/.local/state/ibscript).",
            valueName: "folder"
        ),
        completion: .directory
    )
    var dataDir: String?
}
