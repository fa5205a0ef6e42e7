#ifndef CLUA_HOST_H
#define CLUA_HOST_H

// The only C code that may raise. The functions declared here return to Swift normally, whatever happens inside: Lua errors
// end in lua_pcall or lua_resume in this module, and come back as a status.
//
// Values travel to Lua through the out buffer: Swift appends to it, and C makes the values after Swift has returned. So no
// Swift frame is on the C stack when one of Lua's allocations fails.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <lua.h>

/// What a host function returns to the trampoline.
enum { CLH_RETURN = 0, CLH_RAISE = 1, CLH_WAIT = 2 };
/// Why a resumed coroutine returned.
enum { CLH_FINISHED = 0, CLH_WAITING = 1, CLH_PAUSED = 2, CLH_FAILED = 3 };
/// Why the whole VM was stopped; 0 while it is alive.
enum { CLH_ALIVE = 0, CLH_KILL_INSTRUCTIONS = 1, CLH_KILL_TIME = 2, CLH_KILL_INTERRUPT = 3 };
/// How a host function is called: see LuaVM.register.
enum {
  CLH_WAITS = 1,        // may yield: refused in a script's own coroutine and in a C callback
  CLH_TEXT = 2,         // every argument is first turned into text
  CLH_FORMAT = 4,       // string.format is applied first
  CLH_METHOD = 8,       // argument 1 must be an object of its class
  CLH_DROP_SELF = 16,   // argument 1 is a callable table: removed
};
/// What a resumed coroutine receives from the out buffer.
enum { CLH_PASS_VALUES = 0, CLH_PASS_ERROR = 1, CLH_PASS_NOTHING = 2 };
/// Tags in the out buffer.
enum {
  CLH_NIL, CLH_FALSE, CLH_TRUE, CLH_INTEGER, CLH_NUMBER, CLH_STRING, CLH_TABLE, CLH_RECORD, CLH_OBJECT, CLH_FUNCTION,
};

typedef struct clh_host clh_host;
typedef struct clh_flag clh_flag;

/// The extra space of a thread: its host, and whether a script created the thread.
typedef struct {
  clh_host *host;
  bool script;
} clh_mark;

/// The keys and the metatable of a kind of record.
typedef struct {
  int ref;    // registry: keys 1...count, then the metatable, then the positions of the keys
  int count;
} clh_shape;

/// A coroutine of the host, and its place in the registry.
typedef struct {
  lua_State *state;   // NULL: not enough memory
  int ref;
} clh_thread;
enum { CLH_IDLE_THREADS = 16 };

/// Blocks of one size class that Lua has freed and will need again.
typedef struct {
  void *first;    // each block begins with the address of the next
} clh_kept;
enum { CLH_KEPT_CLASSES = 49 };   // up to 776 bytes: a record of 32 fields

/// A block that holds a long string.
typedef struct {
  void *block;
  size_t size;
} clh_long;

/// Calls host function `id` with the arguments on the stack of `L`; returns CLH_RETURN, CLH_RAISE or CLH_WAIT. `self` is the
/// object of argument 1, which is one of the function's class; NULL for a function that belongs to no class.
typedef int (*clh_call_function)(void *context, lua_State *L, int id, void *self);
typedef void (*clh_object_function)(void *object);

struct clh_host {
  lua_State *main;

  size_t bytes_used, bytes_limit, block_limit, bytes_reserve;   // used: by Lua, and by the host on behalf of the script
  bool reserve;             // the host's values are being made: the reserve may be used
  uint64_t denials;         // allocations refused so far
  clh_long *longs;          // strings so long that a single instruction on them is slow
  int long_count, long_capacity;
  int hook_count;           // instructions between two calls of the hook: fewer while there are long strings
  clh_kept kept[CLH_KEPT_CLASSES];
  size_t kept_bytes;        // in all of them

  int64_t fuel;             // instructions left for this event
  int64_t slice;            // instructions left until the coroutine pauses
  uint64_t time_left;       // nanoseconds for this event
  uint64_t deadline;        // monotonic nanoseconds; 0: the event has not yet run 500 instructions
  int64_t clock_credit;     // work, in instructions, until the clock is read again
  int killed;               // CLH_ALIVE or the reason; reset only by clh_revive
  int64_t event;            // the number of the event that is running
  clh_flag *flag;           // set by another thread

  clh_thread idle[CLH_IDLE_THREADS];   // coroutines that have finished, for the next calls
  int idle_count;

  lua_State *running;       // the host coroutine being resumed: the only one that may wait
  lua_State *current;       // the thread that runs now, which a script may have created
  bool chain;               // whether every coroutine between the host and `current` can yield
  int stop;                 // why the last yield happened: CLH_WAITING, CLH_PAUSED or CLH_FAILED
  int close_depth;          // nested calls of coroutine.close
  int collecting;           // > 0 inside a finalizer

