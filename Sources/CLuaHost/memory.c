// The allocator: a total limit, a limit per block, and a reserve that only the host's values may use.

#include "internal.h"

#define MAX_IDLE_BUFFER (1 << 20)
#define BYTES_PER_INSTRUCTION 64  // new bytes that cost as much as one instruction
#define MAX_KEPT_BYTES (1 << 20)  // the garbage of several thousand records, which is collected at once

// A script at its memory limit makes the collector run at every allocation, so few instructions take long: the clock is
// read here, too. lua_sethook may be called at any time.
static void *refuse(clh_host *host) {
  host->denials++;
  if (host->current == NULL || host->killed) return NULL;
  clh_check_clock(host);
  if (host->killed) lua_sethook(host->current, clh_hook, LUA_MASKCOUNT, 1);
  return NULL;
}

// A record lives for one message: its blocks are kept for the next one, by class, since malloc takes three times as long.
// Class c holds c * 16 + 8 bytes, which is the usable size of glibc's blocks.
static size_t class_of(size_t size) { return (size + 7) / 16; }
static size_t size_of(size_t class) { return class * 16 + 8; }

static void *take_block(clh_host *host, size_t size) {
  size_t class = class_of(size);
  if (class >= CLH_KEPT_CLASSES) return malloc(size);
  clh_kept *kept = &host->kept[class];
  void *block = kept->first;
  if (block == NULL) return malloc(size_of(class));
  memcpy(&kept->first, block, sizeof kept->first);
  host->kept_bytes -= size_of(class);
  return block;
}

static void give_block(clh_host *host, void *block, size_t size) {
  size_t class = class_of(size);
  if (class >= CLH_KEPT_CLASSES || host->kept_bytes >= MAX_KEPT_BYTES) {
    free(block);
    return;
  }
  memcpy(block, &host->kept[class].first, sizeof(void *));
  host->kept[class].first = block;
  host->kept_bytes += size_of(class);
}

static void *resize_block(clh_host *host, void *block, size_t old_size, size_t new_size) {
  size_t old_class = class_of(old_size), new_class = class_of(new_size);
  if (old_class >= CLH_KEPT_CLASSES && new_class >= CLH_KEPT_CLASSES) return realloc(block, new_size);
  if (old_class == new_class) return block;
  void *result = take_block(host, new_size);
  if (result == NULL) return NULL;
  memcpy(result, block, old_size < new_size ? old_size : new_size);
  give_block(host, block, old_size);
  return result;
}

void clh_free_kept(clh_host *host) {
  for (int class = 0; class < CLH_KEPT_CLASSES; class++) {
    for (void *block = host->kept[class].first; block;) {
      void *next;
      memcpy(&next, block, sizeof next);
      free(block);
      block = next;
    }
  }
}

// The longer the longest string, the more often the hook runs, so the work between two of its calls stays bounded.
static void set_hook_count(clh_host *host) {
  size_t longest = CLH_LONG;
  for (int i = 0; i < host->long_count; i++) {
    if (host->longs[i].size > longest) longest = host->longs[i].size;
  }
  int count = (int)(CLH_HOOK_COUNT * (size_t)CLH_LONG / longest);
  if (count < CLH_LEAST_HOOK_COUNT) count = CLH_LEAST_HOOK_COUNT;
  bool sooner = count < host->hook_count;
  host->hook_count = count;
  if (sooner && host->current && !host->killed) clh_arm_again(host->current);
}

static bool note_long(clh_host *host, void *block, size_t size) {
  if (host->long_count == host->long_capacity) {
    int capacity = host->long_capacity ? host->long_capacity * 2 : 16;
    clh_long *longs = realloc(host->longs, sizeof *longs * (size_t)capacity);
    if (longs == NULL) return false;
    host->longs = longs;
    host->long_capacity = capacity;
  }
  host->longs[host->long_count++] = (clh_long){block, size};
  set_hook_count(host);
  return true;
}

static void forget_long(clh_host *host, void *block) {
  for (int i = host->long_count - 1; i >= 0; i--) {
    if (host->longs[i].block != block) continue;
    host->longs[i] = host->longs[--host->long_count];
    set_hook_count(host);
    return;
  }
}

static bool has_room(const clh_host *host, size_t more) {
  size_t limit = host->bytes_limit + (host->reserve ? host->bytes_reserve : 0);
  return host->bytes_used <= limit && more <= limit - host->bytes_used;
}

// New bytes cost instructions; most blocks are so small that they cost none.
static inline void spend_bytes(clh_host *host, size_t bytes) {
  if (bytes < BYTES_PER_INSTRUCTION) return;
  int64_t cost = (int64_t)(bytes / BYTES_PER_INSTRUCTION);
  host->fuel -= cost;
  host->slice -= cost;
  host->clock_credit -= cost;
}

static void *resize(clh_host *host, void *block, size_t old_size, size_t new_size) {
  if (new_size > old_size && (new_size > host->block_limit || !has_room(host, new_size - old_size))) return refuse(host);
  void *result = resize_block(host, block, old_size, new_size);
  if (result == NULL) {
    if (new_size <= old_size) return block;  // Lua relies on shrinking to succeed
    return refuse(host);
  }
  if (new_size > old_size) spend_bytes(host, new_size - old_size);
  host->bytes_used += new_size;
  host->bytes_used -= old_size;
  return result;
}

void *clh_allocate(void *userdata, void *block, size_t old_size, size_t new_size) {
  clh_host *host = userdata;
  if (new_size == 0) {
    if (block == NULL) return NULL;
    if (old_size > CLH_LONG && host->long_count > 0) forget_long(host, block);
    give_block(host, block, old_size);
    host->bytes_used -= old_size;
    return NULL;
  }
  if (block != NULL) return resize(host, block, old_size, new_size);
  if (new_size > host->block_limit || !has_room(host, new_size)) return refuse(host);
  void *result = take_block(host, new_size);
  if (result == NULL) return refuse(host);
  // Without a block, old_size is a type tag.
  if (new_size > CLH_LONG && old_size == LUA_TSTRING && !note_long(host, result, new_size)) {
    give_block(host, result, new_size);
    return refuse(host);
  }
  spend_bytes(host, new_size);
  host->bytes_used += new_size;
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

// One large result should not keep its buffer for the life of the VM.
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
