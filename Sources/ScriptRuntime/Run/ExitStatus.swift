/// The exit codes of the command, as README lists them.
public enum ExitStatus {
    /// All went well.
    public static let success: Int32 = 0
    /// The script raised an error.
    public static let scriptError: Int32 = 1
    /// A budget was exceeded.
    public static let budget: Int32 = 3
    /// Refused: permission, limit, or the guard of paper and live.
    public static let denied: Int32 = 4
    /// No connection, or lost for good.
    public static let connection: Int32 = 5
    /// The command line is wrong.
    public static let usage: Int32 = 64
    /// A script or input file is malformed.
    public static let malformed: Int32 = 65
    /// A fault of this program.
    public static let fault: Int32 = 70
    /// Interrupted.
    public static let interrupted: Int32 = 130
}
