#include "clua_host.h"

const char *clh_lua_release(void) { return LUA_RELEASE; }
