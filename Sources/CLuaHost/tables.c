// The table library for plain tables: ranges are bounded and charged before the stock function loops over them.

#include "internal.h"

// Refuses a metatable that the stock functions would consult.
static void check_plain(lua_State *L, int index) {
  static const char *const asked[] = {"__index", "__newindex", "__len", NULL};
  luaL_checktype(L, index, LUA_TTABLE);
  if (!lua_getmetatable(L, index)) return;
  for (int i = 0; asked[i]; i++) {
    lua_pushstring(L, asked[i]);
    if (lua_rawget(L, -2) != LUA_TNIL) luaL_argerror(L, index, "a plain table expected");
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static void charge_range(lua_State *L, lua_Integer first, lua_Integer last) {
  if (last < first) return;
  lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first;
  if (count >= CLH_MAX_RANGE) clh_error_at(L, "a range of more than %d elements", CLH_MAX_RANGE);
  clh_charge(L, (int64_t)count);
}

static int stock_call(lua_State *L, int results) {
  int count = lua_gettop(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, results);
  return lua_gettop(L);
}

static lua_Integer length(lua_State *L, int index) { return (lua_Integer)lua_rawlen(L, index); }

static void check_position(lua_State *L, lua_Integer last) {
  lua_Integer position = luaL_checkinteger(L, 2);
  luaL_argcheck(L, position >= 1 && position <= last, 2, "position out of bounds");
}

static int concat(lua_State *L) {
  check_plain(L, 1);
  luaL_optstring(L, 2, "");
  lua_Integer last = luaL_opt(L, luaL_checkinteger, 4, length(L, 1));
  charge_range(L, luaL_optinteger(L, 3, 1), last);
  return stock_call(L, 1);
}

static int insert(lua_State *L) {
  check_plain(L, 1);
  if (lua_gettop(L) == 3) {
    check_position(L, length(L, 1) + 1);
    charge_range(L, lua_tointeger(L, 2), length(L, 1));
  } else if (lua_gettop(L) != 2) {
    return clh_error_at(L, "wrong number of arguments to 'insert'");
  }
  return stock_call(L, 0);
}

static int move(lua_State *L) {
  check_plain(L, 1);
  if (!lua_isnoneornil(L, 5)) check_plain(L, 5);
  charge_range(L, luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
  luaL_checkinteger(L, 4);
  return stock_call(L, 1);
}

static int pack(lua_State *L) {
  clh_charge(L, lua_gettop(L));
  return stock_call(L, 1);
}

static int remove_element(lua_State *L) {
  check_plain(L, 1);
  lua_Integer count = length(L, 1);
  if (!lua_isnoneornil(L, 2) && luaL_checkinteger(L, 2) != count) {
    if (count > 0 || lua_tointeger(L, 2) != 0) check_position(L, count + 1);
    charge_range(L, lua_tointeger(L, 2), count);
  }
  return stock_call(L, LUA_MULTRET);
}

// Returns the number of bytes that a comparison may read.
static int64_t bytes_of(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TSTRING) return 0;
  size_t length = lua_rawlen(L, index);
  if (length > CLH_LONG) clh_error_at(L, "cannot sort a string of more than 64 kB");
  return (int64_t)length;
}

// Whether comparing any two elements takes nanoseconds: numbers and short texts.
static bool is_cheap(lua_State *L, lua_Integer count) {
  for (lua_Integer i = 1; i <= count; i++) {
    int type = lua_rawgeti(L, 1, i);
    bool cheap = type == LUA_TNUMBER || (type == LUA_TSTRING && lua_rawlen(L, -1) <= CLH_SHORT);
    lua_pop(L, 1);
    if (!cheap) return false;
  }
  return true;
}

// Upvalue 1: the script's comparison, or nil for `<`. The stock sort calls it, so each comparison is charged.
static int is_less(lua_State *L) {
  clh_callback(L, CLH_COST_CALLBACK + (bytes_of(L, 1) + bytes_of(L, 2)) / 4);
  if (lua_isnil(L, lua_upvalueindex(1))) {
    lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPLT));
    return 1;
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 2, 1);
  return 1;
}

static int sort(lua_State *L) {
  check_plain(L, 1);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_Integer count = length(L, 1);
  if (count > CLH_MAX_SORT) return clh_error_at(L, "cannot sort more than %d elements", CLH_MAX_SORT);
  clh_charge(L, count * 16);
  lua_settop(L, 2);
  bool is_counted = lua_isnil(L, 2) ? is_cheap(L, count) : !lua_iscfunction(L, 2);  // a Lua function is charged by the hook
  if (!is_counted) lua_pushcclosure(L, is_less, 1);
  return stock_call(L, 0);
}

static int unpack(lua_State *L) {
  check_plain(L, 1);
  lua_Integer last = luaL_opt(L, luaL_checkinteger, 3, length(L, 1));
  charge_range(L, luaL_optinteger(L, 2, 1), last);
  return stock_call(L, LUA_MULTRET);
}

void clh_open_tables(lua_State *L, int stock) {
  static const luaL_Reg functions[] = {
    {"concat", concat}, {"insert", insert}, {"move", move},     {"pack", pack},
    {"remove", remove_element}, {"sort", sort},     {"unpack", unpack}, {NULL, NULL},
  };
  for (const luaL_Reg *function = functions; function->name; function++) {
    lua_getfield(L, stock, function->name);
    lua_pushcclosure(L, function->func, 1);
    lua_setfield(L, -2, function->name);
  }
}
