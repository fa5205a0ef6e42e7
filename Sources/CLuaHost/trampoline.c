// Lua calls Swift. Swift returns a code, and this file raises or yields after Swift has returned.

#include "internal.h"

// Runs in the coroutine that waited, with what clh_resume has received.
static int received(lua_State *L, int status, lua_KContext context) {
  (void)status;
  (void)context;
  clh_host *host = clh_host_of(L);
  int kind = host->in_kind;
  int count = clh_decode_all(L, host, host->in_begin, host->in_end);
  if (kind == CLH_PASS_ERROR) return clh_raise_typed(L);
  return count;
}

bool clh_can_wait(lua_State *L) { return L == clh_host_of(L)->running && lua_isyieldable(L); }

static void refuse_wait(lua_State *L, clh_host *host) {
  if (L != host->running) {
    if ((*(clh_mark **)lua_getextraspace(L))->script)
      clh_error_at(L, "cannot wait inside coroutine.create or coroutine.wrap; use spawn");
    clh_error_at(L, "cannot wait here");
  }
  if (!lua_isyieldable(L)) clh_error_at(L, "cannot wait inside a callback of sort, gsub or a metamethod of the host");
}

// For functions like print: the script's __tostring runs here, within the budget and with no Swift frame below it.
static void make_text(lua_State *L, int flags) {
  int count = lua_gettop(L);
  if ((flags & CLH_FORMAT) && count > 1) {
    clh_format(L, lua_tocfunction(L, lua_upvalueindex(2)));
    lua_replace(L, 1);
    lua_settop(L, 1);
    return;
  }
  for (int i = 1; i <= count; i++) {
    clh_text(L, i);
    lua_replace(L, i);
  }
}

int clh_invoke(lua_State *L, int id, int flags, void *self) {
  clh_host *host = clh_host_of(L);
  clh_charge_quickly(L, host, CLH_COST_CALL);
  if (flags & CLH_DROP_SELF) lua_remove(L, 1);
  if (flags & CLH_WAITS) refuse_wait(L, host);
  if (flags & (CLH_TEXT | CLH_FORMAT)) make_text(L, flags);
  size_t begin = host->out_length;
  int hook_count = host->hook_count;
  int code = host->call(host->context, L, id, self);  // no Swift frame is left after this line
  size_t end = host->out_length;
  bool failed = host->out_failed;
  host->out_length = begin;
  host->out_failed = false;
  if (host->hook_count != hook_count) clh_arm_again(L);
  clh_callback(L, (int64_t)((end - begin) / 16));
  if (code == CLH_WAIT) {
    host->stop = CLH_WAITING;
    return lua_yieldk(L, 0, 0, received);
  }
  if (failed) {
    host->denials++;
    return clh_no_memory(L);
  }
  int count = clh_decode_all(L, host, begin, end);
  if (host->bytes_used > host->bytes_limit) clh_settle(L, host);
  if (code == CLH_RAISE) return clh_raise_typed(L);
  return count;
}

// What a function is, in one upvalue: from the lowest bit its flags, its class and its number.
enum { FLAG_BITS = 8, CLASS_BITS = 28 };

static int trampoline(lua_State *L) {
  lua_Integer packed = lua_tointeger(L, lua_upvalueindex(1));
  int flags = (int)(packed & ((1 << FLAG_BITS) - 1));
  void *self = NULL;
  if (flags & CLH_METHOD) {
    int class_ref;
    self = clh_object(L, 1, &class_ref);
    if (self == NULL || class_ref != (int)(packed >> FLAG_BITS & ((1 << CLASS_BITS) - 1)))
      return clh_error_at(L, "bad self (call the method with ':')");
  }
  return clh_invoke(L, (int)(packed >> (FLAG_BITS + CLASS_BITS)), flags, self);
}

static char format_key;

void clh_push_function(lua_State *L, int id, int flags, int class_ref) {
  lua_pushinteger(L, ((lua_Integer)id << CLASS_BITS | class_ref) << FLAG_BITS | flags);
  if (flags & CLH_FORMAT) lua_rawgetp(L, LUA_REGISTRYINDEX, clh_format_key());
  lua_pushcclosure(L, trampoline, flags & CLH_FORMAT ? 2 : 1);
}

const void *clh_format_key(void) { return &format_key; }
