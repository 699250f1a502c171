/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DsChangeError:
 * @DS_CHANGE_ERROR_FAILED: something that has no word of its own here
 * @DS_CHANGE_ERROR_DENIED: the system did not allow it
 * @DS_CHANGE_ERROR_DISMISSED: the person closed the question for the password
 * @DS_CHANGE_ERROR_UNAVAILABLE: the service that would make the change is not there, or went away
 * @DS_CHANGE_ERROR_TIMED_OUT: the service did not answer, or the change did not take hold, in time
 * @DS_CHANGE_ERROR_NOT_POSSIBLE: the change makes no sense here, or cannot be made here
 * @DS_CHANGE_ERROR_UNKNOWN: there is no such kind of change, or no such entry
 * @DS_CHANGE_ERROR_BUSY: the change is in force already, or somebody else is at it
 * @DS_CHANGE_ERROR_LEDGER: the ledger cannot be read or written
 * @DS_CHANGE_ERROR_LEDGER_STRANGE: the ledger is damaged, or of another version
 *
 * Why a change could not be made or put back. Each message is one or two sentences for people.
 */
typedef enum
{
  DS_CHANGE_ERROR_FAILED,
  DS_CHANGE_ERROR_DENIED,
  DS_CHANGE_ERROR_DISMISSED,
  DS_CHANGE_ERROR_UNAVAILABLE,
  DS_CHANGE_ERROR_TIMED_OUT,
  DS_CHANGE_ERROR_NOT_POSSIBLE,
  DS_CHANGE_ERROR_UNKNOWN,
  DS_CHANGE_ERROR_BUSY,
  DS_CHANGE_ERROR_LEDGER,
  DS_CHANGE_ERROR_LEDGER_STRANGE,
} DsChangeError;

#define DS_CHANGE_ERROR (ds_change_error_quark ())
GQuark ds_change_error_quark (void);

GError *ds_change_error_translate (const GError *error, const char *service);

G_END_DECLS
