// find, match, gmatch and gsub, as the reference manual describes them.

#define _GNU_SOURCE
#include "matching.h"
#include <ctype.h>

#define WINDOW 65536  // bytes of a plain search between two charges

// Returns the offset of the position in an argument; any position past the end counts as length + 1.
static size_t offset_of(lua_State *L, int index, size_t length) {
  clh_check_short(L, index);
  lua_Integer position = luaL_optinteger(L, index, 1);
  if (position > 0) return (lua_Unsigned)position - 1 > length ? length + 1 : (size_t)position - 1;
  if (position == 0 || position < -(lua_Integer)length) return 0;
  return length - (size_t)-position;
}

// Searches window by window, each charged in advance; a window takes the time of a few instructions per kB.
static const char *find_plain(lua_State *L, const char *from, const char *end, const char *text, size_t length) {
  size_t window = length > WINDOW ? length * 2 : WINDOW;
  for (;;) {
    size_t left = (size_t)(end - from);
    if (left < length) return NULL;
    size_t size = left > window + length ? window + length : left;
    clh_charge(L, (int64_t)(size / 16 + length / 16));
    const char *found = memmem(from, size, text, length);
    if (found || size == left) return found;
    from += window + 1;
  }
}

static bool is_plain(const char *pattern, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (pattern[i] != 0 && strchr("^$*+?.([%-", pattern[i])) return false;
  }
  return true;
}

static int find_or_match(lua_State *L, bool find) {
  size_t length, size;
  const char *subject = luaL_checklstring(L, 1, &length), *pattern = luaL_checklstring(L, 2, &size);
  size_t offset = offset_of(L, 3, length);
  if (offset > length) {
    luaL_pushfail(L);
    return 1;
  }
  const char *at = subject + offset;
  if (find && (lua_toboolean(L, 4) || is_plain(pattern, size))) {
    const char *found = find_plain(L, at, subject + length, pattern, size);
    if (found) {
      lua_pushinteger(L, found - subject + 1);
      lua_pushinteger(L, found - subject + (lua_Integer)size);
      return 2;
    }
    luaL_pushfail(L);
    return 1;
  }
  matcher m;
  clh_begin_match(&m, L, subject, length, pattern, size);
  bool anchored = *pattern == '^' && size > 0;
  if (anchored) pattern++;
  const char *end;
  while ((end = clh_attempt(&m, at, pattern)) == NULL && !anchored && at < m.end) at++;
  clh_settle_steps(&m);
  if (end == NULL) {
    luaL_pushfail(L);
    return 1;
  }
  if (!find) return clh_push_captures(&m, at, end, true);
  lua_pushinteger(L, at - subject + 1);
  lua_pushinteger(L, end - subject);
  return clh_push_captures(&m, at, end, false) + 2;
}

static int find(lua_State *L) { return find_or_match(L, true); }

static int match_once(lua_State *L) { return find_or_match(L, false); }

// Upvalues: subject, pattern, offset of the next attempt, offset of the last match's end or -1.
static int next_match(lua_State *L) {
  size_t length, size;
  const char *subject = lua_tolstring(L, lua_upvalueindex(1), &length);
  const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &size);
  size_t offset = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  matcher m;
  clh_begin_match(&m, L, subject, length, pattern, size);
  for (; offset <= length; offset++) {
    const char *end = clh_attempt(&m, subject + offset, pattern);
    if (end == NULL || end - subject == last) continue;
    clh_settle_steps(&m);
    lua_pushinteger(L, end - subject);
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return clh_push_captures(&m, subject + offset, end, true);
  }
  lua_pushinteger(L, (lua_Integer)length + 1);
  lua_replace(L, lua_upvalueindex(3));
  clh_settle_steps(&m);
  return 0;
}

static int each_match(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  luaL_checklstring(L, 2, NULL);
  size_t offset = offset_of(L, 3, length);
  lua_settop(L, 2);
  lua_pushinteger(L, (lua_Integer)offset);
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, next_match, 4);
  return 1;
}

// MARK: Replacement

// Adds the text in argument 3 with its %0 to %9 replaced.
static void add_text(matcher *m, luaL_Buffer *out, const char *at, const char *end) {
  size_t length;
  const char *text = lua_tolstring(m->L, 3, &length), *stop = text + length;
  clh_step(m, (int64_t)(length / 16));
  while (text < stop) {
    const char *sign = memchr(text, '%', (size_t)(stop - text));
    luaL_addlstring(out, text, (size_t)((sign ? sign : stop) - text));
    if (sign == NULL) return;
    unsigned char c = (unsigned char)sign[1];
    text = sign + 2;
    if (c == '%') {
      luaL_addchar(out, '%');
    } else if (c == '0') {
      luaL_addlstring(out, at, (size_t)(end - at));
    } else if (isdigit(c)) {
      clh_push_capture(m, c - '1', at, end);
      luaL_addvalue(out);
    } else {
      clh_error_at(m->L, "invalid use of '%%' in replacement string");
    }
  }
}

// Adds what the function or table in argument 3 gives for the match; false or nil keeps the match.
static void add_answer(matcher *m, luaL_Buffer *out, const char *at, const char *end, int type) {
  lua_State *L = m->L;
  clh_callback(L, CLH_COST_CALLBACK);
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    int count = clh_push_captures(m, at, end, true);
    lua_call(L, count, 1);
  } else {
    clh_push_capture(m, 0, at, end);
    lua_gettable(L, 3);
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(out, at, (size_t)(end - at));
  } else if (lua_isstring(L, -1)) {
    luaL_addvalue(out);
  } else {
    clh_error_at(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  }
}

static int substitute(lua_State *L) {
  size_t length, size;
  const char *subject = luaL_checklstring(L, 1, &length), *pattern = luaL_checklstring(L, 2, &size);
  int type = lua_type(L, 3);
  clh_check_short(L, 4);
  lua_Integer most_often = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
  luaL_argexpected(
      L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
      "string/function/table");
  matcher m;
  clh_begin_match(&m, L, subject, length, pattern, size);
  bool anchored = *pattern == '^' && size > 0;
  if (anchored) pattern++;
  luaL_Buffer out;
  luaL_buffinit(L, &out);
  const char *at = subject, *last = NULL;
  while (count < most_often) {
    const char *end = clh_attempt(&m, at, pattern);
    if (end && end != last) {
      count++;
      if (type == LUA_TFUNCTION || type == LUA_TTABLE) add_answer(&m, &out, at, end, type);
      else add_text(&m, &out, at, end);
      at = last = end;
    } else if (at < m.end) {
      luaL_addchar(&out, *at);
      at++;
    } else {
      break;
    }
    if (anchored) break;
  }
  clh_settle_steps(&m);
  luaL_addlstring(&out, at, (size_t)(m.end - at));
  luaL_pushresult(&out);
  lua_pushinteger(L, count);
  return 2;
}

void clh_open_patterns(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"find", find}, {"match", match_once}, {"gmatch", each_match}, {"gsub", substitute}, {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
