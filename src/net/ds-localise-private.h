/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The two parts of ds-localise.c, for each other: the sweep, and making sure. */

#include "ds-device-counters.h"
#include "ds-localise.h"

G_BEGIN_DECLS

typedef struct
{
  /* Input. */
  char *sender;          /* (owned) (nullable): of the ICMP error that ended the attempt */
  guint sender_hop;      /* how many hops away that seems to be, 0 when not known */
  GInetAddress *address; /* (owned) */
  guint port;
  guint control_port;
  guint repeat_port; /* the attempt's own source port: its path is the one to look at */
  double rtt_ms;     /* time to the refusal; negative for silence */
  GBytes *payload;   /* (owned) (nullable): located by data after the handshake */
  GFile *root;       /* (owned) */
  char *device;      /* (owned) (nullable) */
  /* In progress. */
  GCancellable *sweep_cancellable; /* (owned): ends the probes of the first phase */
  gulong cancelled_id;
  gint64 started_us;
  guint slots_taken; /* of the window, by the sweep */
  guint in_flight;   /* probes of the later phases */
  guint window;
  guint next_ttl;
  guint grace_source;
  gboolean sweeping;
  guint repeats;
  guint controls_until; /* the largest hop limit to send controls with */
  gboolean looked_further;
  gboolean counting;
  guint bursts;
  DsDeviceCounters before;
  /* Output. */
  DsSweep *sweep; /* (owned) (nullable) */
} DsLocaliseState;

void ds_localise_launch (
    GTask *task, DsProbePurpose purpose, guint ttl, guint min_ttl, guint local_port);
void ds_localise_complete (GTask *task);
void ds_localise_make_sure (GTask *task);
void ds_localise_made_sure_of_one (GTask *task, DsProbe *probe);

G_END_DECLS
