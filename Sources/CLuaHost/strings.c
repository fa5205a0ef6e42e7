// Replacements in the string library, except those of the pattern functions.

#include "internal.h"

// Upvalue 1: the stock rep. The size is checked before a byte is allocated; an empty string would loop for ever.
static int repeat(lua_State *L) {
  size_t length, separator_length = 0;
  luaL_checklstring(L, 1, &length);
  clh_check_short(L, 2);
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
  clh_charge(L, (int64_t)(unit * (size_t)count / 64 + (size_t)count / 16));
  lua_settop(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 3, 1);
  return 1;
}

void clh_check_short(lua_State *L, int index) {
  if (lua_type(L, index) == LUA_TSTRING && lua_rawlen(L, index) > CLH_LONG)
    luaL_argerror(L, index, "a string of more than 64 kB");
}

static void charge_arguments(lua_State *L, int count, int what) {
  size_t bytes = 0;
  for (int i = count; i > 0; i--) {
    if (lua_type(L, i) != LUA_TSTRING) continue;
    if (what == CLH_CONVERTS) clh_check_short(L, i);
    bytes += lua_rawlen(L, i);
  }
  if (what == CLH_READS) clh_pace(L, (int64_t)(bytes / 16));
  else clh_charge(L, (int64_t)(what == CLH_CONVERTS ? bytes : bytes / 16) + count);
}

// Upvalues: the stock function, and what it does with its strings. It is called in this frame, so its errors name the
// script's line.
static int metered(lua_State *L) {
  int count = lua_gettop(L), texts = 0;
  for (int i = count; i > 0; i--) texts += lua_type(L, i) == LUA_TSTRING;
  if (texts > 0 || count > LUA_MINSTACK) charge_arguments(L, count, (int)lua_tointeger(L, lua_upvalueindex(2)));
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

// Only for stock functions without upvalues.
void clh_meter(lua_State *L, const char *const *names, int what) {
  for (; *names; names++) {
    lua_getfield(L, -1, *names);
    lua_pushinteger(L, what);
    lua_pushcclosure(L, metered, 2);
    lua_setfield(L, -2, *names);
  }
}

void clh_open_strings(lua_State *L, int stock) {
  static const char *const whole[] = {"lower", "reverse", "upper", NULL};
  static const char *const read[] = {"unpack", NULL};
  static const char *const converted[] = {"char", "pack", "packsize", NULL};
  clh_meter(L, whole, CLH_WHOLE);
  clh_meter(L, read, CLH_READS);
  clh_meter(L, converted, CLH_CONVERTS);
  clh_open_patterns(L);
  lua_getfield(L, stock, "rep");
  lua_pushcclosure(L, repeat, 1);
  lua_setfield(L, -2, "rep");
}
