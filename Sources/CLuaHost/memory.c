// The allocator: a limit in all, a limit per block, and a reserve that only host pushes may use.

#include "internal.h"

#define MAX_IDLE_BUFFER (1 << 20)

// A script that lives at its limit makes the collector run for every allocation, so that few instructions take long:
// the clock is read here too. lua_sethook may be called at any moment.
static void *refuse(clh_host *host) {
  host->denials++;
  if (host->current == NULL || host->killed) return NULL;
  clh_check_clock(host);
  if (host->killed) lua_sethook(host->current, clh_hook, LUA_MASKCOUNT, 1);
  return NULL;
}

void *clh_allocate(void *userdata, void *block, size_t old_size, size_t new_size) {
  clh_host *host = userdata;
  size_t old = block ? old_size : 0;  // without a block, old_size is a type tag
  if (new_size == 0) {
    free(block);
    host->bytes_used -= old;
    return NULL;
  }
  if (new_size > old) {
    size_t limit = host->bytes_limit + (host->reserve ? host->bytes_reserve : 0);
    if (new_size > host->block_limit) return refuse(host);
    if (host->bytes_used > limit || new_size - old > limit - host->bytes_used) return refuse(host);
  }
  void *result = realloc(block, new_size);
  if (result == NULL) {
    if (new_size <= old) return block;  // Lua counts on shrinking
    return refuse(host);
  }
  host->bytes_used += new_size;
  host->bytes_used -= old;
  return result;
}

void clh_settle(lua_State *L, clh_host *host) {
  if (host->bytes_used <= host->bytes_limit) return;
  lua_gc(L, LUA_GCCOLLECT);
  if (host->bytes_used > host->bytes_limit) {
    host->denials++;
    clh_no_memory(L);
  }
}

// One large result should not hold its room for the life of the VM.
void clh_out_trim(clh_host *host) {
  if (host->out_length > 0 || host->out_capacity <= MAX_IDLE_BUFFER) return;
  free(host->out);
  host->out = NULL;
  host->out_capacity = 0;
}

bool clh_out_grow(clh_host *host, size_t more) {
  size_t need = host->out_length + more;
  if (host->out_failed || need < more || need > host->out_limit) {
    host->out_failed = true;
    return false;
  }
  size_t capacity = host->out_capacity ? host->out_capacity : 4096;
  while (capacity < need) capacity *= 2;
  if (capacity > host->out_limit) capacity = host->out_limit;
  uint8_t *out = realloc(host->out, capacity);
  if (out == NULL) {
    host->out_failed = true;
    return false;
  }
  host->out = out;
  host->out_capacity = capacity;
  return true;
}
