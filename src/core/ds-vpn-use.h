/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-evidence.h"

G_BEGIN_DECLS

/**
 * DsVpnState:
 * @DS_VPN_NOT_IN_THE_WAY: no VPN in use carries what goes to the website
 * @DS_VPN_PASSES: the website took a connection, as this computer is set
 * @DS_VPN_NOT_KNOWN: it did not, and what was tried past the VPN does not tell why
 * @DS_VPN_FAILS_PAST_TOO: it did not, and past the VPN it fails as well
 * @DS_VPN_OPENS_PAST: it did not, and past the VPN it opens
 *
 * How the VPN in use does, held against the way past it.
 */
typedef enum
{
  DS_VPN_NOT_IN_THE_WAY,
  DS_VPN_PASSES,
  DS_VPN_NOT_KNOWN,
  DS_VPN_FAILS_PAST_TOO,
  DS_VPN_OPENS_PAST,
} DsVpnState;

/**
 * DsVpnUse:
 * @state: how it does
 * @vpn: (unowned) (nullable): the VPN in use on the way to the website
 * @through: (unowned) (nullable): the try through it that says most
 * @past: (unowned) (nullable): the try past it that says most
 * @name_past: (unowned) (nullable): what a name server said past it, where the system has no answer
 * @carries: whether anything was seen to come back through it
 * @others_fail: whether another website, or its name, was tried in vain as well
 * @line_open: whether anything opened past it
 *
 * What the evidence says about the VPN in use.
 */
typedef struct
{
  DsVpnState state;
  const DsConnection *vpn;
  const DsAttempt *through;
  const DsAttempt *past;
  const DsNameAnswer *name_past;
  gboolean carries;
  gboolean others_fail;
  gboolean line_open;
} DsVpnUse;

DsVpnUse ds_vpn_use_read (const DsEvidence *evidence);
const DsConnection *ds_vpn_use_find_carrier (const DsEvidence *evidence, const char *address);

G_END_DECLS
