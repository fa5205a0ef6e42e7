// The coroutine library: it is charged, ends with a kill, does not see the host's own coroutines, and passes a pause of
// the host on to the event loop.

#include "internal.h"

enum { RESUME, WRAP };

static clh_mark *mark(lua_State *L) { return *(clh_mark **)lua_getextraspace(L); }

static lua_State *check_thread(lua_State *L, int index) {
  lua_State *co = lua_tothread(L, index);
  luaL_argexpected(L, co != NULL, index, "coroutine");
  if (!mark(co)->script) clh_error_at(L, "the host's coroutines are not available to scripts");
  return co;
}

static lua_State *make(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  clh_charge(L, CLH_COST_CREATE);
  lua_State *co = lua_newthread(L);
  *(clh_mark **)lua_getextraspace(co) = &clh_host_of(L)->script_mark;
  clh_arm(co);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  return co;
}

static int create(lua_State *L) {
  make(L);
  return 1;
}

static const char *status_of(lua_State *L, lua_State *co) {
  lua_Debug record;
  if (L == co) return "running";
  switch (lua_status(co)) {
    case LUA_YIELD: return "suspended";
    case LUA_OK:
      if (lua_getstack(co, 0, &record)) return "normal";
      return lua_gettop(co) == 0 ? "dead" : "suspended";
    default: return "dead";
  }
}

// Closes `co`; its error, if any, is moved to L. Old versions of Lua do not count the depth here.
static int close(lua_State *L, lua_State *co) {
  clh_host *host = clh_host_of(L);
  if (host->killed) return clh_end(L);
  if (host->close_depth >= CLH_MAX_CLOSE_DEPTH) return clh_error_at(L, "too many nested coroutine.close");
  lua_State *current = host->current;
  bool chain = host->chain;
  host->close_depth++;
  host->current = co;
  host->chain = false;
  clh_arm_again(co);
  int status = clh_reset(co, L);
  host->close_depth--;
  host->current = current;
  host->chain = chain;
  if (host->killed) return clh_end(L);
  clh_arm_again(L);
  if (status != LUA_OK) lua_xmove(co, L, 1);
  return status;
}

static int failed(lua_State *L, lua_State *co, int mode, int status) {
  clh_host *host = clh_host_of(L);
  clh_check_clock(host);
  if (host->killed) return clh_end(L);
  if (mode == RESUME) lua_pushboolean(L, 0);
  lua_xmove(co, L, 1);
  if (mode == RESUME) return 2;
  int error_status = lua_status(co);
  if (error_status != LUA_OK && error_status != LUA_YIELD) close(L, co);  // its error, if any, ends up on top
  char position[CLH_POSITION_SIZE];
  if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING && clh_where(L, 1, position, sizeof position)) {
    lua_pushfstring(L, "%s: ", position);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int run(lua_State *L, lua_State *co, int arguments, int mode);

// The event loop has had its turn: continue the paused coroutine.
static int after_pause(lua_State *L, int status, lua_KContext mode) {
  (void)status;
  lua_State *co = lua_tothread(L, mode == RESUME ? 1 : lua_upvalueindex(1));
  return run(L, co, 0, (int)mode);
}

static int run(lua_State *L, lua_State *co, int arguments, int mode) {
  clh_host *host = clh_host_of(L);
  lua_State *current = host->current;
  bool chain = host->chain;
  int results = 0;
  host->chain = chain && lua_isyieldable(L);
  host->current = co;
  clh_arm_again(co);
  int status = lua_resume(co, L, arguments, &results);
  host->current = current;
  host->chain = chain;
  host->reserve = false;
  clh_arm_again(L);
  if (host->killed) return clh_end(L);
  if (status == LUA_YIELD && host->stop == CLH_PAUSED) return lua_yieldk(L, 0, mode, after_pause);
  if (status != LUA_OK && status != LUA_YIELD) return failed(L, co, mode, status);
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(co, results);
    return clh_error_at(L, "too many results to resume");
  }
  if (mode == RESUME) lua_pushboolean(L, 1);
  lua_xmove(co, L, results);
  return results + (mode == RESUME);
}

static int resume(lua_State *L) {
  lua_State *co = check_thread(L, 1);
  clh_charge(L, CLH_COST_SWITCH);
  int arguments = lua_gettop(L) - 1;
  if (!lua_checkstack(co, arguments)) return clh_error_at(L, "too many arguments to resume");
  lua_xmove(L, co, arguments);
  return run(L, co, arguments, RESUME);
}

static int call_wrapped(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  clh_charge(L, CLH_COST_SWITCH);
  int arguments = lua_gettop(L);
  if (!lua_checkstack(co, arguments)) return clh_error_at(L, "too many arguments to resume");
  lua_xmove(L, co, arguments);
  return run(L, co, arguments, WRAP);
}

static int wrap(lua_State *L) {
  make(L);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

static int yield(lua_State *L) {
  clh_charge(L, CLH_COST_SWITCH);
  if (!mark(L)->script) return clh_error_at(L, "attempt to yield from outside a coroutine");
  clh_host_of(L)->stop = 0;
  return lua_yield(L, lua_gettop(L));
}

static int status(lua_State *L) {
  lua_pushstring(L, status_of(L, check_thread(L, 1)));
  return 1;
}

static int is_yieldable(lua_State *L) {
  lua_State *co = lua_isthread(L, 1) ? check_thread(L, 1) : L;
  lua_pushboolean(L, mark(co)->script && lua_isyieldable(co));
  return 1;
}

// The host's coroutines have no handle: nil, as in a program that does not run in a coroutine.
static int running(lua_State *L) {
  bool script = mark(L)->script;
  if (script) lua_pushthread(L);
  else lua_pushnil(L);
  lua_pushboolean(L, !script);
  return 2;
}

static int close_suspended(lua_State *L) {
  lua_State *co = check_thread(L, 1);
  clh_charge(L, CLH_COST_SWITCH);
  const char *state = status_of(L, co);
  if (state[0] != 's' && state[0] != 'd') return clh_error_at(L, "cannot close a %s coroutine", state);
  if (close(L, co) == LUA_OK) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

void clh_open_coroutines(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"close", close_suspended}, {"create", create},   {"isyieldable", is_yieldable}, {"resume", resume},
    {"running", running},       {"status", status},   {"wrap", wrap},                {"yield", yield},
    {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
