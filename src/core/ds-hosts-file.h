/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-record.h"

G_BEGIN_DECLS

/**
 * DsHostsLine:
 * @file: the file it is in, as the person would look for it
 * @line: its number, from 1
 * @address: the address it gives
 * @text: the line as it is written, cut short when it is long
 *
 * One line of a hosts file that names the target.
 */
typedef struct
{
  char *file;
  guint line;
  char *address;
  char *text;
} DsHostsLine;

extern const DsRecordType ds_hosts_line_type;

DsHostsLine *ds_hosts_line_new (void);
void ds_hosts_line_free (DsHostsLine *hosts_line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHostsLine, ds_hosts_line_free)

/**
 * DsHostsFile:
 * @names: how many names the hosts files give an address
 * @blocked: how many of them they send nowhere, the way block lists do
 * @lines: (element-type DsHostsLine): the lines that name the target
 *
 * The list of names on this computer that comes before any name server (hosts(5)). What it says
 * about other names than the target stays where it is.
 */
typedef struct
{
  guint names;
  guint blocked;
  GPtrArray *lines;
} DsHostsFile;

extern const DsRecordType ds_hosts_file_type;

DsHostsFile *ds_hosts_file_new (void);
void ds_hosts_file_free (DsHostsFile *hosts_file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsHostsFile, ds_hosts_file_free)

const DsHostsLine *ds_hosts_file_find (const DsHostsFile *hosts, const char *address);
gboolean ds_hosts_address_blocks (const char *address);

G_END_DECLS
