# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of proxy is seen for what it is: the table in detours.py."""
import detours
import parallel

Socks = parallel.scenario_tests('Socks', detours.SOCKS)
Automatic = parallel.scenario_tests('Automatic', detours.AUTOMATIC)
Portal = parallel.scenario_tests('Portal', detours.PORTAL)

if __name__ == '__main__':
    parallel.main()
