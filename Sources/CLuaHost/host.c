// The life of a VM, and the entry points for Swift: each runs whatever can raise under lua_pcall or lua_resume.

#define _GNU_SOURCE
#include "internal.h"
#include <limits.h>
#include <pthread.h>

static lua_State *active(clh_host *host) { return host->current ? host->current : host->main; }

int clh_protect(clh_host *host, lua_State *L, lua_CFunction function, void *argument, int results) {
  if (!lua_checkstack(L, 4)) return LUA_ERRMEM;
  host->reserve = true;
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, argument);
  int status = lua_pcall(L, 1, results, 0);
  host->reserve = false;
  if (status != LUA_OK) lua_pop(L, 1);
  return status;
}

static int open_all(lua_State *L) {
  int64_t seed = *(int64_t *)lua_touserdata(L, 1);
  clh_open_errors(L);
  clh_open_objects(L);
  clh_open_environment(L, seed);
  return 0;
}

static void release_buffers(clh_host *host) {
  clh_free_kept(host);
  free(host->position);
  free(host->trace);
  free(host->shapes);
  free(host->longs);
  free(host->out);
}

void clh_close(clh_host *host) {
  host->running = host->current = NULL;
  host->collecting++;
  if (host->main) lua_close(host->main);
  release_buffers(host);
}

bool clh_open(clh_host *host, int64_t seed) {
  host->host_mark = (clh_mark){host, false};
  host->script_mark = (clh_mark){host, true};
  host->hook_count = CLH_HOOK_COUNT;
  host->position = calloc(1, CLH_POSITION_SIZE);
  host->trace = calloc(1, CLH_TRACE_SIZE);
  if (host->position && host->trace) host->main = lua_newstate(clh_allocate, host);
  if (host->main == NULL) return false;
  *(clh_mark **)lua_getextraspace(host->main) = &host->host_mark;  // copied into every new thread
  lua_gc(host->main, LUA_GCINC, CLH_GC_PAUSE, 0, 0);
  return clh_protect(host, host->main, open_all, &seed, 0) == LUA_OK;
}

size_t clh_stack_left(void) {
  static _Thread_local uintptr_t low;  // the query is slow on the main thread
  if (low == 0) {
    pthread_attr_t attributes;
    void *start = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    pthread_attr_getstack(&attributes, &start, &size);
    pthread_attr_destroy(&attributes);
    low = (uintptr_t)start;
  }
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  return low && here > low ? here - low : 0;
}

size_t clh_collect(clh_host *host) {
  lua_gc(active(host), LUA_GCCOLLECT);
  return host->bytes_used;
}

static int make_thread(lua_State *L) {
  clh_thread *made = lua_touserdata(L, 1);
  made->state = lua_newthread(L);
  clh_arm(made->state);
  made->ref = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

clh_thread clh_take_thread(clh_host *host) {
  clh_thread made = {NULL, 0};
  if (host->idle_count > 0) return host->idle[--host->idle_count];
  if (clh_protect(host, active(host), make_thread, &made, 0) != LUA_OK) made.state = NULL;
  return made;
}

void clh_give_thread(clh_host *host, clh_thread thread) {
  if (host->idle_count < CLH_IDLE_THREADS) host->idle[host->idle_count++] = thread;
  else clh_unreference(host, thread.ref);
}

int clh_load(clh_host *host, lua_State *co, const char *source, size_t length, const char *chunk) {
  host->reserve = false;
  return luaL_loadbufferx(co, source, length, chunk, "t");
}

static int started(lua_State *L, int status, lua_KContext context) {
  (void)status;
  (void)context;
  return lua_gettop(L);
}

// The bottom of every host coroutine: makes the function and its arguments from the out buffer, then calls it.
static int start(lua_State *L) {
  clh_host *host = clh_host_of(L);
  clh_decode_all(L, host, host->in_begin, host->in_end);
  lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, started);
  return started(L, LUA_OK, 0);
}

void clh_begin(lua_State *co, bool loaded) {
  lua_pushcfunction(co, start);
  if (loaded) lua_insert(co, 1);
}

// A function with few plain arguments needs no frame in which making them could fail.
void clh_begin_call(clh_host *host, lua_State *co, size_t begin) {
  if (host->out_failed || !clh_push_plain(co, host, begin, host->out_length)) return clh_begin(co, false);
  host->out_length = begin;
}

bool clh_is_ready(const clh_host *host, size_t stack) {
  return host->killed == CLH_ALIVE && !host->out_failed && host->collecting == 0 &&
         (host->flag == NULL || !clh_flag_is_set(host->flag)) && clh_stack_left() >= stack;
}

int clh_resume(clh_host *host, lua_State *co, int kind, size_t begin) {
  lua_State *running = host->running, *current = host->current;
  bool chain = host->chain;
  int arguments = lua_status(co) == LUA_OK ? lua_gettop(co) - 1 : 0, results = 0;
  host->in_kind = kind;
  host->in_begin = begin;
  host->in_end = kind == CLH_PASS_NOTHING ? begin : host->out_length;
  host->out_length = begin;
  host->running = host->current = co;
  host->chain = true;
  host->reserve = false;
  host->stop = 0;
  host->clock_credit = 1;
  clh_arm_again(co);
  int status = lua_resume(co, current ? current : host->main, arguments, &results);
  host->running = running;
  host->current = current;
  host->chain = chain;
  host->reserve = false;
  clh_out_trim(host);
  if (status == LUA_YIELD && !host->killed) return host->stop;
  if (status == LUA_OK && !host->killed) {
    if (!host->keeps_results) lua_settop(co, 0);
    return CLH_FINISHED;
  }
  host->status = status;
  if (!host->killed) clh_note_failure(host, co);
  return CLH_FAILED;
}

