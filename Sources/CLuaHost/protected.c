// pcall and xpcall: a kill passes through both.

#include "internal.h"

// An error that a script catches may have cost time unseen by the hook (a full collection before "not enough memory").
static void caught(lua_State *L) {
  clh_host *host = clh_host_of(L);
  host->reserve = false;
  clh_check_clock(host);
  if (host->killed) clh_end(L);
}

static int finish_pcall(lua_State *L, int status, lua_KContext context) {
  if (status == LUA_OK || status == LUA_YIELD) {
    if (clh_host_of(L)->killed) return clh_end(L);
    return lua_gettop(L) - (int)context;
  }
  caught(L);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

static int protected_call(lua_State *L) {
  luaL_checkany(L, 1);
  clh_charge(L, CLH_COST_CALL);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall);
  return finish_pcall(L, status, 0);
}

static int finish_handler(lua_State *L, int status, lua_KContext context) {
  (void)context;
  if (status != LUA_OK && status != LUA_YIELD) caught(L);
  if (clh_host_of(L)->killed) return clh_end(L);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

// The handler runs after unwinding: before that, hooks may be off, and an endless handler could not be stopped.
static int finish_xpcall(lua_State *L, int status, lua_KContext context) {
  if (status == LUA_OK || status == LUA_YIELD) return finish_pcall(L, status, context);
  caught(L);
  lua_pushvalue(L, 2);
  lua_insert(L, -2);
  status = lua_pcallk(L, 1, 1, 0, 0, finish_handler);
  return finish_handler(L, status, 0);
}

static int protected_call_with_handler(lua_State *L) {
  luaL_checktype(L, 2, LUA_TFUNCTION);
  clh_charge(L, CLH_COST_CALL);
  int count = lua_gettop(L);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  int status = lua_pcallk(L, count - 2, LUA_MULTRET, 0, 2, finish_xpcall);
  return finish_xpcall(L, status, 2);
}

void clh_open_protected(lua_State *L) {
  lua_pushcfunction(L, protected_call);
  lua_setfield(L, -2, "pcall");
  lua_pushcfunction(L, protected_call_with_handler);
  lua_setfield(L, -2, "xpcall");
}
