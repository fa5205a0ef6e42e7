// Userdata that owns one reference to a Swift object, from its creation to its collection.

#include "internal.h"

typedef struct {
  void *object;
  int class_ref;
  uint32_t kind;  // OURS
} box;

#define OURS 0x4F424A31u

static char cache_key, methods_key;

static int collect(lua_State *L) {
  box *held = lua_touserdata(L, 1);
  clh_host *host = clh_host_of(L);
  void *object = held->object;
  held->object = NULL;
  if (object == NULL) return 0;
  host->collecting++;
  host->release(object);
  host->collecting--;
  return 0;
}

// The host makes all userdata, and scripts cannot write into any: size and mark are proof enough.
void *clh_object(lua_State *L, int index, int *class_ref) {
  if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof(box)) return NULL;
  box *held = lua_touserdata(L, index);
  if (held->kind != OURS) return NULL;
  *class_ref = held->class_ref;
  return held->object;
}

// An object has the same userdata as long as a script holds it, so it can be compared and used as a key.
void clh_push_object(lua_State *L, clh_host *host, void *object, int class_ref) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &cache_key);
  if (lua_rawgetp(L, -1, object) == LUA_TUSERDATA && ((box *)lua_touserdata(L, -1))->class_ref == class_ref) {
    lua_replace(L, -2);
    return;
  }
  lua_pop(L, 1);
  box *made = lua_newuserdatauv(L, sizeof *made, 0);
  made->object = NULL;
  made->class_ref = class_ref;
  made->kind = OURS;
  lua_rawgeti(L, LUA_REGISTRYINDEX, class_ref);
  lua_setmetatable(L, -2);
  host->retain(object);
  made->object = object;
  lua_pushvalue(L, -1);
  lua_rawsetp(L, -3, object);
  lua_remove(L, -2);
}

void clh_open_objects(lua_State *L) {
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "v");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &cache_key);
}

// Upvalues of the functions below.
enum { METHODS = 1, GET, ELEMENT, LENGTH_OR_ENTRIES, CLASS };

static int upvalue(lua_State *L, int index) { return (int)lua_tointeger(L, lua_upvalueindex(index)); }

static void *check_self(lua_State *L) {
  int class_ref;
  void *self = clh_object(L, 1, &class_ref);
  if (self == NULL || class_ref != upvalue(L, CLASS)) clh_error_at(L, "bad self");
  return self;
}

// Called by Lua alone, with two arguments. A method checks its object when it is called, so finding it needs no check.
static int read_field(lua_State *L) {
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(METHODS)) != LUA_TNIL) return 1;
  void *self = check_self(L);
  lua_settop(L, 2);
  if (lua_type(L, 2) == LUA_TSTRING && upvalue(L, GET) >= 0) return clh_invoke(L, upvalue(L, GET), 0, self);
  if (lua_isinteger(L, 2) && upvalue(L, ELEMENT) >= 0) return clh_invoke(L, upvalue(L, ELEMENT), 0, self);
  return 0;
}

static int next_element(lua_State *L) {
  void *self = check_self(L);
  lua_Integer position = luaL_checkinteger(L, 2);
  lua_settop(L, 1);
  lua_pushinteger(L, (lua_Integer)((lua_Unsigned)position + 1));
  if (clh_invoke(L, upvalue(L, ELEMENT), 0, self) == 0 || lua_isnil(L, -1)) return 0;
  return 2;
}

static void push_upvalues(lua_State *L) {
  for (int i = METHODS; i <= CLASS; i++) lua_pushvalue(L, lua_upvalueindex(i));
}

static int each(lua_State *L) {
  void *self = check_self(L);
  lua_settop(L, 1);
  if (upvalue(L, ELEMENT) < 0) {
    int count = clh_invoke(L, upvalue(L, LENGTH_OR_ENTRIES), 0, self);
    if (count == 0 || !lua_istable(L, -1)) return clh_error_at(L, "this object cannot be iterated");
    clh_push_pairs(L);
    lua_insert(L, -2);
    lua_call(L, 1, 3);
    return 3;
  }
  push_upvalues(L);
  lua_pushcclosure(L, next_element, CLASS);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

static int no_fields(lua_State *L) {
  int is_named = lua_type(L, 2) == LUA_TSTRING && lua_rawlen(L, 2) <= 64;
  if (!is_named || luaL_getmetafield(L, 1, "__name") != LUA_TSTRING) {
    return clh_error_at(L, "fields of this object cannot be set");
  }
  return clh_error_at(L, "%s.%s cannot be set", lua_tostring(L, -1), lua_tostring(L, 2));
}

static int default_text(lua_State *L) {
  if (luaL_getmetafield(L, 1, "__name") != LUA_TSTRING) lua_pushliteral(L, "object");
  return 1;
}

static void set_function(lua_State *L, const char *key, int id, int flags, int class_ref) {
  if (id < 0) return;
  clh_push_function(L, id, flags | CLH_METHOD, class_ref);
  lua_setfield(L, -2, key);
}

// The metatable is on top of the stack, the methods are below it.
static void set_closure(lua_State *L, const clh_class *made, int ref, lua_CFunction function, int table, const char *key) {
  int methods = lua_gettop(L) - 1;
  lua_pushvalue(L, methods);
  lua_pushinteger(L, made->get);
  lua_pushinteger(L, made->element);
  lua_pushinteger(L, made->entries);
  lua_pushinteger(L, ref);
  lua_pushcclosure(L, function, CLASS);
  lua_setfield(L, table < 0 ? methods + 1 : methods, key);
}

typedef struct {
  const clh_class *description;
  int ref;
} class_request;

static int make_class(lua_State *L) {
  class_request *request = lua_touserdata(L, 1);
  const clh_class *made = request->description;
  lua_newtable(L);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  int ref = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_pushvalue(L, -2);
  lua_rawsetp(L, -2, &methods_key);  // the methods, for clh_add_method
  lua_pushcfunction(L, collect);
  lua_setfield(L, -2, "__gc");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushstring(L, made->name);
  lua_setfield(L, -2, "__name");
  lua_pushcfunction(L, no_fields);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, default_text);
  lua_setfield(L, -2, "__tostring");
  set_closure(L, made, ref, read_field, -1, "__index");
  if (made->element >= 0 || made->entries >= 0) {
    set_closure(L, made, ref, each, -1, "__pairs");
    set_closure(L, made, ref, each, 0, "each");
  }
  set_function(L, "__newindex", made->set, 0, ref);
  set_function(L, "__len", made->length, 0, ref);
  set_function(L, "__tostring", made->text, 0, ref);
  set_function(L, "__call", made->call, made->call_flags, ref);
  request->ref = ref;
  return 0;
}

int clh_make_class(clh_host *host, const clh_class *description, int *ref) {
  class_request request = {description, 0};
  int status = clh_protect(host, host->current ? host->current : host->main, make_class, &request, 0);
  *ref = request.ref;
  return status;
}

typedef struct {
  const char *name;
  int class_ref, id, flags;
} method_request;

static int add_method(lua_State *L) {
  const method_request *request = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->class_ref);
  lua_rawgetp(L, -1, &methods_key);
  set_function(L, request->name, request->id, request->flags, request->class_ref);
  return 0;
}

int clh_add_method(clh_host *host, int class_ref, const char *name, int id, int flags) {
  method_request request = {name, class_ref, id, flags};
  return clh_protect(host, host->current ? host->current : host->main, add_method, &request, 0);
}
