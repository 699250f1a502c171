# SPDX-License-Identifier: GPL-3.0-or-later
"""Every cause is recognised when it is the real one: the table in causes.py."""
import causes
import parallel

Works = parallel.scenario_tests('Works', causes.WORKS)
Address = parallel.scenario_tests('Address', causes.ADDRESS)
ThisComputer = parallel.scenario_tests('ThisComputer', causes.THIS_COMPUTER)
Website = parallel.scenario_tests('Website', causes.WEBSITE)
OnTheWay = parallel.scenario_tests('OnTheWay', causes.ON_THE_WAY)

if __name__ == '__main__':
    parallel.main()
