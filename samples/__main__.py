"""``python -m samples OUT``: write all sample reports and their truth into OUT."""

import sys
from pathlib import Path

from samples.write import write_samples

if len(sys.argv) != 2:
    sys.exit("python -m samples OUT")
write_samples(Path(sys.argv[1]))
