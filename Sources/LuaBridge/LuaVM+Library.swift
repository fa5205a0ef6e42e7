internal import CLuaHost

extension LuaVM {
    /// Name and release of the Lua library: `Lua 5.4.4`.
    package static var libraryVersion: String { String(cString: clh_lua_release()) }
}
