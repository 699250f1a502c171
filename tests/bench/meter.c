/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a command and says what it took.
 *
 * meter FILE COMMAND [ARGUMENT]...
 *
 * Writes one line of JSON to FILE: wall and processor time in ms, the most memory it had resident
 * in KiB, and its exit status. The memory of a child is never counted as less than its parent had
 * when it was forked, so it must be forked from something as small as this. */

#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
ms_between (const struct timespec *start, const struct timespec *end)
{
  return (end->tv_sec - start->tv_sec) * 1e3 + (end->tv_nsec - start->tv_nsec) / 1e6;
}

static double
ms_of (const struct timeval *time)
{
  return time->tv_sec * 1e3 + time->tv_usec / 1e3;
}

static int
report (const char *path, double wall_ms, int status, const struct rusage *usage)
{
  FILE *file = fopen (path, "w");

  if (file == NULL)
    {
      perror (path);
      return 1;
    }
  fprintf (file, "{\"wall_ms\":%.3f,\"cpu_ms\":%.3f,\"rss_kib\":%ld,\"status\":%d}\n", wall_ms,
           ms_of (&usage->ru_utime) + ms_of (&usage->ru_stime), usage->ru_maxrss,
           WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status));
  return fclose (file) == 0 ? 0 : 1;
}

int
main (int argc, char **argv)
{
  struct timespec start;
  struct timespec end;
  struct rusage usage;
  int status = 0;
  pid_t child = 0;

  if (argc < 3)
    {
      fprintf (stderr, "meter FILE COMMAND [ARGUMENT]...\n");
      return 2;
    }

  clock_gettime (CLOCK_MONOTONIC, &start);
  child = fork ();
  if (child == 0)
    {
      execvp (argv[2], argv + 2);
      perror (argv[2]);
      _exit (127);
    }
  while (child > 0 && wait4 (child, &status, 0, &usage) != child)
    if (errno != EINTR)
      child = -1;
  if (child < 0)
    {
      perror ("meter");
      return 1;
    }
  clock_gettime (CLOCK_MONOTONIC, &end);

  return report (argv[1], ms_between (&start, &end), status, &usage);
}
