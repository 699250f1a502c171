# SPDX-License-Identifier: GPL-3.0-or-later
"""What a VPN does is seen for what it is: the table in tunnels.py."""
import parallel
import tunnels

Blocks = parallel.scenario_tests('Blocks', tunnels.BLOCKS)
Dead = parallel.scenario_tests('Dead', tunnels.DEAD)
KillSwitch = parallel.scenario_tests('KillSwitch', tunnels.KILL_SWITCH)
Innocent = parallel.scenario_tests('Innocent', tunnels.INNOCENT)

if __name__ == '__main__':
    parallel.main()