  uint8_t *out;             // values on their way to Lua
  size_t out_length, out_capacity, out_limit;
  ptrdiff_t out_count;      // values counted, at the level being written
  bool out_failed;          // something did not fit: the whole result is refused
  ptrdiff_t bytes_read;     // text that the running host function has read
  ptrdiff_t objects_before; // objects in the out buffer that belong to outer calls
  size_t in_begin, in_end;  // what the coroutine being resumed receives
  int in_kind;
  bool keeps_results;       // whether a finished coroutine's results are left on its stack

  void *context;
  clh_call_function call;
  clh_object_function retain, release;

  clh_shape *shapes;
  int shape_count;
  clh_mark host_mark, script_mark;

  int status;               // Lua's status of the last failed resume
  bool kill_noted;          // position and trace are those of the kill
  char *position;           // chunk:line of the failure; empty if unknown
  char *trace;              // traceback of the failure
};

// Life cycle.
bool clh_open(clh_host *host, int64_t seed);   // false: not enough memory, call clh_close; set the limits before
void clh_close(clh_host *host);                // releases every object
size_t clh_stack_left(void);                   // bytes of C stack below the caller
size_t clh_collect(clh_host *host);            // full collection; bytes in use afterwards
uint64_t clh_now(void);                        // monotonic nanoseconds, to the system's tick of about 4 ms
static inline const char *clh_release(void) { return lua_ident; }   // the loaded library: "$LuaVersion: Lua 5.4.4 …"

// The flag that another thread may set.
clh_flag *clh_flag_make(void);
void clh_flag_free(clh_flag *flag);
void clh_flag_set(clh_flag *flag);
void clh_flag_break(clh_flag *flag, int64_t event);   // ends this event only; nothing after clh_flag_set
bool clh_flag_is_set(const clh_flag *flag);

// What scripts see. `path` is a dotted path of tables, or NULL. All of these return a Lua status.
int clh_register(clh_host *host, const char *path, const char *name, int id, int flags);
int clh_register_callable(clh_host *host, const char *path, const char *name, int id, int flags);
int clh_register_modules(clh_host *host, int id);   // require: `id` returns a module's source and its chunk's name
int clh_set_value(clh_host *host, const char *path, const char *name, size_t begin);
int clh_make_shape(clh_host *host, const char *name, size_t keys_begin, int index_id, int text_id, int *shape);
typedef struct {
  const char *name;
  int get, set, element, length, text, call, entries;  // host functions; -1: none
  int call_flags;
} clh_class;
int clh_make_class(clh_host *host, const clh_class *description, int *ref);
int clh_add_method(clh_host *host, int class_ref, const char *name, int id, int flags);

// Running.
long clh_longest_chain(const char *source, size_t length);   // fields of a.b.c…; any number for a text that is not Lua
int clh_load(clh_host *host, lua_State *co, const char *source, size_t length, const char *chunk);
clh_thread clh_take_thread(clh_host *host);             // an idle coroutine, or a new one
void clh_give_thread(clh_host *host, clh_thread thread);   // gives back a finished one
void clh_begin(lua_State *co, bool loaded);             // makes it ready to be resumed with a function and arguments
void clh_begin_call(clh_host *host, lua_State *co, size_t begin);   // the same; they have been written since `begin`
bool clh_is_ready(const clh_host *host, size_t stack);   // whether a script can run, with this much C stack left
int clh_resume(clh_host *host, lua_State *co, int kind, size_t begin);
bool clh_revive(clh_host *host);                        // undoes a kill, but not clh_flag_set; nothing may be running
void clh_abandon(clh_host *host, lua_State *co);        // runs pending __close variables, unless the VM was killed
int clh_error_field(lua_State *co, const char *name);   // pushes a raw field of the typed error on top; returns its type
bool clh_error_is_typed(lua_State *co);

