// One budget for the whole VM, and the sticky kill.

#define _GNU_SOURCE
#include "internal.h"
#include <time.h>

enum { STOPPED = -1 };

clh_flag *clh_flag_make(void) {
  clh_flag *flag = malloc(sizeof *flag);
  if (flag) atomic_init(&flag->value, 0);
  return flag;
}

void clh_flag_free(clh_flag *flag) { free(flag); }

void clh_flag_set(clh_flag *flag) { atomic_store_explicit(&flag->value, STOPPED, memory_order_release); }

void clh_flag_break(clh_flag *flag, int64_t event) {
  long long value = atomic_load_explicit(&flag->value, memory_order_relaxed);
  while (value != STOPPED && !atomic_compare_exchange_weak_explicit(&flag->value, &value, event, memory_order_release,
                                                                    memory_order_relaxed)) {
  }
}

bool clh_flag_is_set(const clh_flag *flag) {
  return atomic_load_explicit(&flag->value, memory_order_acquire) == STOPPED;
}

// An event that has ended since is not the one that runs now, so a break that comes too late hits nothing.
static bool is_interrupted(const clh_host *host) {
  if (host->flag == NULL) return false;
  long long value = atomic_load_explicit(&host->flag->value, memory_order_acquire);
  return value != 0 && (value == STOPPED || value == host->event);
}

// The coarse clock costs a fraction of the precise one, so it can be read wherever C and the host meet.
uint64_t clh_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void clh_kill(clh_host *host, int reason) {
  if (host->killed == CLH_ALIVE) host->killed = reason;
}

// Whatever was killed has been left by now: its coroutine is no longer resumed, and no other was running.
bool clh_revive(clh_host *host) {
  if (host->running || host->collecting || (host->flag && clh_flag_is_set(host->flag))) return false;
  host->killed = CLH_ALIVE;
  host->kill_noted = false;
  return true;
}

void clh_check_clock(clh_host *host) {
  host->clock_credit = CLH_CLOCK_CREDIT;
  uint64_t now = clh_now();
  if (host->deadline == 0) host->deadline = now + host->time_left;
  if (now > host->deadline) clh_kill(host, CLH_KILL_TIME);
}

static void check(clh_host *host) {
  if (host->killed) return;
  if (host->fuel <= 0) {
    clh_kill(host, CLH_KILL_INSTRUCTIONS);
  } else if (is_interrupted(host)) {
    clh_kill(host, CLH_KILL_INTERRUPT);
  }
}

// A killed coroutine yields if it can: nothing unwinds, so no __close runs. Below a C function that cannot yield, it
// raises an error, up to the next place that can yield. The error is a light userdata: raising it allocates nothing, and
// no script ever sees it, because everything that catches errors comes back here.
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
    return lua_yield(L, 0);  // inside a hook, this returns
  }
  lua_pushlightuserdata(L, &marker);
  return lua_error(L);
}

void clh_charge(lua_State *L, int64_t cost) {
  clh_host *host = clh_host_of(L);
  clh_spend(host, cost);
  if (host->clock_credit <= 0) clh_check_clock(host);
  check(host);
  if (host->killed) clh_end(L);
}

void clh_callback(lua_State *L, int64_t cost) {
  clh_host_of(L)->clock_credit = 0;
  clh_charge(L, cost);
}

// For work that may be over at once: it only makes the next reading of the clock come sooner.
void clh_pace(lua_State *L, int64_t cost) {
  clh_host *host = clh_host_of(L);
  host->clock_credit -= cost;
  if (host->clock_credit <= 0) clh_check_clock(host);
  if (host->killed) clh_end(L);
}

// The hook runs more often while a long string exists: `<` on megabytes of NUL takes 50 ms in one instruction.
void clh_hook(lua_State *L, lua_Debug *record) {
  (void)record;
  clh_host *host = clh_host_of(L);
  int count = lua_gethookcount(L);
  clh_spend(host, count);
  check(host);
  clh_check_clock(host);
  if (host->killed) {
    clh_end(L);
    return;
  }
  if (count != host->hook_count) clh_arm(L);
  if (host->slice <= 0 && host->chain && lua_isyieldable(L)) {
    host->stop = CLH_PAUSED;
    lua_yield(L, 0);
  }
}

void clh_arm(lua_State *L) { lua_sethook(L, clh_hook, LUA_MASKCOUNT, clh_host_of(L)->hook_count); }

void clh_arm_again(lua_State *L) {
  if (lua_gethookcount(L) > clh_host_of(L)->hook_count) clh_arm(L);
}
