/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How doorstep-cli ends; a contract. */
#define DS_EXIT_WORKS       0
#define DS_EXIT_PROBLEM     1
#define DS_EXIT_USAGE       2
#define DS_EXIT_NOT_CHECKED 3
/* As shells say it: 128 and the number of SIGINT. */
#define DS_EXIT_INTERRUPTED 130

int ds_cli_apply (int argc, char **argv);
int ds_cli_changes (int argc, char **argv);
int ds_cli_check (int argc, char **argv);
int ds_cli_judge (int argc, char **argv);
int ds_cli_status (int argc, char **argv);
int ds_cli_steps (int argc, char **argv);
int ds_cli_undo (int argc, char **argv);

int ds_cli_wrong_usage (const char *message);
int ds_cli_parse (GOptionContext *context, int *argc, char ***argv);

G_END_DECLS