// Reading: these never raise and never run script code.
bool clh_can_wait(lua_State *L);                       // whether a host function called from here may return CLH_WAIT
int clh_line(lua_State *L);                             // line of the innermost calling Lua function; 0: none
int clh_raw_field(clh_host *host, lua_State *L, int index, const char *name, size_t length);  // pushes; returns the type, or -1
bool clh_next(lua_State *L, int index);
void *clh_object(lua_State *L, int index, int *class_ref);
int clh_shape_of(lua_State *L, int index);              // shape of the record at the index, or -1
void clh_push_places(clh_host *host, lua_State *L, int shape);   // the positions of a shape's keys
int clh_place(lua_State *L, int places, int key);       // position of the key at an index, from 1; 0 for a key that the shape lacks
int clh_reference(clh_host *host, lua_State *L, int index, int *ref);
void clh_unreference(clh_host *host, int ref);
int clh_most_arguments(clh_host *host, int ref);         // how many a function of the registry looks at; INT_MAX if unknown
typedef struct {
  const char *chunk;   // not terminated; valid as long as the function
  size_t length;
  int first, last;     // lines
} clh_definition;
bool clh_definition_of(clh_host *host, int ref, clh_definition *definition);   // false unless it is a function in Lua
void clh_push_globals(lua_State *L);
int clh_keep_name(clh_host *host, const char *text);     // a string that stays on the main thread's stack; 0 if memory is short
bool clh_global_is_empty(clh_host *host, int name);     // whether it is a table without entries; also false for the name 0

static inline clh_host *clh_host_of(lua_State *L) { return (*(clh_mark **)lua_getextraspace(L))->host; }
static inline void clh_pop(lua_State *L, int count) { lua_settop(L, -count - 1); }
static inline void clh_push_reference(lua_State *L, int ref) { lua_rawgeti(L, LUA_REGISTRYINDEX, ref); }

// The out buffer.
bool clh_out_grow(clh_host *host, size_t more);
static inline bool clh_out_room(clh_host *host, size_t more) {
  if (host->out_capacity - host->out_length >= more) return true;
  return clh_out_grow(host, more);
}
static inline void clh_out_tag(clh_host *host, uint8_t tag) {
  if (!clh_out_room(host, 1)) return;
  host->out[host->out_length++] = tag;
}
static inline void clh_out_word(clh_host *host, uint8_t tag, const void *word) {
  if (!clh_out_room(host, 9)) return;
  host->out[host->out_length] = tag;
  memcpy(host->out + host->out_length + 1, word, 8);
  host->out_length += 9;
}
static inline void clh_out_integer(clh_host *host, int64_t value) { clh_out_word(host, CLH_INTEGER, &value); }
static inline void clh_out_number(clh_host *host, double value) { clh_out_word(host, CLH_NUMBER, &value); }
static inline void clh_out_u32(clh_host *host, uint32_t value) {
  if (!clh_out_room(host, 4)) return;
  memcpy(host->out + host->out_length, &value, 4);
  host->out_length += 4;
}
static inline void clh_out_patch(clh_host *host, size_t offset, uint32_t value) {
  if (offset + 4 <= host->out_length) memcpy(host->out + offset, &value, 4);
}
// Begins a record; returns where the number of its fields is to be written.
static inline size_t clh_out_record(clh_host *host, uint32_t shape) {
  if (!clh_out_room(host, 9)) return host->out_length;
  uint8_t *at = host->out + host->out_length;
  at[0] = CLH_RECORD;
  memcpy(at + 1, &shape, 4);
  memset(at + 5, 0, 4);
  host->out_length += 9;
  return host->out_length - 4;
}
// A field of a record: the key's number, then a value of one word.
static inline void clh_out_field(clh_host *host, uint32_t key, uint8_t tag, const void *word) {
  if (!clh_out_room(host, 13)) return;
  uint8_t *at = host->out + host->out_length;
  memcpy(at, &key, 4);
  at[4] = tag;
  memcpy(at + 5, word, 8);
  host->out_length += 13;
  host->out_count++;
}
static inline void clh_out_integer_field(clh_host *host, uint32_t key, int64_t value) {
  clh_out_field(host, key, CLH_INTEGER, &value);
}
static inline void clh_out_number_field(clh_host *host, uint32_t key, double value) {
  clh_out_field(host, key, CLH_NUMBER, &value);
}
static inline void clh_out_string(clh_host *host, const void *bytes, size_t length) {
  if (length > UINT32_MAX - 16 || !clh_out_room(host, 5 + length)) {
    host->out_failed = true;
    return;
  }
  uint32_t prefix = (uint32_t)length;
  host->out[host->out_length] = CLH_STRING;
  memcpy(host->out + host->out_length + 1, &prefix, 4);
  if (length) memcpy(host->out + host->out_length + 5, bytes, length);
  host->out_length += 5 + length;
}
static inline void clh_out_object(clh_host *host, void *object, int class_ref) {
  if (!clh_out_room(host, 13)) return;
  uint64_t address = (uint64_t)(uintptr_t)object;
  clh_out_word(host, CLH_OBJECT, &address);
  clh_out_u32(host, (uint32_t)class_ref);
}
static inline void clh_out_function(clh_host *host, int ref) {
  if (!clh_out_room(host, 5)) return;
  clh_out_tag(host, CLH_FUNCTION);
  clh_out_u32(host, (uint32_t)ref);
}

#endif
