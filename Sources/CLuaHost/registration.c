// Registers the names that scripts see.

#include "internal.h"

typedef struct {
  const char *path, *name;
  int id, flags;
  size_t begin, end;
} request;

// Pushes the table at a dotted path, and creates what is missing of it.
static void push_table(lua_State *L, const char *path) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  while (path && *path) {
    const char *dot = strchr(path, '.');
    size_t length = dot ? (size_t)(dot - path) : strlen(path);
    lua_pushlstring(L, path, length);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) != LUA_TTABLE) {
      lua_pop(L, 1);
      lua_newtable(L);
      lua_pushvalue(L, -2);
      lua_pushvalue(L, -2);
      lua_rawset(L, -5);
    }
    lua_replace(L, -3);
    lua_pop(L, 1);
    path = dot ? dot + 1 : NULL;
  }
}

static int register_function(lua_State *L) {
  const request *r = lua_touserdata(L, 1);
  push_table(L, r->path);
  lua_pushstring(L, r->name);
  clh_push_function(L, r->id, r->flags, 0);
  lua_rawset(L, -3);
  return 0;
}

static int register_callable(lua_State *L) {
  const request *r = lua_touserdata(L, 1);
  push_table(L, r->path);
  lua_pushstring(L, r->name);
  lua_newtable(L);
  lua_createtable(L, 0, 3);
  clh_push_function(L, r->id, r->flags | CLH_DROP_SELF, 0);
  lua_setfield(L, -2, "__call");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushstring(L, r->name);
  lua_setfield(L, -2, "__name");
  lua_setmetatable(L, -2);
  lua_rawset(L, -3);
  return 0;
}

static int set_value(lua_State *L) {
  const request *r = lua_touserdata(L, 1);
  push_table(L, r->path);
  lua_pushstring(L, r->name);
  if (clh_decode_all(L, clh_host_of(L), r->begin, r->end) != 1) return clh_error_at(L, "one value expected");
  clh_settle(L, clh_host_of(L));
  lua_rawset(L, -3);
  return 0;
}

static int perform(clh_host *host, lua_CFunction function, request *r) {
  return clh_protect(host, host->current ? host->current : host->main, function, r, 0);
}

int clh_register(clh_host *host, const char *path, const char *name, int id, int flags) {
  request r = {path, name, id, flags, 0, 0};
  return perform(host, register_function, &r);
}

int clh_register_callable(clh_host *host, const char *path, const char *name, int id, int flags) {
  request r = {path, name, id, flags, 0, 0};
  return perform(host, register_callable, &r);
}

int clh_set_value(clh_host *host, const char *path, const char *name, size_t begin) {
  request r = {path, name, 0, 0, begin, host->out_length};
  host->out_length = begin;
  return perform(host, set_value, &r);
}
