// math.random, with the host's seed.

#include "internal.h"

// Upvalues: the stock randomseed, the host's seed. Without arguments, stock Lua would use the clock and an address.
static int seed_random(lua_State *L) {
  lua_settop(L, 2);
  if (lua_isnil(L, 1)) {
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_replace(L, 1);
  }
  luaL_checknumber(L, 1);
  if (lua_isnil(L, 2)) lua_pop(L, 1);
  int arguments = lua_gettop(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, arguments, 0);
  return 0;
}

// The scripts' library is on top of the stack.
void clh_open_random(lua_State *L, int stock, int64_t seed) {
  lua_getfield(L, stock, "randomseed");
  lua_pushinteger(L, seed);
  lua_pushcclosure(L, seed_random, 2);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "randomseed");
  lua_call(L, 0, 0);
}
