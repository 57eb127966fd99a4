"""``python -m samples OUT [YEAR…]``: write the sample reports of all or some years, and their truth, into OUT."""

import sys
from pathlib import Path

from samples.districts import YEARS
from samples.write import write_samples

if len(sys.argv) < 2:
    sys.exit(__doc__)
write_samples(Path(sys.argv[1]), years=tuple(map(int, sys.argv[2:])) or YEARS)
