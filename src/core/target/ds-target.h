/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ds-record.h"

G_BEGIN_DECLS

#define DS_TARGET_ERROR (ds_target_error_quark ())

/**
 * DsTargetError:
 * @DS_TARGET_ERROR_EMPTY: nothing was typed
 * @DS_TARGET_ERROR_TOO_LONG: more text than an address can have
 * @DS_TARGET_ERROR_NOT_A_WEBSITE: an address of another kind (a file, a script, a mail address)
 * @DS_TARGET_ERROR_HOST: the name of the website can't be one
 * @DS_TARGET_ERROR_PORT: the port number can't be one
 *
 * Why a text is no website address. The message of the error is one sentence for the person who
 * typed it: what is wrong, and what a right address looks like.
 */
typedef enum
{
  DS_TARGET_ERROR_EMPTY,
  DS_TARGET_ERROR_TOO_LONG,
  DS_TARGET_ERROR_NOT_A_WEBSITE,
  DS_TARGET_ERROR_HOST,
  DS_TARGET_ERROR_PORT,
} DsTargetError;

/**
 * DsTarget:
 * @typed: what the person typed, cleaned of control characters, for showing it again
 * @url: the address as a browser would write it, with path and query, without user info
 * @scheme: `http` or `https`
 * @host: the name in ASCII (RFC 5890 A-labels), or an IP literal without brackets
 * @display_host: the name as people read it (U-labels where that is safe), or the IP literal
 * @port: the port, never 0
 * @port_given: whether the port was typed and is not the scheme's own
 * @scheme_given: whether the scheme was typed
 * @is_literal: whether @host is an IP address
 * @path: path and query, starts with `/`; sent to nobody but the target
 * @notes: (element-type utf8): sentences about what was mended or dropped on the way
 * @suggestions: (element-type utf8): other addresses that may have been meant
 *
 * What the person typed, made into scheme, host and port the way a browser's address bar does it.
 */
typedef struct
{
  char *typed;
  char *url;
  char *scheme;
  char *host;
  char *display_host;
  guint port;
  gboolean port_given;
  gboolean scheme_given;
  gboolean is_literal;
  char *path;
  char **notes;
  char **suggestions;
} DsTarget;

extern const DsRecordType ds_target_type;

GQuark ds_target_error_quark (void);
DsTarget *ds_target_parse (const char *typed, gssize length, GError **error);
DsTarget *ds_target_copy (const DsTarget *target);
void ds_target_free (DsTarget *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsTarget, ds_target_free)

G_END_DECLS
