// Errors a script can catch: strings with its line, and typed errors with code, message and remedy.

#include "internal.h"
#include <stdarg.h>

static char metatable_key;

int clh_no_memory(lua_State *L) {
  lua_pushliteral(L, "not enough memory");  // lua_error knows this string and raises LUA_ERRMEM
  return lua_error(L);
}

int clh_error_at(lua_State *L, const char *format, ...) {
  char position[CLH_POSITION_SIZE];
  va_list arguments;
  if (clh_where(L, 1, position, sizeof position)) lua_pushfstring(L, "%s: ", position);
  else lua_pushliteral(L, "");
  va_start(arguments, format);
  lua_pushvfstring(L, format, arguments);
  va_end(arguments);
  lua_concat(L, 2);
  return lua_error(L);
}

int clh_raise_typed(lua_State *L) {
  char position[CLH_POSITION_SIZE];
  int base = lua_gettop(L) - 2;  // code, message, remedy
  lua_createtable(L, 0, 4);
  lua_pushvalue(L, base);
  lua_setfield(L, -2, "code");
  lua_pushvalue(L, base + 1);
  lua_setfield(L, -2, "message");
  lua_pushvalue(L, base + 2);
  lua_setfield(L, -2, "remedy");
  if (clh_where(L, 1, position, sizeof position)) {
    lua_pushstring(L, position);
    lua_setfield(L, -2, "position");
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
  lua_setmetatable(L, -2);
  return lua_error(L);
}

bool clh_error_is_typed(lua_State *co) {
  if (!lua_istable(co, -1) || !lua_checkstack(co, 3) || !lua_getmetatable(co, -1)) return false;
  lua_rawgetp(co, LUA_REGISTRYINDEX, &metatable_key);
  bool same = lua_rawequal(co, -1, -2);
  lua_pop(co, 2);
  return same;
}

static int raw_error_field(lua_State *L) {
  lua_pushstring(L, lua_touserdata(L, 2));
  lua_rawget(L, 1);
  return 1;
}

// Runs on a failed coroutine: its stack may be read and grown, but nothing may be called on it.
int clh_error_field(lua_State *co, const char *name) {
  clh_host *host = clh_host_of(co);
  lua_State *L = host->current ? host->current : host->main;
  if (!lua_checkstack(co, 1) || !lua_checkstack(L, 4)) return -1;
  lua_pushcfunction(L, raw_error_field);
  lua_pushvalue(co, -1);
  lua_xmove(co, L, 1);
  lua_pushlightuserdata(L, (void *)name);
  host->reserve = true;
  int status = lua_pcall(L, 2, 1, 0);
  host->reserve = false;
  if (status != LUA_OK) {
    lua_pop(L, 1);
    return -1;
  }
  lua_xmove(L, co, 1);
  return lua_type(co, -1);
}

// The fields are raw and may have been changed by the script: only strings are shown.
static int error_text(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_pushliteral(L, "position");
  lua_rawget(L, 1);
  lua_pushliteral(L, "message");
  lua_rawget(L, 1);
  if (lua_type(L, 3) != LUA_TSTRING) {
    lua_pop(L, 1);
    lua_pushliteral(L, "error");
  }
  if (lua_type(L, 2) != LUA_TSTRING) return 1;
  lua_pushliteral(L, ": ");
  lua_insert(L, 3);
  lua_concat(L, 3);
  return 1;
}

static int error_concat(lua_State *L) {
  lua_settop(L, 2);
  for (int i = 1; i <= 2; i++) {
    int type = lua_type(L, i);
    if (type == LUA_TSTRING || type == LUA_TNUMBER) {
      lua_pushvalue(L, i);
      continue;
    }
    lua_pushvalue(L, i);
    bool typed = clh_error_is_typed(L);
    lua_pop(L, 1);
    if (!typed) return clh_error_at(L, "attempt to concatenate a %s value", luaL_typename(L, i));
    lua_pushcfunction(L, error_text);
    lua_pushvalue(L, i);
    lua_call(L, 1, 1);
  }
  lua_concat(L, 2);
  return 1;
}

void clh_open_errors(lua_State *L) {
  lua_createtable(L, 0, 4);
  lua_pushcfunction(L, error_text);
  lua_setfield(L, -2, "__tostring");
  lua_pushcfunction(L, error_concat);
  lua_setfield(L, -2, "__concat");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushliteral(L, "error");
  lua_setfield(L, -2, "__name");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable_key);
}
