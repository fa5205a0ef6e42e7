// require: the host finds the source; this file compiles it and keeps its result. A module runs inside the call that
// requires it, within the same budgets, and may wait there.

#include "internal.h"

static char modules_key, loading;

// Pushes the value of a module, or nil.
static int push_module(lua_State *L, int name) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key);
  lua_pushvalue(L, name);
  int type = lua_rawget(L, -2);
  lua_remove(L, -2);
  return type;
}

// Keeps the value on top of the stack for a module, and leaves it there.
static void keep_module(lua_State *L, int name) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &modules_key);
  lua_pushvalue(L, name);
  lua_pushvalue(L, -3);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

// A module that failed may be required again: only one that is being loaded is refused.
static int loaded(lua_State *L, int status, lua_KContext context) {
  (void)context;
  if (clh_host_of(L)->killed) return clh_end(L);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_pushnil(L);
    keep_module(L, 1);
    lua_pop(L, 1);
    return lua_error(L);
  }
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, true);
  }
  keep_module(L, 1);
  return 1;
}

static int require_module(lua_State *L) {
  if (lua_type(L, 1) != LUA_TSTRING)
    return clh_error_at(L, "require: a module's name is needed, %s was given", luaL_typename(L, 1));
  lua_settop(L, 1);
  int type = push_module(L, 1);
  if (type == LUA_TLIGHTUSERDATA && lua_touserdata(L, -1) == &loading)
    return clh_error_at(L, "require: \"%s\" needs itself: it is being loaded", lua_tostring(L, 1));
  if (type != LUA_TNIL) return 1;
  lua_settop(L, 1);
  clh_invoke(L, (int)lua_tointeger(L, lua_upvalueindex(1)), 0, NULL);  // the source and the chunk's name, or an error
  size_t length;
  const char *source = lua_tolstring(L, 2, &length);
  clh_charge(L, (int64_t)length);
  if (luaL_loadbufferx(L, source, length, lua_tostring(L, 3), "t") != LUA_OK) return lua_error(L);
  lua_pushlightuserdata(L, &loading);
  keep_module(L, 1);
  lua_pop(L, 1);
  lua_pushvalue(L, 1);
  return loaded(L, lua_pcallk(L, 1, 1, 0, 0, loaded), 0);
}

static int open_modules(lua_State *L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &modules_key);
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_pushinteger(L, *(int *)lua_touserdata(L, 1));
  lua_pushcclosure(L, require_module, 1);
  lua_setfield(L, -2, "require");
  return 0;
}

int clh_register_modules(clh_host *host, int id) {
  return clh_protect(host, host->current ? host->current : host->main, open_modules, &id, 0);
}
