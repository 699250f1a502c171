/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-change-kinds.h"

#include <string.h>

#include "ds-change-dns.h"
#include "ds-change-firewall.h"
#include "ds-change-proxy.h"
#include "ds-change-vpn.h"

/* clang-format off */
/* The table of kinds of changes. Their words for people are in ds-offers.c. */
static const DsChangeKind kinds[] = {
  { "dns-forget", NULL, ds_change_dns_get_type },
  { "firewall-allow", ds_change_firewall_is_object, ds_change_firewall_get_type },
  { "proxy-off", NULL, ds_change_proxy_get_type },
  { "vpn-off", g_uuid_string_is_valid, ds_change_vpn_get_type },
};
/* clang-format on */

/**
 * ds_change_kind_find:
 * @id: which change, with its object: `vpn-off:UUID`
 *
 * Returns: (transfer none) (nullable): its kind; %NULL when there is none such, or not with that
 *   object
 */
const DsChangeKind *
ds_change_kind_find (const char *id)
{
  gsize length = strcspn (id, ":");
  const char *object = id[length] == ':' ? id + length + 1 : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const DsChangeKind *kind = &kinds[i];

      if (strlen (kind->name) != length || strncmp (kind->name, id, length) != 0)
        continue;
      if (kind->is_object == NULL)
        return object == NULL ? kind : NULL;
      return object != NULL && kind->is_object (object) ? kind : NULL;
    }
  return NULL;
}
