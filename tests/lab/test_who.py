# SPDX-License-Identifier: GPL-3.0-or-later
"""Who said no, and where: the table in turned_away.py, and some more made up by chance."""
import os
import random

import parallel
import turned_away

Everywhere = parallel.scenario_tests('Everywhere', turned_away.EVERYWHERE)
BeforeRouting = parallel.scenario_tests('BeforeRouting', turned_away.BEFORE_ROUTING)
Neighbours = parallel.scenario_tests('Neighbours', turned_away.NEIGHBOURS)
Misleading = parallel.scenario_tests('Misleading', turned_away.MISLEADING)
TwoWays = parallel.scenario_tests('TwoWays', turned_away.TWO_WAYS)
OddWays = parallel.scenario_tests('OddWays', turned_away.ODD_WAYS)


# DOORSTEP_LAB_SEED repeats a run; else each one draws anew.
SEED = int(os.environ.get('DOORSTEP_LAB_SEED') or random.randrange(1_000_000))
Chance = parallel.scenario_tests('Chance', map(turned_away.anything, range(SEED, SEED + 20)))

if __name__ == '__main__':
    print(f'DOORSTEP_LAB_SEED={SEED}')
    parallel.main()
