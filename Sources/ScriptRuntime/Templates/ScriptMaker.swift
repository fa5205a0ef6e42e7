internal import Glibc
internal import ScriptHeader
internal import ScriptHost

/// `ibscript new`: writes a script to start from.
package enum ScriptMaker {
    /// Writes `name.lua` and `name.course`, in this folder unless the name contains another; existing files are not
    /// changed.
    ///
    /// - Returns: The exit code.
    package static func make(_ name: String, like template: ScriptTemplate) -> Int32 {
        let path = name.hasSuffix(".lua") ? String(name.dropLast(4)) : name
        let file = path + ".lua"
        do {
            let plain = path.split(separator: "/").last.map(String.init) ?? path
            let text = template.script(named: plain)
            // The header decides which names are valid.
            _ = try ScriptHeader.parse(source: text, file: file)
            let course = path + ".course"
            guard access(course, F_OK) != 0 else {
                throw RunFailure(ExitStatus.usage, "\(course) exists already; give another name")
            }
            try ScriptFile.create(file, text)
            try ScriptFile.create(course, template.course(named: plain))
        } catch let error as HeaderError {
            StandardStream.error.writeLine("ibscript: new \(name): \(error)")
            return ExitStatus.usage
        } catch {
            StandardStream.error.writeLine("ibscript: new \(name): \(error)")
            return (error as? RunFailure)?.status ?? ExitStatus.fault
        }
        StandardStream.output.write(
            """
            \(file): \(template.summary)

              ibscript \(file)              run it on the simulator
              ibscript test \(file)         test it on the market of \(path).course
              ibscript run --watch \(file)  run it again whenever you save it
              ibscript show \(file)         see what it may do

            """
        )
        return ExitStatus.success
    }
}
