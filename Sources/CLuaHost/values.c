// Turns the out buffer into Lua values.

#include "internal.h"

#define MAX_DEPTH 64
#define ROOM 10            // what one table or one value needs on the stack, including the cache of objects
#define VALUES_AT_ONCE 8   // values for which room is made at once

_Static_assert(2 + ROOM + VALUES_AT_ONCE <= LUA_MINSTACK, "the first values of a C function have room");

static uint32_t read_u32(clh_host *host, size_t at) {
  uint32_t value;
  memcpy(&value, host->out + at, 4);
  return value;
}

// Makes room for a nested table; for the others, clh_decode_all does so.
static void make_room(lua_State *L, int depth) {
  if (depth > MAX_DEPTH) clh_error_at(L, "the host's value is nested too deep");
  luaL_checkstack(L, ROOM, "too many values");
}

static size_t decode_table(lua_State *L, clh_host *host, size_t at, int depth) {
  if (depth > 0) make_room(L, depth);
  uint32_t elements = read_u32(host, at), entries = read_u32(host, at + 4);
  at += 8;
  lua_createtable(L, (int)elements, (int)entries);
  for (uint32_t i = 1; i <= elements; i++) {
    at = clh_decode(L, host, at, depth + 1);
    lua_rawseti(L, -2, i);
  }
  for (uint32_t i = 0; i < entries; i++) {
    at = clh_decode(L, host, at, depth + 1);
    at = clh_decode(L, host, at, depth + 1);
    lua_rawset(L, -3);
  }
  return at;
}

// Most fields, arguments and results are numbers.
static inline size_t decode_quickly(lua_State *L, clh_host *host, size_t at, int depth) {
  if (host->out[at] == CLH_NUMBER) {
    double value;
    memcpy(&value, host->out + at + 1, 8);
    lua_pushnumber(L, value);
    return at + 9;
  }
  if (host->out[at] == CLH_INTEGER) {
    int64_t value;
    memcpy(&value, host->out + at + 1, 8);
    lua_pushinteger(L, value);
    return at + 9;
  }
  return clh_decode(L, host, at, depth);
}

static size_t decode_record(lua_State *L, clh_host *host, size_t at, int depth) {
  if (depth > 0) make_room(L, depth);
  clh_shape shape = host->shapes[read_u32(host, at)];
  uint32_t fields = read_u32(host, at + 4);
  at += 8;
  lua_createtable(L, 0, (int)fields);
  lua_rawgeti(L, LUA_REGISTRYINDEX, shape.ref);
  for (uint32_t i = 0; i < fields; i++) {
    uint32_t key = read_u32(host, at);
    lua_rawgeti(L, -1, (lua_Integer)key + 1);
    at = decode_quickly(L, host, at + 4, depth + 1);
    lua_rawset(L, -4);
  }
  lua_rawgeti(L, -1, shape.count + 1);
  lua_setmetatable(L, -3);
  lua_pop(L, 1);
  return at;
}

size_t clh_decode(lua_State *L, clh_host *host, size_t at, int depth) {
  uint8_t tag = host->out[at++];
  switch (tag) {
    case CLH_NIL: lua_pushnil(L); return at;
    case CLH_FALSE: lua_pushboolean(L, 0); return at;
    case CLH_TRUE: lua_pushboolean(L, 1); return at;
    case CLH_INTEGER: {
      int64_t value;
      memcpy(&value, host->out + at, 8);
      lua_pushinteger(L, value);
      return at + 8;
    }
    case CLH_NUMBER: {
      double value;
      memcpy(&value, host->out + at, 8);
      lua_pushnumber(L, value);
      return at + 8;
    }
    case CLH_STRING: {
      uint32_t length = read_u32(host, at);
      lua_pushlstring(L, (const char *)host->out + at + 4, length);
      return at + 4 + length;
    }
    case CLH_TABLE: return decode_table(L, host, at, depth);
    case CLH_RECORD: return decode_record(L, host, at, depth);
    case CLH_OBJECT: {
      uint64_t address;
      memcpy(&address, host->out + at, 8);
      clh_push_object(L, host, (void *)(uintptr_t)address, (int)read_u32(host, at + 8));
      return at + 12;
    }
    default:
      lua_rawgeti(L, LUA_REGISTRYINDEX, read_u32(host, at));
      return at + 4;
  }
}

#define FUNCTION_SIZE 5    // bytes of a function in the out buffer
#define MOST_PLAIN 12      // values for which the stack of an idle coroutine has room: it keeps LUA_MINSTACK slots

// Whether a value is made without an allocation.
static bool is_plain(const clh_host *host, size_t at) {
  uint8_t tag = host->out[at];
  return tag <= CLH_NUMBER || tag == CLH_FUNCTION;
}

// The first value is the function to be called.
bool clh_push_plain(lua_State *co, clh_host *host, size_t begin, size_t end) {
  int count = 0;
  size_t second = begin + FUNCTION_SIZE;
  if (second < end && !is_plain(host, second)) return false;  // usually a record
  while (begin < end && count < MOST_PLAIN && is_plain(host, begin)) {
    begin = decode_quickly(co, host, begin, 0);
    count++;
  }
  if (begin == end) return true;
  lua_settop(co, 0);
  return false;
}

// The reserve may be used while the values are made, so an event or an answer reaches even a script that has filled its
// memory; after the result of a host function and after a global, the caller settles. The first values have room: every
// caller is a C function that has used at most two of its LUA_MINSTACK slots.
int clh_decode_all(lua_State *L, clh_host *host, size_t begin, size_t end) {
  int count = 0;
  host->reserve = true;
  while (begin < end) {
    if (count > 0 && count % VALUES_AT_ONCE == 0) luaL_checkstack(L, ROOM + VALUES_AT_ONCE, "too many values");
    begin = decode_quickly(L, host, begin, 0);
    count++;
  }
  host->reserve = false;
  return count;
}
