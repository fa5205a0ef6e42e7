#ifndef CSANDBOX_H
#define CSANDBOX_H

// The fences around the process of one script: limits of the system, no new privileges, Landlock and seccomp. What is
// declared here is called before anything of the script is read, and never again.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The descriptor of the pair in the child.
enum { CSB_PAIR = 0 };

/// The kernel's fences, as bits.
enum { CSB_SECCOMP = 1, CSB_LANDLOCK = 2 };

/// How the child says by its exit code what was wrong.
enum { CSB_EXIT_MEMORY = 3, CSB_EXIT_FENCE = 71 };

/// The fences that this kernel has.
int csb_available(void);

/// Sets the largest address space to what the process has now and so many bytes; does nothing under a sanitizer.
bool csb_limit_memory(size_t bytes);

/// Closes every descriptor but the pair and the two of nothing, and sets the other limits: no files, no processes, no
/// further descriptors. The last thing before the filter.
void csb_limit(void);

/// No new privileges, no reading of the process by others, the end with its parent, Landlock without a rule where `fences`
/// has it. For this thread and those that it makes.
bool csb_confine(int fences);

/// The filter of system calls, for every thread of the process, where `fences` has it.
bool csb_filter(int fences);

/// Runs `body` on a thread with so many bytes of stack and a guard, and waits for it; false if there is none.
bool csb_run(size_t stack, void (*body)(void *), void *context);

/// Lets large blocks go back to the system once they are freed, rather than stay for smaller ones, and threads share their
/// memory: for a program whose tables grow once.
void csb_return_memory(void);

/// Lets an allocation that fails end the process with CSB_EXIT_MEMORY, whatever the runtime makes of it. For this thread.
bool csb_note_memory(void);

/// Starts `path` with the pair as descriptor 0 and nothing as 1 and 2, in a process group of its own; -1 with errno.
pid_t csb_spawn(const char *path, char *const arguments[], char *const environment[], int pair);

/// A descriptor that is readable once the process has ended; -1 with errno.
int csb_watch(pid_t child);

/// A descriptor that another thread makes readable by writing eight bytes; -1 with errno.
int csb_nudge(void);

/// Lets a read of a socket end with an error once nothing has come for a millisecond, as soon as the kernel's clock ticks then:
/// no timer is set for it, which costs more than to wait.
void csb_end_waits(int descriptor);

/// How many processors this process may run on.
int csb_processors(void);

/// A system call by its number, for tests of the fences; the error as a negative number.
long csb_call(long number, long a, long b, long c, long d);

#endif
