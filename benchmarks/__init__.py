"""Speed of the stages that code does, as ratios within one run; absolute times depend on the machine."""
