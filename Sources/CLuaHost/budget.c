// One budget for the whole VM, and the sticky kill.

#define _GNU_SOURCE
#include "internal.h"
#include <stdatomic.h>
#include <time.h>

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

// The coarse clock costs a fraction of the other one, so it can be read wherever C and host meet.
uint64_t clh_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void clh_kill(clh_host *host, int reason) {
  if (host->killed == CLH_ALIVE) host->killed = reason;
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

static void spend(clh_host *host, int64_t cost) {
  host->reserve = false;
  host->fuel -= cost;
  host->slice -= cost;
  host->clock_credit -= cost;
}

void clh_charge(lua_State *L, int64_t cost) {
  clh_host *host = clh_host_of(L);
  spend(host, cost);
  if (host->clock_credit <= 0) clh_check_clock(host);
  check(host);
  if (host->killed) clh_end(L);
}

void clh_callback(lua_State *L, int64_t cost) {
  clh_host_of(L)->clock_credit = 0;
  clh_charge(L, cost);
}

// Work that may be over at once: it only brings the next reading of the clock nearer.
void clh_pace(lua_State *L, int64_t cost) {
  clh_host *host = clh_host_of(L);
  host->clock_credit -= cost;
  if (host->clock_credit <= 0) clh_check_clock(host);
  if (host->killed) clh_end(L);
}

// A thread is asked more often while a long string exists: `<` on megabytes of NUL takes 50 ms in one instruction.
void clh_hook(lua_State *L, lua_Debug *record) {
  (void)record;
  clh_host *host = clh_host_of(L);
  int count = lua_gethookcount(L);
  spend(host, count);
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
