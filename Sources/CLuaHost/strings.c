// The parts of the string library that are not the stock ones. The metered matcher (find, match, gmatch, gsub) belongs
// here too.

#include "internal.h"

// Upvalue 1: the stock rep. The size is checked before a byte is made; an empty string would loop for ever.
static int repeat(lua_State *L) {
  size_t length, separator_length = 0;
  luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &separator_length);
  clh_host *host = clh_host_of(L);
  size_t unit = length + separator_length;
  if (count <= 0 || unit == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if ((lua_Unsigned)count > host->block_limit / unit + 1) {
    host->denials++;
    return clh_no_memory(L);
  }
  clh_charge(L, (int64_t)(unit * (size_t)count / 64));
  lua_settop(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 3, 1);
  return 1;
}

// Upvalues: the stock iterator, whether it is or was interrupted. An iterator that has failed keeps a wrong recursion
// count in Lua before 5.4.5: calling it again overflows the C stack.
static int next_match(lua_State *L) {
  if (lua_toboolean(L, lua_upvalueindex(2))) return clh_error_at(L, "this iterator has failed before");
  lua_settop(L, 0);
  lua_pushboolean(L, 1);
  lua_replace(L, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_call(L, 0, LUA_MULTRET);
  lua_pushboolean(L, 0);
  lua_replace(L, lua_upvalueindex(2));
  return lua_gettop(L);
}

static int each_match(lua_State *L) {
  luaL_checkstring(L, 1);
  luaL_checkstring(L, 2);
  int count = lua_gettop(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, 1);
  lua_pushboolean(L, 0);
  lua_pushcclosure(L, next_match, 2);
  return 1;
}

// Upvalues: the stock function, whether it reads its strings as a whole. It is called in this frame, so that its errors
// name the script's line. A search may end at once: its bytes only bring the clock nearer.
static int metered(lua_State *L) {
  size_t bytes = 0;
  for (int i = lua_gettop(L); i > 0; i--) {
    if (lua_type(L, i) == LUA_TSTRING) bytes += lua_rawlen(L, i);
  }
  if (lua_toboolean(L, lua_upvalueindex(2))) clh_charge(L, (int64_t)(bytes / 16));
  else clh_pace(L, (int64_t)(bytes / 16));
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

// Only for stock functions without upvalues.
void clh_meter(lua_State *L, const char *const *names, bool charged) {
  for (; *names; names++) {
    lua_getfield(L, -1, *names);
    lua_pushboolean(L, charged);
    lua_pushcclosure(L, metered, 2);
    lua_setfield(L, -2, *names);
  }
}

void clh_open_strings(lua_State *L, int stock) {
  static const char *const whole[] = {"gsub", "lower", "reverse", "upper", NULL};
  static const char *const searched[] = {"find", "match", NULL};
  clh_meter(L, whole, true);
  clh_meter(L, searched, false);
  lua_getfield(L, stock, "rep");
  lua_pushcclosure(L, repeat, 1);
  lua_setfield(L, -2, "rep");
  lua_getfield(L, stock, "gmatch");
  lua_pushcclosure(L, each_match, 1);
  lua_setfield(L, -2, "gmatch");
}
