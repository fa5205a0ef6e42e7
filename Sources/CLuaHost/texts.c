// Values as text. Stock Lua shows the address of a table or function: two runs would differ in it, and a script would
// learn where the host's memory is. Here such values are numbered, in the order in which they are first shown.

#include "internal.h"

static char numbers_key;

// Returns the number of the value at `index`. The registry's table does not keep the value alive; its field 0 counts.
static lua_Integer number_of(lua_State *L, int index) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &numbers_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &numbers_key);
  }
  lua_pushvalue(L, index);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_rawgeti(L, -1, 0);
    lua_Integer number = lua_tointeger(L, -1) + 1;
    lua_pop(L, 1);
    lua_pushinteger(L, number);
    lua_rawseti(L, -2, 0);
    lua_pushvalue(L, index);
    lua_pushinteger(L, number);
    lua_rawset(L, -3);
    lua_pushinteger(L, number);
  }
  lua_Integer number = lua_tointeger(L, -1);
  lua_pop(L, 2);
  return number;
}

void clh_text(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 6, NULL);
  switch (lua_type(L, index)) {
    case LUA_TNIL: case LUA_TBOOLEAN: case LUA_TNUMBER: case LUA_TSTRING:
      luaL_tolstring(L, index, NULL);
      return;
  }
  if (luaL_callmeta(L, index, "__tostring")) {
    if (lua_tolstring(L, -1, NULL) == NULL) clh_error_at(L, "'__tostring' must return a string");
    return;
  }
  const char *kind = luaL_typename(L, index);
  if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) kind = lua_tostring(L, -1);
  else lua_pushnil(L);
  lua_pushfstring(L, "%s: %I", kind, (LUAI_UACINT)number_of(L, index));
  lua_replace(L, -2);
}

static int to_string(lua_State *L) {
  luaL_checkany(L, 1);
  clh_text(L, 1);
  return 1;
}

// Lua's own error for a fraction in place of a whole number does not say what to write instead.
static void check_whole(lua_State *L, int argument, char directive) {
  int is_whole;
  if (memchr("dioxXc", directive, 6) == NULL || lua_type(L, argument) != LUA_TNUMBER) return;
  lua_tointegerx(L, argument, &is_whole);
  if (is_whole) return;
  luaL_argerror(L, argument, lua_pushfstring(L, "%%%c takes a whole number, got %f; write %%.2f, or math.floor(x)",
                                             directive, lua_tonumber(L, argument)));
}

// Calls the stock format in this frame, so that its errors name the script's line and the function it called.
int clh_format(lua_State *L, lua_CFunction stock) {
  size_t length;
  clh_check_short(L, 1);
  const char *format = luaL_checklstring(L, 1, &length);
  int top = lua_gettop(L), argument = 1;
  int64_t cost = (int64_t)length;
  for (const char *at = format, *end = format + length; at < end; at++) {
    if (*at != '%') continue;
    do at++; while (at < end && memchr("-+ #0123456789.", *at, 15) != NULL);
    if (at == end || *at == '%') continue;
    argument++;
    if (*at == 'p') return clh_error_at(L, "%%p is not available to scripts");
    if (argument > top) continue;
    if (*at == 's') {
      clh_text(L, argument);
      lua_replace(L, argument);
    } else {
      clh_check_short(L, argument);
      check_whole(L, argument, *at);
    }
    if (lua_type(L, argument) == LUA_TSTRING) cost += (int64_t)lua_rawlen(L, argument) / (*at == 's' ? 16 : 1);
  }
  clh_charge(L, cost);
  return stock(L);
}

static int format(lua_State *L) { return clh_format(L, lua_tocfunction(L, lua_upvalueindex(1))); }

void clh_open_texts(lua_State *L) {
  lua_pushcfunction(L, to_string);
  lua_setfield(L, -2, "tostring");
}

void clh_push_format(lua_State *L, int stock) {
  lua_getfield(L, stock, "format");
  lua_pushcclosure(L, format, 1);
}
