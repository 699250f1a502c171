# SPDX-License-Identifier: GPL-3.0-or-later
"""Every cause is recognised when it is the real one: the tables in causes.py and proxied.py."""
import causes
import parallel
import proxied

Works = parallel.scenario_tests('Works', causes.WORKS)
Address = parallel.scenario_tests('Address', causes.ADDRESS)
ThisComputer = parallel.scenario_tests('ThisComputer', causes.THIS_COMPUTER)
Names = parallel.scenario_tests('Names', causes.NAMES)
Website = parallel.scenario_tests('Website', causes.WEBSITE)
Proxied = parallel.scenario_tests('Proxied', proxied.ALL)
OnTheWay = parallel.scenario_tests('OnTheWay', causes.ON_THE_WAY)

if __name__ == '__main__':
    parallel.main()
