// Records: fresh plain tables with known keys and a shared, locked metatable.

#include "internal.h"

static char shape_key;

// Upvalues: the positions of the known keys, the host function for unknown keys.
static int unknown_key(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 0;  // known, but absent
  lua_settop(L, 2);
  int id = (int)lua_tointeger(L, lua_upvalueindex(2));
  return id < 0 ? 0 : clh_invoke(L, id, 0, NULL);
}

typedef struct {
  const char *name;
  size_t keys_begin, keys_end;
  int index_id, text_id, shape;
} shape_request;

static void push_metatable(lua_State *L, const shape_request *request, int known) {
  lua_createtable(L, 0, 5);
  lua_pushvalue(L, known);
  lua_pushinteger(L, request->index_id);
  lua_pushcclosure(L, unknown_key, 2);
  lua_setfield(L, -2, "__index");
  if (request->text_id >= 0) {
    clh_push_function(L, request->text_id, 0, 0);
    lua_setfield(L, -2, "__tostring");
  }
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushstring(L, request->name);
  lua_setfield(L, -2, "__name");
  lua_pushinteger(L, request->shape);
  lua_rawsetp(L, -2, &shape_key);
}

static int make_shape(lua_State *L) {
  shape_request *request = lua_touserdata(L, 1);
  clh_host *host = clh_host_of(L);
  request->shape = host->shape_count;
  lua_newtable(L);
  lua_newtable(L);
  int keys = 2, known = 3, count = 0;
  for (size_t at = request->keys_begin; at < request->keys_end;) {
    at = clh_decode(L, host, at, 0);  // a string; the stack has room
    lua_pushvalue(L, -1);
    lua_rawseti(L, keys, ++count);
    lua_pushinteger(L, count);
    lua_rawset(L, known);
  }
  push_metatable(L, request, known);
  lua_rawseti(L, keys, count + 1);
  lua_pushvalue(L, known);
  lua_rawseti(L, keys, count + 2);
  lua_settop(L, keys);
  clh_shape *shapes = realloc(host->shapes, sizeof *shapes * (size_t)(host->shape_count + 1));
  if (shapes == NULL) return clh_no_memory(L);
  host->shapes = shapes;
  shapes[host->shape_count] = (clh_shape){luaL_ref(L, LUA_REGISTRYINDEX), count};
  host->shape_count++;
  return 0;
}

int clh_make_shape(clh_host *host, const char *name, size_t keys_begin, int index_id, int text_id, int *shape) {
  shape_request request = {name, keys_begin, host->out_length, index_id, text_id, -1};
  int status = clh_protect(host, host->current ? host->current : host->main, make_shape, &request, 0);
  host->out_length = keys_begin;
  *shape = request.shape;
  return status;
}

void clh_push_places(clh_host *host, lua_State *L, int shape) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, host->shapes[shape].ref);
  lua_rawgeti(L, -1, host->shapes[shape].count + 2);
  lua_remove(L, -2);
}

int clh_place(lua_State *L, int places, int key) {
  lua_pushvalue(L, key);
  int place = lua_rawget(L, places) == LUA_TNUMBER ? (int)lua_tointeger(L, -1) : 0;
  lua_pop(L, 1);
  return place;
}

int clh_shape_of(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return -1;
  int shape = lua_rawgetp(L, -1, &shape_key) == LUA_TNUMBER ? (int)lua_tointeger(L, -1) : -1;
  lua_pop(L, 2);
  return shape;
}
