#ifndef CLUA_SHIM_H
#define CLUA_SHIM_H

// The system's Lua 5.4: the core API, the auxiliary library and the functions that open the standard libraries.
#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#endif
