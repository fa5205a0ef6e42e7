// One budget for the whole VM, and the sticky kill.

#include "internal.h"
#include <stdatomic.h>
#include <time.h>

#define CLOCK_INTERVAL 4  // hook calls between two readings of the clock

struct clh_flag {
  atomic_bool set;
};

clh_flag *clh_flag_make(void) {
  clh_flag *flag = malloc(sizeof *flag);
  if (flag) atomic_init(&flag->set, false);
  return flag;
}

void clh_flag_free(clh_flag *flag) { free(flag); }

void clh_flag_set(clh_flag *flag) { atomic_store_explicit(&flag->set, true, memory_order_release); }

bool clh_flag_is_set(const clh_flag *flag) { return atomic_load_explicit(&flag->set, memory_order_acquire); }

uint64_t clh_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void clh_kill(clh_host *host, int reason) {
  if (host->killed == CLH_ALIVE) host->killed = reason;
}

void clh_check_clock(clh_host *host) {
  host->clock_countdown = CLOCK_INTERVAL;
  uint64_t now = clh_now();
  if (host->deadline == 0) host->deadline = now + host->time_left;
  if (now > host->deadline) clh_kill(host, CLH_KILL_TIME);
}

static void check(clh_host *host) {
  if (host->killed) return;
  if (host->fuel <= 0) {
    clh_kill(host, CLH_KILL_INSTRUCTIONS);
  } else if (host->flag && clh_flag_is_set(host->flag)) {
    clh_kill(host, CLH_KILL_INTERRUPT);
  }
}

// A killed coroutine yields out where it can: nothing of it unwinds, so no __close runs. Below a C function that cannot
// yield it raises, as far as the next place that can. The value is light: raising it allocates nothing, and no script
// ever sees it, for everything that catches comes back here.
int clh_end(lua_State *L) {
  static char marker;
  clh_host *host = clh_host_of(L);
  if (!host->kill_noted) {
    host->kill_noted = true;
    clh_note_failure(host, L);
  }
  lua_sethook(L, clh_hook, LUA_MASKCOUNT, 1);
  if (host->chain && lua_isyieldable(L)) {
    host->stop = CLH_FAILED;
    return lua_yield(L, 0);  // in a hook this returns
  }
  lua_pushlightuserdata(L, &marker);
  return lua_error(L);
}

// Long work in C comes between few hook calls: it brings the next reading of the clock nearer.
void clh_pace(lua_State *L, int64_t cost) {
  clh_host *host = clh_host_of(L);
  if (cost < CLH_HOOK_COUNT) return;
  if (cost >= (int64_t)CLH_HOOK_COUNT * host->clock_countdown) clh_check_clock(host);
  else host->clock_countdown -= (int)(cost / CLH_HOOK_COUNT);
  if (host->killed) clh_end(L);
}

void clh_charge(lua_State *L, int64_t cost) {
  clh_host *host = clh_host_of(L);
  host->reserve = false;
  host->fuel -= cost;
  host->slice -= cost;
  check(host);
  if (host->killed) clh_end(L);
  clh_pace(L, cost);
}

void clh_hook(lua_State *L, lua_Debug *record) {
  (void)record;
  clh_host *host = clh_host_of(L);
  host->reserve = false;
  host->fuel -= CLH_HOOK_COUNT;
  host->slice -= CLH_HOOK_COUNT;
  check(host);
  if (--host->clock_countdown <= 0) clh_check_clock(host);
  if (host->killed) {
    clh_end(L);
    return;
  }
  if (host->slice <= 0 && host->chain && lua_isyieldable(L)) {
    host->stop = CLH_PAUSED;
    lua_yield(L, 0);
  }
}

void clh_arm(lua_State *L) { lua_sethook(L, clh_hook, LUA_MASKCOUNT, CLH_HOOK_COUNT); }
