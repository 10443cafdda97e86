"""Reads 部门决算 reports into records in which every figure is cited."""
