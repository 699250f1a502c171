/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Joins hosts of the lab by links with a fixed delay.
 *
 * tunlink DELAY_US NETNS:NAME NETNS:NAME [NETNS:NAME NETNS:NAME]...
 *
 * Each pair of arguments becomes a TUN device on either side and every packet that leaves one
 * enters the other DELAY_US later. Prints "ready" when the devices are there; runs until killed.
 * A TUN also forgets what a veth would carry over from the sending socket: its hash, by which a
 * router with several ways would otherwise choose. */

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <linux/if.h>
#include <linux/if_tun.h>

#define MAX_ENDS     64
#define QUEUE_LENGTH 4096
#define MAX_PACKET   2048
#define NS_PER_S     1000000000LL

/* A packet due a little later than now is sent now: a timer would wake us later than that. */
#define EARLY_NS 20000

typedef struct
{
  long long due_ns;
  size_t length;
  unsigned char *bytes;
} Packet;

/* What came in at one end, oldest first, waiting to go out at the other. */
typedef struct
{
  int fd;
  int peer_fd;
  unsigned head;
  unsigned tail;
  Packet queue[QUEUE_LENGTH];
} End;

static End *ends[MAX_ENDS];
static int n_ends;
static long long delay_ns;

static void
die (const char *what)
{
  perror (what);
  exit (1);
}

static long long
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * NS_PER_S + now.tv_nsec;
}

static int
open_tun (char *place)
{
  struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
  char *name = strchr (place, ':');
  char path[128];
  int ns_fd = -1;
  int fd = -1;

  if (name == NULL)
    {
      fprintf (stderr, "tunlink: %s is not NETNS:NAME\n", place);
      exit (2);
    }
  *name++ = '\0';
  snprintf (path, sizeof path, "/run/netns/%s", place);
  snprintf (request.ifr_name, sizeof request.ifr_name, "%s", name);

  ns_fd = open (path, O_RDONLY | O_CLOEXEC);
  if (ns_fd < 0 || setns (ns_fd, CLONE_NEWNET) != 0)
    die (path);
  close (ns_fd);

  fd = open ("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0)
    die ("/dev/net/tun");
  if (ioctl (fd, TUNSETIFF, &request) != 0)
    die (name);
  return fd;
}

static void
take_in (End *end)
{
  unsigned char buffer[MAX_PACKET];
  Packet *packet = NULL;
  ssize_t length = 0;

  while ((length = read (end->fd, buffer, sizeof buffer)) > 0)
    {
      if (end->tail - end->head == QUEUE_LENGTH)
        continue;
      packet = &end->queue[end->tail++ % QUEUE_LENGTH];
      packet->due_ns = now_ns () + delay_ns;
      packet->length = length;
      packet->bytes = malloc (length);
      if (packet->bytes == NULL)
        die ("malloc");
      memcpy (packet->bytes, buffer, length);
    }
}

/* Sends what is due. Returns when the next packet is, or 0 when there is none. */
static long long
send_due (End *end, long long now)
{
  while (end->head != end->tail)
    {
      Packet *packet = &end->queue[end->head % QUEUE_LENGTH];

      if (packet->due_ns > now + EARLY_NS)
        return packet->due_ns;
      /* A device that is down takes nothing, as a cable that is pulled. */
      if (write (end->peer_fd, packet->bytes, packet->length) < 0 && errno != EIO)
        perror ("tunlink: write");
      free (packet->bytes);
      end->head++;
    }
  return 0;
}

static void
set_timer (int timer_fd, long long due_ns)
{
  struct itimerspec timer = { 0 };

  timer.it_value.tv_sec = due_ns / NS_PER_S;
  timer.it_value.tv_nsec = due_ns % NS_PER_S;
  if (timerfd_settime (timer_fd, TFD_TIMER_ABSTIME, &timer, NULL) != 0)
    die ("timerfd_settime");
}

static void
watch (int epoll_fd, int fd, void *owner)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = owner };

  if (epoll_ctl (epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0)
    die ("epoll_ctl");
}

static void
run (int epoll_fd, int timer_fd)
{
  struct epoll_event events[MAX_ENDS + 1];

  for (;;)
    {
      int n_events = epoll_wait (epoll_fd, events, MAX_ENDS + 1, -1);
      long long next_ns = 0;
      long long now = 0;

      for (int i = 0; i < n_events; i++)
        if (events[i].data.ptr != NULL)
          take_in (events[i].data.ptr);

      now = now_ns ();
      for (int i = 0; i < n_ends; i++)
        {
          long long due_ns = send_due (ends[i], now);

          if (due_ns != 0 && (next_ns == 0 || due_ns < next_ns))
            next_ns = due_ns;
        }
      /* Setting it also clears it when it has fired. */
      set_timer (timer_fd, next_ns);
    }
}

int
main (int argc, char **argv)
{
  int epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  int timer_fd = timerfd_create (CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

  if (argc < 4 || argc % 2 != 0 || argc - 2 > MAX_ENDS)
    {
      fprintf (stderr, "tunlink DELAY_US NETNS:NAME NETNS:NAME...\n");
      return 2;
    }
  delay_ns = atoll (argv[1]) * 1000;
  n_ends = argc - 2;

  for (int i = 0; i < n_ends; i++)
    {
      ends[i] = calloc (1, sizeof **ends);
      if (ends[i] == NULL)
        die ("calloc");
      ends[i]->fd = open_tun (argv[i + 2]);
      watch (epoll_fd, ends[i]->fd, ends[i]);
    }
  for (int i = 0; i < n_ends; i++)
    ends[i]->peer_fd = ends[i ^ 1]->fd;
  watch (epoll_fd, timer_fd, NULL);

  /* What it delays must not wait for those who are measured. */
  setpriority (PRIO_PROCESS, 0, -15);
  printf ("ready\n");
  fflush (stdout);
  run (epoll_fd, timer_fd);
}
