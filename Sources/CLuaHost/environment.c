// Builds the environment from an allow-list: a fresh table becomes the registry's globals. What is not named here does
// not exist for a script; io, os, debug and package are never opened.

#include "internal.h"

static const char *const base_names[] = {
  "assert", "error", "getmetatable", "ipairs", "next", "rawequal", "rawget", "rawlen", "rawset", "select",
  "tonumber", "type", "_VERSION", NULL,
};
static const char *const string_names[] = {
  "byte", "char", "len", "lower", "pack", "packsize", "reverse", "sub", "unpack", "upper", NULL,
};
static const char *const math_names[] = {
  "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max", "maxinteger",
  "min", "mininteger", "modf", "pi", "rad", "random", "sin", "sqrt", "tan", "tointeger", "type", "ult", NULL,
};
static const char *const converted_math[] = {
  "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "log", "max", "min", "modf", "rad", "sin",
  "sqrt", "tan", "tointeger", "ult", NULL,
};
static const char *const utf8_names[] = {"char", "charpattern", "codepoint", "codes", "len", "offset", NULL};
static const char *const converted_globals[] = {"tonumber", NULL};
static const char *const whole_utf8[] = {"len", NULL};
static const char *const read_utf8[] = {"codepoint", "offset", NULL};
static const char *const converted_utf8[] = {"char", NULL};

// Copies named fields of the table at `from` into the table on top.
void clh_pick(lua_State *L, int from, const char *const *names) {
  for (; *names; names++) {
    lua_getfield(L, from, *names);
    lua_setfield(L, -2, *names);
  }
}

// A script may not run code inside the collector or make weak tables: its results would depend on what is collected when.
static int set_metatable(lua_State *L) {
  static const char *const refused[] = {"__gc", "__mode", NULL};
  luaL_checktype(L, 1, LUA_TTABLE);
  int type = lua_type(L, 2);
  if (type != LUA_TNIL && type != LUA_TTABLE) return luaL_argerror(L, 2, "nil or table expected");
  lua_settop(L, 2);
  for (int i = 0; type == LUA_TTABLE && refused[i]; i++) {
    lua_pushstring(L, refused[i]);
    if (lua_rawget(L, 2) != LUA_TNIL) return clh_error_at(L, "%s is not available to scripts", refused[i]);
    lua_pop(L, 1);
  }
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    return clh_error_at(L, "cannot change a protected metatable");
  lua_setmetatable(L, 1);
  return 1;
}

static int open_library(lua_State *L, lua_CFunction open) {
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
  return lua_gettop(L);
}

// A script can change the `string` global's library; the methods of strings come from a table that it cannot reach.
static void lock_string_metatable(lua_State *L, int library) {
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, library); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, -5);
  }
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}

static void open_strings(lua_State *L, int globals) {
  int stock = open_library(L, luaopen_string);
  lua_getfield(L, stock, "format");
  lua_rawsetp(L, LUA_REGISTRYINDEX, clh_format_key());
  lua_newtable(L);
  clh_pick(L, stock, string_names);
  clh_push_format(L, stock);
  lua_setfield(L, -2, "format");
  clh_open_strings(L, stock);
  lock_string_metatable(L, lua_gettop(L));
  lua_setfield(L, globals, "string");
  lua_settop(L, globals);
}

static void open_math(lua_State *L, int globals, int64_t seed) {
  int stock = open_library(L, luaopen_math);
  lua_newtable(L);
  clh_pick(L, stock, math_names);
  clh_meter(L, converted_math, CLH_CONVERTS);
  clh_open_random(L, stock, seed);
  lua_setfield(L, globals, "math");
  lua_settop(L, globals);
}

void clh_open_environment(lua_State *L, int64_t seed) {
  int stock = open_library(L, luaopen_base);
  lua_newtable(L);
  int globals = lua_gettop(L);
  clh_pick(L, stock, base_names);
  clh_meter(L, converted_globals, CLH_CONVERTS);
  clh_open_texts(L);
  clh_open_iteration(L, stock);
  lua_pushvalue(L, globals);
  lua_setfield(L, globals, "_G");
  lua_pushcfunction(L, set_metatable);
  lua_setfield(L, globals, "setmetatable");
  clh_open_protected(L);
  lua_newtable(L);
  clh_open_coroutines(L);
  lua_setfield(L, globals, "coroutine");
  open_strings(L, globals);
  int tables = open_library(L, luaopen_table);
  lua_newtable(L);
  clh_open_tables(L, tables);
  lua_setfield(L, globals, "table");
  lua_settop(L, globals);
  open_math(L, globals, seed);
  int utf8 = open_library(L, luaopen_utf8);
  lua_newtable(L);
  clh_pick(L, utf8, utf8_names);
  clh_meter(L, whole_utf8, CLH_WHOLE);
  clh_meter(L, read_utf8, CLH_READS);
  clh_meter(L, converted_utf8, CLH_CONVERTS);
  lua_setfield(L, globals, "utf8");
  lua_settop(L, globals);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_pop(L, 1);
}
