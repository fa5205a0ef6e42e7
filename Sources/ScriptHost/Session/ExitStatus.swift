/// The exit codes of the command, as README lists them.
package enum ExitStatus {
    /// Success.
    package static let success: Int32 = 0
    /// The script raised an error.
    package static let scriptError: Int32 = 1
    /// A look-up found nothing: no such order, run, code or entry. See decision 43.
    package static let notFound: Int32 = 1
    /// A budget was exceeded.
    package static let budget: Int32 = 3
    /// Refused by a permission, a limit, or the guard of paper and live.
    package static let denied: Int32 = 4
    /// No connection, or it is lost for good.
    package static let connection: Int32 = 5
    /// The command line is wrong.
    package static let usage: Int32 = 64
    /// A script or input file is malformed.
    package static let malformed: Int32 = 65
    /// An internal fault of this program.
    package static let fault: Int32 = 70
    /// Interrupted.
    package static let interrupted: Int32 = 130
}
