/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-compat.h"

/**
 * ds_announce:
 * @widget: the widget the news is about
 * @text: the news
 *
 * Has a screen reader say @text, where GTK can (4.14). Before that, moving the focus to the label
 * that holds the news is all there is, so callers do that as well.
 */
void
ds_announce (GtkWidget *widget, const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}
