// pairs, in a fixed order. The order of `next` depends on a hash seed that Lua takes from the clock and from addresses, so
// two runs of a script would place their orders in different sequences.

#include "internal.h"

#define MAX_SORTED 100000  // larger tables are visited in the order of next

typedef struct {
  int rank;  // 0 number, 1 text, 2 anything else
  lua_Number number;
  const char *text;
  size_t length;      // the first CLH_LONG bytes are compared
  lua_Integer place;  // in the order of next
} key;

static int compare(const void *left, const void *right) {
  const key *a = left, *b = right;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->rank == 0 && a->number != b->number) return a->number < b->number ? -1 : 1;
  if (a->rank == 1) {
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, shorter < CLH_LONG ? shorter : CLH_LONG);
    if (order != 0) return order;
    if (a->length != b->length) return a->length < b->length ? -1 : 1;
  }
  return a->place < b->place ? -1 : a->place > b->place;
}

// Upvalues: the sorted keys, and how many have been visited. A key whose value is gone is skipped.
static int next_sorted(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_Integer place = lua_tointeger(L, lua_upvalueindex(2));
  while (lua_rawgeti(L, lua_upvalueindex(1), ++place) != LUA_TNIL) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 1) != LUA_TNIL) break;
    lua_settop(L, 1);
  }
  lua_pushinteger(L, place);
  lua_replace(L, lua_upvalueindex(2));
  return lua_gettop(L) == 3 ? 2 : 1;
}

// Pushes a table with the keys of the table at 1 in the order of next; returns their number.
static lua_Integer push_keys(lua_State *L) {
  lua_Integer count = 0;
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_rawseti(L, -4, ++count);
  }
  return count;
}

static int sort_keys(lua_State *L, lua_Integer count) {
  int keys = lua_gettop(L), rounds = 1;
  size_t bytes = 0;
  key *sorted = lua_newuserdatauv(L, (size_t)count * sizeof *sorted, 0);
  for (lua_Integer i = 0; i < count; i++) {
    int type = lua_rawgeti(L, keys, i + 1);
    sorted[i] = (key){type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : 2, 0, NULL, 0, i + 1};
    if (type == LUA_TNUMBER) sorted[i].number = lua_tonumber(L, -1);
    if (type == LUA_TSTRING) sorted[i].text = lua_tolstring(L, -1, &sorted[i].length);
    bytes += sorted[i].length < CLH_LONG ? sorted[i].length : CLH_LONG;
    lua_pop(L, 1);  // the keys stay in their table
  }
  while (count >> rounds > 0) rounds++;
  clh_charge(L, (int64_t)(bytes / 16) * rounds);
  qsort(sorted, (size_t)count, sizeof *sorted, compare);
  lua_createtable(L, (int)count, 0);
  for (lua_Integer i = 0; i < count; i++) {
    lua_rawgeti(L, keys, sorted[i].place);
    lua_rawseti(L, -2, i + 1);
  }
  return lua_gettop(L);
}

static int after_metamethod(lua_State *L, int status, lua_KContext context) {
  (void)L;
  (void)status;
  (void)context;
  return 3;
}

// Upvalue: the stock pairs, for everything except a table without __pairs.
static int pairs(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  bool plain = lua_istable(L, 1) && luaL_getmetafield(L, 1, "__pairs") == LUA_TNIL;
  lua_Integer count = 0;
  lua_settop(L, 1);
  if (plain) {
    count = push_keys(L);
    clh_charge(L, count * 16);
  }
  if (!plain || count > MAX_SORTED) {
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_callk(L, 1, 3, 0, after_metamethod);
    return 3;
  }
  lua_pushvalue(L, sort_keys(L, count));
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_sorted, 2);
  lua_pushvalue(L, 1);
  return 2;
}

static char pairs_key;

void clh_push_pairs(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &pairs_key); }

// The table of globals is on top of the stack.
void clh_open_iteration(lua_State *L, int stock) {
  lua_getfield(L, stock, "pairs");
  lua_pushcclosure(L, pairs, 1);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &pairs_key);
  lua_setfield(L, -2, "pairs");
}
