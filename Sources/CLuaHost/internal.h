#ifndef CLUA_HOST_INTERNAL_H
#define CLUA_HOST_INTERNAL_H

// Shared by the files of this module. Functions marked "raises" are called only when no Swift frame lies between them and
// the lua_pcall or lua_resume that catches.

#include "clua_host.h"
#include <stdatomic.h>
#include <stdlib.h>
#include <lauxlib.h>
#include <lualib.h>

#define CLH_HOOK_COUNT 500        // VM instructions between two calls of the hook
#define CLH_LEAST_HOOK_COUNT 8    // the same while the script holds a string of the maximum size
#define CLH_LONG 65536            // longest string that may be compared, sorted, packed or converted, in bytes
#define CLH_SHORT 64              // length of a string whose comparison need not be charged, in bytes
#define CLH_CLOCK_CREDIT 1000     // work in C, in instructions, between two readings of the clock
#define CLH_GC_PAUSE 400          // percentage of the live bytes at which a collection begins; 200 in stock Lua
#define CLH_COST_CREATE 500       // covers what a short coroutine runs between two calls of the hook
#define CLH_COST_SWITCH 30
#define CLH_COST_CALL 20
#define CLH_MAX_RANGE 1000000
#define CLH_MAX_SORT 100000
#define CLH_COST_CALLBACK 10      // of a function that sort or gsub calls back
#define CLH_MAX_CLOSE_DEPTH 16
#define CLH_POSITION_SIZE 96
#define CLH_LINE_LEVELS 16  // how far up to look for a caller with a line
#define CLH_TRACE_SIZE 4096

// What a stock function does with its strings, for clh_meter.
enum {
  CLH_READS = 0,      // finds a place in them
  CLH_WHOLE = 1,      // reads all their bytes
  CLH_CONVERTS = 2,   // parses them as numbers, or packs them: long ones are refused
};

// memory.c
void *clh_allocate(void *userdata, void *block, size_t old_size, size_t new_size);
void clh_free_kept(clh_host *host);
void clh_out_trim(clh_host *host);
void clh_settle(lua_State *L, clh_host *host);       // raises if the host pushed beyond the limit

// 0, the number of the event to end, or -1, which nothing takes back.
struct clh_flag {
  atomic_llong value;
};

// budget.c
void clh_hook(lua_State *L, lua_Debug *record);
void clh_arm(lua_State *L);
void clh_kill(clh_host *host, int reason);
void clh_check_clock(clh_host *host);
int clh_end(lua_State *L);                           // leaves a killed VM: yields or raises
void clh_charge(lua_State *L, int64_t cost);         // raises when the budget is spent
static inline void clh_spend(clh_host *host, int64_t cost) {
  host->reserve = false;
  host->fuel -= cost;
  host->slice -= cost;
  host->clock_credit -= cost;
}
// The same as clh_charge: nearly always, nothing is spent and nothing is asked for.
static inline void clh_charge_quickly(lua_State *L, clh_host *host, int64_t cost) {
  if (host->fuel > cost && host->clock_credit > cost && !host->killed &&
      (host->flag == NULL || atomic_load_explicit(&host->flag->value, memory_order_acquire) == 0))
    return clh_spend(host, cost);
  clh_charge(L, cost);
}
void clh_pace(lua_State *L, int64_t cost);           // reads the clock in time but charges nothing; raises, too
void clh_callback(lua_State *L, int64_t cost);       // the same for a loop in C that calls back: the clock is read every time
void clh_arm_again(lua_State *L);                    // after another thread or the host has run: the hook's count may have changed

// patterns.c
void clh_open_patterns(lua_State *L);                // adds find, match, gmatch and gsub to the table on top

// traceback.c
bool clh_where(lua_State *L, int level, char *out, size_t size);   // first Lua line from `level` upwards
void clh_traceback(lua_State *L, char *out, size_t size);
void clh_note_failure(clh_host *host, lua_State *L);

// errors.c
void clh_open_errors(lua_State *L);
int clh_error_at(lua_State *L, const char *format, ...);   // raises a string with the script's line
int clh_raise_typed(lua_State *L);                   // raises; code, message and remedy are on top of the stack
int clh_no_memory(lua_State *L);                     // raises

// environment.c, and the libraries' own parts
void clh_open_environment(lua_State *L, int64_t seed);
void clh_open_protected(lua_State *L);               // each adds to the table on top of the stack
void clh_open_coroutines(lua_State *L);
void clh_open_strings(lua_State *L, int stock);
void clh_check_short(lua_State *L, int index);       // raises for a string that is too long to convert
void clh_meter(lua_State *L, const char *const *names, int what);   // fields of the table on top
void clh_open_tables(lua_State *L, int stock);
void clh_open_iteration(lua_State *L, int stock);
void clh_push_pairs(lua_State *L);
void clh_open_random(lua_State *L, int stock, int64_t seed);
void clh_pick(lua_State *L, int from, const char *const *names);
int clh_reset(lua_State *co, lua_State *from);

// values.c
size_t clh_decode(lua_State *L, clh_host *host, size_t begin, int depth);   // pushes one value; raises
bool clh_push_plain(lua_State *co, clh_host *host, size_t begin, size_t end);   // onto an empty stack; never raises
int clh_decode_all(lua_State *L, clh_host *host, size_t begin, size_t end);  // returns the number of values pushed; raises

// trampoline.c
int clh_invoke(lua_State *L, int id, int flags, void *self);   // raises; `self`: argument 1, if its class was checked
void clh_push_function(lua_State *L, int id, int flags, int class_ref);
const void *clh_format_key(void);                    // registry: the stock string.format

// texts.c
void clh_text(lua_State *L, int index);              // pushes a text without addresses; raises
int clh_format(lua_State *L, lua_CFunction stock);   // string.format of the arguments in this frame; raises
void clh_open_texts(lua_State *L);
void clh_push_format(lua_State *L, int stock);

// objects.c
void clh_push_object(lua_State *L, clh_host *host, void *object, int class_ref);   // raises
void clh_open_objects(lua_State *L);

// host.c
int clh_protect(clh_host *host, lua_State *L, lua_CFunction function, void *argument, int results);

#endif
