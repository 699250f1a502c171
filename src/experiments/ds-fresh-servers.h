/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"

G_BEGIN_DECLS

/**
 * DsFreshWhen:
 * @DS_FRESH_ALWAYS: programs of this computer are told to ask it
 * @DS_FRESH_UNANSWERED: only if nobody has answered
 * @DS_FRESH_DOUBTED: only if the answers of the others look wrong
 *
 * When to ask a name server.
 */
typedef enum
{
  DS_FRESH_ALWAYS,
  DS_FRESH_UNANSWERED,
  DS_FRESH_DOUBTED,
} DsFreshWhen;

/**
 * DsFreshServer:
 * @address: (owned): its address, or `resolved` for systemd-resolved
 * @when: when to ask it
 * @asked: whether it was asked
 *
 * A name server to be asked past whatever keeps answers.
 */
typedef struct
{
  char *address;
  DsFreshWhen when;
  gboolean asked;
} DsFreshServer;

GPtrArray *ds_fresh_servers_list (const DsEvidence *evidence, char **listed);

gboolean ds_fresh_may_be_kept (const DsEvidence *evidence);
guint ds_fresh_count_answers (const DsEvidence *evidence);
gboolean ds_fresh_differs (const DsEvidence *evidence);
gboolean ds_fresh_is_doubted (const DsEvidence *evidence);
gboolean ds_fresh_is_tried (const DsEvidence *evidence, const DsNameAnswer *answer);
char *ds_fresh_make_up_name (void);

G_END_DECLS
