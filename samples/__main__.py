"""Write the sample reports and their truth: ``python -m samples OUT [YEAR…] [--clean]``."""

import argparse
from pathlib import Path

from samples.districts import YEARS
from samples.write import write_samples

parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
parser.add_argument("out", type=Path, metavar="OUT", help="folder for reports/ and truth/")
parser.add_argument(
    "years", type=int, nargs="*", metavar="YEAR", help=f"only these of {YEARS[0]} to {YEARS[-1]}"
)
parser.add_argument("--clean", action="store_true", help="plant no contradictions (the traps stay)")
wanted = parser.parse_args()
write_samples(wanted.out, years=tuple(wanted.years) or YEARS, planted=not wanted.clean)
