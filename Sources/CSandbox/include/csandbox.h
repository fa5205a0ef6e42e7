#ifndef CSANDBOX_H
#define CSANDBOX_H

// The fences around a script's process: resource limits, no new privileges, Landlock and seccomp. They are put up before
// anything of the script is read, and stay up.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The child's descriptor of the socket pair.
enum { CSB_PAIR = 0 };

/// The kernel's fences, as bits.
enum { CSB_SECCOMP = 1, CSB_LANDLOCK = 2 };

/// The exit codes with which the child reports what went wrong.
enum { CSB_EXIT_MEMORY = 3, CSB_EXIT_FENCE = 71 };

/// Returns the fences that this kernel supports.
int csb_available(void);

/// Limits the address space to its present size plus so many bytes; does nothing under a sanitizer.
bool csb_limit_memory(size_t bytes);

/// Closes every descriptor except the pair and the two of /dev/null.
void csb_close_others(void);

/// Sets the other limits: no files, no processes, no further descriptors; those that are open stay open. The last step
/// before the filter.
void csb_limit(void);

/// Ties the life of this process to its parent's; false if the parent is already gone. `csb_confine` does it too.
bool csb_tie(void);

/// Gives up new privileges, hides the process from others, ties its life to its parent's and, if `fences` has it, enters
/// Landlock without a rule. For this thread and those that it creates.
bool csb_confine(int fences);

/// Installs the filter of system calls for every thread of the process, if `fences` has it. With `has_loop`, it lets an event
/// loop wait at the descriptors that are open beyond the pair and the two of /dev/null.
bool csb_filter(int fences, bool has_loop);

/// Runs `body` on a thread with so many bytes of stack and a guard page, and waits for it; false without a thread.
bool csb_run(size_t stack, void (*body)(void *), void *context);

/// Gives large blocks back to the system once they are freed, instead of keeping them for smaller ones, and lets threads
/// share their memory: for a program whose tables grow once.
void csb_return_memory(void);

/// Makes a failed allocation end the process with CSB_EXIT_MEMORY, however the runtime reacts. For this thread.
bool csb_note_memory(void);

/// Starts `path` in a process group of its own, with the pair as descriptor 0 and /dev/null as 1 and 2; -1 with errno.
pid_t csb_spawn(const char *path, char *const arguments[], char *const environment[], int pair);

/// Returns a descriptor that becomes readable when the process ends; -1 with errno.
int csb_watch(pid_t child);

/// Returns a descriptor that another thread makes readable by writing eight bytes; -1 with errno.
int csb_nudge(void);

/// Makes a read of a socket fail when nothing has come for a millisecond, at the next tick of the kernel's clock: a timer of
/// its own would cost more than the wait.
void csb_end_waits(int descriptor);

/// Returns the number of processors that this process may use.
int csb_processors(void);

/// Makes a system call by its number, for tests of the fences; returns an error as a negative number.
long csb_call(long number, long a, long b, long c, long d);

#endif
