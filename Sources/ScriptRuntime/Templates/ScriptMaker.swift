internal import ScriptHeader
internal import ScriptHost

/// `ibscript new`: writes a script to start from.
package enum ScriptMaker {
    /// Writes `name.lua`, in this folder unless the name has another in front; a file that is there stays as it is.
    ///
    /// - Returns: the exit code.
    package static func make(_ name: String, like template: ScriptTemplate) -> Int32 {
        let path = name.hasSuffix(".lua") ? String(name.dropLast(4)) : name
        let file = path + ".lua"
        do {
            let text = template.script(named: path.split(separator: "/").last.map(String.init) ?? path)
            // The header is the judge of what may be a name.
            _ = try ScriptHeader.parse(source: text, file: file)
            try ScriptFile.create(file, text)
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
              ibscript run --watch \(file)  run it again whenever you save it
              ibscript show \(file)         see what it may do

            """
        )
        return ExitStatus.success
    }
}