// The function's name and arguments differ between releases of 5.4.
int clh_reset(lua_State *co, lua_State *from) {
  (void)from;
#if LUA_VERSION_RELEASE_NUM >= 50406
  return lua_closethread(co, from);
#elif LUA_VERSION_RELEASE_NUM == 50405
  return lua_resetthread(co, from);
#else
  return lua_resetthread(co);
#endif
}

// Pending __close variables run under the hook; a coroutine that the hook has ended would run them without it.
void clh_abandon(clh_host *host, lua_State *co) {
  if (host->killed) return;
  lua_State *running = host->running, *current = host->current;
  bool chain = host->chain;
  host->running = NULL;
  host->current = co;
  host->chain = false;
  clh_reset(co, current ? current : host->main);
  host->running = running;
  host->current = current;
  host->chain = chain;
  host->reserve = false;
}

typedef struct {
  const char *name;
  size_t length;
} field_name;

static int raw_field(lua_State *L) {
  const field_name *field = lua_touserdata(L, 2);
  lua_pushlstring(L, field->name, field->length);
  lua_rawget(L, 1);
  return 1;
}

int clh_raw_field(clh_host *host, lua_State *L, int index, const char *name, size_t length) {
  field_name field = {name, length};
  if (!lua_istable(L, index) || !lua_checkstack(L, 4)) return -1;
  index = lua_absindex(L, index);
  lua_pushcfunction(L, raw_field);
  lua_pushvalue(L, index);
  lua_pushlightuserdata(L, &field);
  host->reserve = true;
  int status = lua_pcall(L, 2, 1, 0);
  host->reserve = false;
  if (status == LUA_OK) return lua_type(L, -1);
  lua_pop(L, 1);
  return -1;
}

// Raises only for a key that is not in the table: the caller passes back the key that it was given.
bool clh_next(lua_State *L, int index) { return lua_next(L, index) != 0; }

static int make_reference(lua_State *L) {
  int *ref = lua_touserdata(L, 2);
  lua_pushvalue(L, 1);
  *ref = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

int clh_reference(clh_host *host, lua_State *L, int index, int *ref) {
  if (!lua_checkstack(L, 4)) return LUA_ERRMEM;
  index = lua_absindex(L, index);
  lua_pushcfunction(L, make_reference);
  lua_pushvalue(L, index);
  lua_pushlightuserdata(L, ref);
  host->reserve = true;
  int status = lua_pcall(L, 2, 0, 0);
  host->reserve = false;
  if (status != LUA_OK) lua_pop(L, 1);
  return status;
}

static int drop_reference(lua_State *L) {
  luaL_unref(L, LUA_REGISTRYINDEX, *(int *)lua_touserdata(L, 1));
  return 0;
}

void clh_unreference(clh_host *host, int ref) { clh_protect(host, active(host), drop_reference, &ref, 0); }

int clh_most_arguments(clh_host *host, int ref) {
  lua_State *L = active(host);
  lua_Debug record;
  if (!lua_checkstack(L, 2)) return INT_MAX;
  lua_rawgeti(L, LUA_REGISTRYINDEX, ref);
  if (!lua_isfunction(L, -1)) {
    lua_pop(L, 1);
    return INT_MAX;
  }
  lua_getinfo(L, ">u", &record);
  return record.isvararg ? INT_MAX : record.nparams;
}

bool clh_definition_of(clh_host *host, int ref, clh_definition *definition) {
  lua_State *L = active(host);
  lua_Debug record;
  if (!lua_checkstack(L, 2)) return false;
  lua_rawgeti(L, LUA_REGISTRYINDEX, ref);
  if (!lua_isfunction(L, -1) || lua_iscfunction(L, -1)) {
    lua_pop(L, 1);
    return false;
  }
  lua_getinfo(L, ">S", &record);
  *definition = (clh_definition){record.source, record.srclen, record.linedefined, record.lastlinedefined};
  return true;
}

static int push_text(lua_State *L) {
  lua_pushstring(L, lua_touserdata(L, 1));
  return 1;
}

// No script runs on the main thread: its stack keeps what is needed after every event. It has room for LUA_MINSTACK values.
enum { GLOBALS = 1, MOST_NAMES = 4 };

int clh_keep_name(clh_host *host, const char *text) {
  lua_State *L = host->main;
  if (lua_gettop(L) == 0) clh_push_globals(L);
  if (lua_gettop(L) > MOST_NAMES || clh_protect(host, L, push_text, (void *)text, 1) != LUA_OK) return 0;
  return lua_gettop(L);
}

bool clh_global_is_empty(clh_host *host, int name) {
  lua_State *L = host->main;
  if (name == 0) return false;
  lua_pushvalue(L, name);
  bool empty = false;
  if (lua_rawget(L, GLOBALS) == LUA_TTABLE) {
    lua_pushnil(L);
    empty = lua_next(L, -2) == 0;
    if (!empty) lua_pop(L, 2);
  }
  lua_pop(L, 1);
  return empty;
}

void clh_push_globals(lua_State *L) { lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS); }
