"""Running a suite: plan, predict and grade, each a step of its own, and the folder that holds what they leave."""
